import { money } from '../money.ts'
import type { Reason, ReservationFacts } from '../reservation.ts'
import { milliseconds } from '../time.ts'
import { moneyOfSale, type Sale } from './sale.ts'

/** The amount that a checkout asks for, in minor units of its currency. */
export interface Asked {
  amount: bigint
  currency: string
}

export const orderGone: Reason = { reason: 'OrderGone', message: 'The order does not exist any more' }

/** The reason of a refusal that lasts only until the box office has decided. */
export const undecidedReason = 'Undecided'

/**
 * The reason why the buyer must not be charged that amount now; undefined if the charge may go ahead. A hold must last
 * `marginMs` longer. `sale` is undefined if the order of the checkout does not exist any more; `now` is in milliseconds since
 * 1970.
 */
export function refusalOfCharge(
  sale: Sale | undefined,
  asked: Asked,
  when: { now: number; marginMs: number },
): Reason | undefined {
  if (sale === undefined) return orderGone
  if (sale.cancelled) return { reason: 'Cancelled', message: 'The order was cancelled' }
  const { reservation } = sale
  if (reservation === undefined) {
    return { reason: undecidedReason, message: 'Waiting for the box office to decide on the order' }
  }
  return refusalOfDecision(reservation, when) ?? refusalOfAmount(sale, asked)
}

function refusalOfDecision(
  { decision, reason, quantity, heldUntil }: ReservationFacts,
  { now, marginMs }: { now: number; marginMs: number },
): Reason | undefined {
  if (decision === 'Sold') return { reason: 'AlreadyPaid', message: 'The order is sold already' }
  const isOver = heldUntil !== undefined && now + marginMs >= milliseconds(heldUntil)
  if (decision === 'Held' && isOver)
    return { reason: 'HoldOver', message: `Too late to pay: the hold ends at ${heldUntil}` }
  if (decision === 'Released' && reason === 'Expired') return { reason: 'HoldOver', message: 'The hold has ended' }
  if (decision === 'Held' && quantity > 0) return undefined
  return { reason: 'NotHeld', message: 'No tickets are held for the order' }
}

function refusalOfAmount(sale: Sale, asked: Asked): Reason | undefined {
  const { total, currency, ledger } = moneyOfSale(sale)
  const due = total - ledger.paid
  if (due <= 0n) return { reason: 'AlreadyPaid', message: 'Nothing is left to pay' }
  if (ledger.pending >= due) {
    return { reason: 'PaymentPending', message: `${money(ledger.pending, currency)} is on its way already` }
  }
  if (due === asked.amount && currency === asked.currency) return undefined
  const wanted = money(asked.amount, asked.currency)
  return {
    reason: 'AmountChanged',
    message: `${money(due, currency)} is due now, but this checkout is for ${wanted}; create another checkout`,
  }
}
