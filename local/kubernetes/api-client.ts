import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { apiErrorOf } from './api-error.ts'
import type { Connection } from './kubeconfig.ts'
import type { TokenBucket } from './token-bucket.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RequestOptions {
  body?: unknown
  contentType?: string
  signal?: AbortSignal
}

type Signalled = RequestOptions & { signal: AbortSignal }

export interface ApiClient {
  /**
   * Calls the API server once; returns the JSON of a 2xx. Throws ApiError for any other answer, Error when none came.
   */
  request(method: Method, path: string, options?: RequestOptions): Promise<unknown>
  /** Returns an answer without end: the caller reads it line by line, and the signal ends it. */
  stream(path: string, signal: AbortSignal): Promise<IncomingMessage>
}

const timeoutMs = 60_000

/**
 * A client for one API server. All calls share `bucket`, as the calls of Metacontroller share the rate limit of its
 * client.
 */
export function createApiClient(connection: Connection, bucket: TokenBucket): ApiClient {
  async function send(method: Method, path: string, options: Signalled): Promise<IncomingMessage> {
    const wait = bucket.reserve()
    if (wait > 0) await delay(wait, undefined, { signal: options.signal })
    const { body, contentType = 'application/json', signal } = options
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body))
    const headers = {
      Accept: 'application/json',
      'User-Agent': 'metacontroller',
      ...(payload && { 'Content-Type': contentType, 'Content-Length': payload.length }),
      ...(await connection.readHeaders()),
    }
    const answer = await exchange(new URL(path, connection.server), payload, {
      agent: connection.agent,
      method,
      headers,
      signal,
    })
    const code = Number(answer.statusCode)
    if (code >= 300) throw apiErrorOf(code, await text(answer))
    return answer
  }

  async function request(method: Method, path: string, options: RequestOptions = {}): Promise<unknown> {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    return JSON.parse(await text(await send(method, path, { ...options, signal })))
  }

  return { request, stream: (path, signal) => send('GET', path, { signal }) }
}

function exchange(url: URL, payload: Buffer | undefined, options: https.RequestOptions): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(payload)
  })
}
