import type { IncomingHttpHeaders } from 'node:http'

/** A request with its whole body. */
export interface PlayedRequest {
  method: string
  /** The path without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
  /** The address of the played gateway, without a slash at its end. */
  origin: string
  /** The failure that is planned for this request: before or after it takes effect. */
  failure?: { status: number; isEffective: boolean }
}

export interface PlayedAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** Answers the requests of some paths; undefined for any other request. */
export type Route = (request: PlayedRequest) => PlayedAnswer | undefined

export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): PlayedAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** The first answer of the routes. */
export function firstOf(routes: readonly Route[]): Route {
  return request => {
    for (const route of routes) {
      const answer = route(request)
      if (answer !== undefined) return answer
    }
    return undefined
  }
}

/**
 * The parts of a path that match a pattern such as "POST /v1/refunds/:id", undefined if it does not match. A part `:id`
 * takes one segment.
 */
export function matchRoute({ method, path }: PlayedRequest, pattern: string): string[] | undefined {
  const [wanted, template = ''] = pattern.split(' ')
  const expected = template.split('/')
  const given = path.split('/')
  if (method !== wanted || expected.length !== given.length) return undefined
  const isTaken = (index: number) => expected[index]?.startsWith(':') === true
  if (!given.every((part, index) => isTaken(index) || part === expected[index])) return undefined
  return given.filter((_, index) => isTaken(index))
}
