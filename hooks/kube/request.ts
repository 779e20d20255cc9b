import { ApiException, HttpMethod, type KubeConfig, RequestContext } from '@kubernetes/client-node'
import { KubeError } from './api.ts'

/** One request to the API server. */
export interface KubeRequest {
  /** GET by default. */
  method?: 'POST' | 'PUT' | 'PATCH'
  /** The path from the root of the API, with its query. */
  path: string
  /** The JSON of a body; a PATCH is a JSON Merge Patch (RFC 7396). */
  body?: object
  signal: AbortSignal
  /** The silence after which the connection counts as dead; 30 s by default. */
  silenceMs?: number
}

type Pool = NonNullable<ReturnType<RequestContext['getDispatcher']>>

/** The body of an answer, as a stream. */
export type AnswerBody = Awaited<ReturnType<Pool['request']>>['body']

const longestSilenceMs = 30_000

const json = 'application/json'
const mergePatch = 'application/merge-patch+json'

// A call by client-node's own classes costs 0.75 to 1.2 ms of processor time (models, middleware, fetch), a call by this
// file 0.15 ms. At 300 writes a second that saves a third of a core. The library's Watch ends a quiet watch after 30 s, and
// ignores lines that it cannot parse.

/**
 * Sends a request and returns the body of a 2xx answer; the caller reads it to its end or destroys it. Rejects with a
 * KubeError otherwise, also when the signal aborts. The credentials contain the connections (readCredentials).
 */
export async function openAnswer(
  credentials: KubeConfig,
  { method, path, body, signal, silenceMs = longestSilenceMs }: KubeRequest,
): Promise<AnswerBody> {
  try {
    const url = new URL(`${credentials.getCurrentCluster()?.server.replace(/\/$/, '')}${path}`)
    const context = new RequestContext(url.href, HttpMethod.GET)
    await credentials.applySecurityAuthentication(context)
    const pool = context.getDispatcher()
    if (pool === undefined)
      throw new TypeError(`Cannot send a request to "${url.origin}": the credentials must have a pool of connections`)
    const answer = await pool.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: method ?? 'GET',
      headers: {
        ...context.getHeaders(),
        ...headers,
        ...(body && { 'content-type': method === 'PATCH' ? mergePatch : json }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
      headersTimeout: longestSilenceMs,
      bodyTimeout: silenceMs,
    })
    if (answer.statusCode < 300) return answer.body
    throw new ApiException(answer.statusCode, 'refused', await answer.body.text(), {})
  } catch (thrown) {
    throw kubeError(thrown)
  }
}

// The API server writes the first word of the user agent into managedFields, as the writer of each field.
const headers = { accept: json, 'user-agent': 'kconference' }

/** Sends a request and returns the JSON of a 2xx answer. Rejects with a KubeError otherwise. */
export async function requestJson(credentials: KubeConfig, request: KubeRequest): Promise<unknown> {
  const body = await openAnswer(credentials, request)
  try {
    return await body.json()
  } catch (thrown) {
    throw kubeError(thrown)
  }
}

/** Awaits a call of the library, and rejects with a KubeError. */
export async function withKubeErrors<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (thrown) {
    throw kubeError(thrown)
  }
}

/** The KubeError of anything that a call of the API server threw. */
export function kubeError(thrown: unknown): KubeError {
  if (thrown instanceof KubeError) return thrown
  if (thrown instanceof ApiException) return statusError(readStatus(thrown.body), thrown.code)
  if (thrown instanceof Error) {
    const code = 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined
    const cause = thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message
    return new KubeError(cause, { code, reason: code === undefined ? 'Unreachable' : 'Unknown' })
  }
  return statusError(readStatus(thrown), undefined)
}

interface Status {
  code?: number
  reason?: string
  message?: string
}

function statusError({ code, reason, message }: Status, httpCode: number | undefined): KubeError {
  const answer = { code: code ?? httpCode, reason: reason ?? 'Unknown' }
  return new KubeError(message ?? `the API server answered ${answer.code}`, answer)
}

// Kubernetes answers errors with a Status object, but a proxy before it may answer anything.
function readStatus(body: unknown): Status {
  if (typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'Status') return body as Status
  if (typeof body !== 'string') return {}
  try {
    return readStatus(JSON.parse(body))
  } catch {
    return {}
  }
}
