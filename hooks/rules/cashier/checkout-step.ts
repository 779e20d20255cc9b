import type { Reason } from '../reservation.ts'
import { undecidedReason } from './charge.ts'

/** A checkout that is not over. Times are in milliseconds since 1970. */
export interface CheckoutFacts {
  state: 'Requested' | 'Open'
  provider: 'STRIPE' | 'PAYPAL'
  /** When the attempt began: for a restored checkout, long before its object was created. */
  createdAt: number
  /** Whether a restore created it: the gateway may have an attempt of it that its status does not name. */
  isRestored: boolean
  /** How often the gateway declined the capture of the money. */
  declines: number
  /** When the cashier last asked the gateway to capture the approved money; undefined if it never did. */
  captureSentAt?: number | undefined
  /** When the gateway stops taking money for it, if that is known. */
  expiresAt?: number | undefined
}

/** The attempt, as the gateway shows it. `canRetry`: the buyer can retry a declined payment on its page. */
export interface AttemptFacts {
  state: 'open' | 'approved' | 'pending' | 'paid' | 'expired' | 'declined'
  canRetry: boolean
}

/**
 * The next step of a checkout:
 * - open: open the payment at the gateway
 * - find: look whether the gateway has it already, then take the next step
 * - capture: take the money that the buyer approved
 * - close: end the payment at the gateway, then end the checkout with this reason
 * - end: end the checkout, because nothing can change any more
 * - wait: look again later
 */
export type CheckoutStep =
  | { do: 'open' | 'find' | 'capture' }
  | { do: 'close'; why: Reason }
  | { do: 'end'; state: 'Paid' | 'Expired' | 'Failed'; why: Reason | undefined }
  | { do: 'wait'; why: Reason | undefined }

/** When the cashier opens or captures a payment, the hold must last this much longer: the payment must arrive within it. */
export const holdMarginMs = 10_000

/** A payment that could not be opened within this time fails: the buyer has left, or has begun another one. */
export const openWithinMs = 600_000

/** The cashier gives a payment up after the gateway has declined this many captures. */
export const mostDeclines = 5

/** A capture whose answer was lost may take effect up to this much later. The checkout does not end before that. */
export const captureUnknownMs = 300_000

const notStarted: Reason = {
  reason: 'NotStarted',
  message: 'The payment could not be opened in time; nothing was charged',
}
const captureUnknown: Reason = {
  reason: 'GatewayUnreachable',
  message: 'Waiting for the gateway to confirm whether it took the money',
}
const declined: Reason = { reason: 'Declined', message: 'The gateway declined the payment; nothing was charged' }

/** Whether the next step depends on the sale: only then must it be read. */
export function needsSale(attempt: Pick<AttemptFacts, 'state'> | undefined): boolean {
  return attempt === undefined || attempt.state === 'open' || attempt.state === 'approved'
}

/**
 * The next step of a checkout. `attempt` is undefined before the payment is opened. `refusal` is the reason why the buyer
 * must not be charged now (charge.ts).
 */
export function checkoutStep(
  checkout: CheckoutFacts,
  { attempt, refusal, now }: { attempt?: AttemptFacts | undefined; refusal: Reason | undefined; now: number },
): CheckoutStep {
  if (attempt === undefined) return stepOfRequest(checkout, { refusal, now })
  switch (attempt.state) {
    case 'paid':
      return { do: 'end', state: 'Paid', why: undefined }
    case 'pending':
      return {
        do: 'wait',
        why: { reason: 'PaymentPending', message: 'The payment is on its way; it buys nothing until it arrives' },
      }
    case 'declined':
      return attempt.canRetry && checkout.declines < mostDeclines
        ? { do: 'wait', why: declined }
        : { do: 'end', state: 'Failed', why: declined }
    case 'expired':
      return stepOfExpired(checkout, now)
    case 'approved':
      return stepOfApproved(checkout, refusal, now)
    case 'open':
      return refusal === undefined || refusal.reason === undecidedReason
        ? { do: 'wait', why: checkout.declines > 0 ? declined : undefined }
        : { do: 'close', why: refusal }
  }
}

function stepOfRequest(
  { createdAt, isRestored }: CheckoutFacts,
  { refusal, now }: { refusal: Reason | undefined; now: number },
): CheckoutStep {
  // The buyer of a restored checkout may have the address of its payment page.
  if (isRestored) return { do: 'find' }
  if (now - createdAt >= openWithinMs) return { do: 'end', state: 'Failed', why: notStarted }
  if (refusal === undefined) return { do: 'open' }
  return refusal.reason === undecidedReason
    ? { do: 'wait', why: refusal }
    : { do: 'end', state: 'Failed', why: refusal }
}

function stepOfApproved(
  { declines, captureSentAt }: CheckoutFacts,
  refusal: Reason | undefined,
  now: number,
): CheckoutStep {
  if (declines >= mostDeclines) return { do: 'end', state: 'Failed', why: declined }
  if (refusal === undefined) return { do: 'capture' }
  if (refusal.reason === undecidedReason) return { do: 'wait', why: refusal }
  const isUnknown = captureSentAt !== undefined && now - captureSentAt < captureUnknownMs
  return isUnknown ? { do: 'wait', why: captureUnknown } : { do: 'close', why: refusal }
}

/** The client reads PayPal's "not found" as expired. Keys of another account cause it too: it proves nothing before the end. */
function stepOfExpired({ provider, expiresAt }: CheckoutFacts, now: number): CheckoutStep {
  if (provider === 'PAYPAL' && expiresAt !== undefined && now < expiresAt) return { do: 'wait', why: undefined }
  const why = { reason: 'SessionExpired', message: 'The time to pay at the gateway is over; nothing was charged' }
  return { do: 'end', state: 'Expired', why }
}
