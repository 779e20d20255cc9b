import { fetchCause, Refusal } from '../../refusal.ts'

/** The addresses at which PayPal confirms its own callbacks (PayPal, Instant Payment Notification: implementation). */
export const postbackUrls = {
  live: 'https://ipnpb.paypal.com/cgi-bin/webscr',
  sandbox: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr',
} as const

const command = Buffer.from('cmd=_notify-validate&')

/**
 * Posts the bytes of a callback back unchanged: PayPal compares them, so they are not parsed, decoded or sorted. Rejects
 * with a Refusal: not-genuine if PayPal answers INVALID, unavailable if it answers anything else or too late.
 */
export async function requireGenuine(bytes: Buffer, { url, signal }: { url: string; signal: AbortSignal }) {
  const word = await postBack(Buffer.concat([command, bytes]), { url, signal })
  if (word === 'VERIFIED') return
  if (word === 'INVALID') {
    throw new Refusal('not-genuine', 'Cannot verify the callback: PayPal must confirm it, but answered INVALID')
  }
  throw noAnswerRefusal(new Error('Cannot read the answer of PayPal: it must be VERIFIED or INVALID'))
}

async function postBack(
  body: Buffer<ArrayBuffer>,
  { url, signal }: { url: string; signal: AbortSignal },
): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'kconference' }
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal })
    const answer = await response.text()
    return response.status === 200 ? answer.trim() : `status ${response.status}`
  } catch (thrown) {
    throw noAnswerRefusal(fetchCause(thrown))
  }
}

function noAnswerRefusal(cause: unknown): Refusal {
  return new Refusal('unavailable', 'Cannot verify the callback: PayPal did not answer; send it again', { cause })
}
