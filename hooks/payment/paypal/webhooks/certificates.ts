import type { KeyObject } from 'node:crypto'
import { withTimeLimit } from '../../../kube/time-limit.ts'
import { setNewest } from '../../newest-entries.ts'
import type { Callback } from '../../payment-report.ts'
import { fetchCause, Refusal } from '../../refusal.ts'
import { limitConcurrency } from '../concurrency.ts'
import { certificateRefusal, type PaypalKey, readPaypalCertificate } from './certificate.ts'

/**
 * The addresses of PayPal's certificates, without their names (PayPal, Webhooks: integration guide, paypal-cert-url).
 */
export const certificateUrls = {
  live: 'https://api.paypal.com/v1/notifications/certs/',
  sandbox: 'https://api.sandbox.paypal.com/v1/notifications/certs/',
} as const

/**
 * The key of the certificate at an address. The caller has checked that the address is PayPal's. Rejects with a
 * Refusal.
 */
export type PaypalKeys = (url: string, of: Pick<Callback, 'caller' | 'deadline'>) => Promise<KeyObject>

/** The number of cached certificates, and the largest one. */
const maxCertificates = 20
const maxCertificateBytes = 64 * 1024
/** The certificates fetched at once, the turns among them that suspects never get, and the longest queue. */
const capacity = { running: 4, kept: 2, waiting: 200 }

/** Fetches certificates, each once while it is valid. `patienceMs` is the longest wait for PayPal's answer. */
export function paypalKeys({ patienceMs, now }: { patienceMs: number; now: () => number }): PaypalKeys {
  const cache = new Map<string, PaypalKey>()
  const takeTurn = limitConcurrency(capacity)

  const cachedKey = (url: string): KeyObject | undefined => {
    const known = cache.get(url)
    return known !== undefined && now() < known.until ? known.key : undefined
  }

  async function fetchKey(url: string, signal: AbortSignal): Promise<KeyObject> {
    const fresh = readPaypalCertificate(await download(url, signal))
    if (now() < fresh.from || fresh.until <= now()) throw certificateRefusal('be valid now')
    setNewest(cache, [url, fresh], maxCertificates)
    return fresh.key
  }

  return async (url, { caller, deadline }) => {
    const key = cachedKey(url)
    if (key !== undefined) return key
    caller.charge()
    const limit = { milliseconds: patienceMs, outer: deadline }
    // Another callback may have fetched the certificate while this one waited for its turn.
    const fetchOnce = async () => cachedKey(url) ?? (await withTimeLimit(limit, signal => fetchKey(url, signal)))
    return takeTurn({ signal: deadline, isSuspect: caller.isSuspect }, fetchOnce)
  }
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { headers: { 'user-agent': 'kconference' }, redirect: 'error', signal })
    const text = await readBody(response)
    if (response.status === 200) return text
    // A sender can invent addresses. A missing certificate is no outage of PayPal, so sending again would not help.
    if ([400, 404].includes(response.status))
      throw new Refusal('not-genuine', 'Cannot fetch the certificate of PayPal: its address must exist at PayPal')
    throw new Error(`Cannot fetch the certificate of PayPal: PayPal must answer 200, but answered ${response.status}`)
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown
    const message = 'Cannot fetch the certificate of PayPal: PayPal did not answer; send the callback again'
    throw new Refusal('unavailable', message, { cause: fetchCause(thrown) })
  }
}

async function readBody({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > maxCertificateBytes)
      throw new Error(`Cannot fetch the certificate of PayPal: it must have at most ${maxCertificateBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('latin1')
}
