import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Resolves when a GET of `url` returns 200; rejects with the reason of `signal` when that aborts. It calls every
 * `pauseMs`, because servers announce their readiness in no other way. It reads `ca` for each call: the file may appear
 * after the first one.
 */
export async function waitForAnswer(
  url: string,
  { signal, ca, token, pauseMs = 50 }: { signal: AbortSignal; ca?: () => string; token?: string; pauseMs?: number },
): Promise<void> {
  for (;;) {
    const status = await readStatusCode(url, { signal, ...(token && { token }), ...(ca && { ca }) }).catch(() => 0)
    signal.throwIfAborted()
    if (status === 200) return
    await sleep(pauseMs)
  }
}

async function readStatusCode(
  url: string,
  { signal, ca, token }: { signal: AbortSignal; ca?: () => string; token?: string },
): Promise<number | undefined> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const options = ca === undefined ? { headers, signal } : { headers, signal, ca: ca() }
  const get = url.startsWith('https:') ? getHttps : getHttp
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  get(url, { ...options, agent: false }, answer => {
    answer.resume()
    resolve(answer.statusCode)
  }).on('error', reject)
  return promise
}
