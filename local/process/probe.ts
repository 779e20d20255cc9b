import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'

const PAUSE = 50

/**
 * Resolves when a GET of `url` is answered with 200; rejects with the reason of `signal` when that aborts. Servers announce their readiness by an
 * answer only, so it asks every 50 ms. `ca` is read for each question: the file may appear later than the first of them.
 */
export async function answers(
  url: string,
  { signal, ca, token }: { signal: AbortSignal; ca?: () => string; token?: string },
): Promise<void> {
  for (;;) {
    const status = await ask(url, { signal, ...(token && { token }), ...(ca && { ca }) }).catch(() => 0)
    signal.throwIfAborted()
    if (status === 200) return
    await sleep(PAUSE)
  }
}

async function ask(
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
