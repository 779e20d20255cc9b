import { ApiException, HttpMethod, type KubeConfig, RequestContext } from '@kubernetes/client-node'
import { kubeError } from './failure.ts'

/** One request to the API server. */
export interface KubeRequest {
  /** GET by default. */
  method?: 'POST' | 'PUT'
  /** From the root of the API, with its query. */
  path: string
  body?: object
  signal: AbortSignal
  /** How long the server may send nothing before the connection counts as dead, 30 s by default. */
  silenceMs?: number
}

type Pool = NonNullable<ReturnType<RequestContext['getDispatcher']>>

/** What the API server sends, as it arrives. */
export type AnswerBody = Awaited<ReturnType<Pool['request']>>['body']

const longestSilenceMs = 30_000

// The library's own calls cost 0.75 to 1.2 ms of processor time each (models, middleware, fetch), this one 0.15 ms: at 300
// writes a second that is a third of a core. Its Watch ends a quiet watch after 30 s and ignores what it cannot parse.

/**
 * The body of an answer 2xx: the caller reads it to its end or destroys it. Rejects with a KubeError otherwise, also when
 * the signal aborts. The credentials bring the connections (readCredentials).
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
    if (pool === undefined) throw new TypeError(`Cannot send a request to "${url.origin}": it must have connections`)
    const answer = await pool.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: method ?? 'GET',
      headers: { ...context.getHeaders(), ...headers, ...(body && { 'content-type': 'application/json' }) },
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

// The API server names the writer of a field after the first word of the user agent.
const headers = { accept: 'application/json', 'user-agent': 'kconference' }

/** One call, answered with the JSON of a 2xx. Rejects with a KubeError otherwise. */
export async function requestJson(credentials: KubeConfig, request: KubeRequest): Promise<unknown> {
  const body = await openAnswer(credentials, request)
  try {
    return await body.json()
  } catch (thrown) {
    throw kubeError(thrown)
  }
}
