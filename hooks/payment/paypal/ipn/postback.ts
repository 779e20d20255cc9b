import { Refusal } from '../../refusal.ts'

/** Where PayPal says whether a callback is its own (PayPal, Instant Payment Notification: implementation). */
export const postbackUrls = {
  live: 'https://ipnpb.paypal.com/cgi-bin/webscr',
  sandbox: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr',
} as const

const command = Buffer.from('cmd=_notify-validate&')

/**
 * Posts the bytes of a callback back as they came: PayPal compares them, so nothing is parsed, decoded or put in order.
 * Throws a Refusal: not-genuine when PayPal says INVALID, unavailable when it says anything else, or nothing in time.
 */
export async function requireGenuine(bytes: Buffer, { url, signal }: { url: string; signal: AbortSignal }) {
  const word = await postBack(Buffer.concat([command, bytes]), { url, signal })
  if (word === 'VERIFIED') return
  if (word === 'INVALID') {
    throw new Refusal('not-genuine', 'Cannot verify the callback: PayPal must have sent it, but says INVALID')
  }
  throw noAnswerRefusal({ cause: new Error('Cannot read the answer of PayPal: it must be VERIFIED or INVALID') })
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
    throw noAnswerRefusal({ cause: causeOf(thrown) })
  }
}

// What fetch throws says only that it failed.
function causeOf(thrown: unknown): unknown {
  return thrown instanceof TypeError && thrown.cause !== undefined ? thrown.cause : thrown
}

function noAnswerRefusal(options: ErrorOptions): Refusal {
  return new Refusal('unavailable', 'Cannot verify the callback: PayPal did not answer; send it again', options)
}
