import type { Attempt } from '../../gateway/gateway.ts'
import { refusalOfCharge } from '../../rules/cashier/charge.ts'
import { holdMarginMs, needsSale } from '../../rules/cashier/checkout-step.ts'
import { amountInMinorUnits } from '../../rules/money.ts'
import type { Reason } from '../../rules/reservation.ts'
import { type LiveSale, readLiveSale } from '../live-sale.ts'
import { type CheckoutCase, orderOf } from './checkout-case.ts'

/** The present sale, and the reason why the buyer must not be charged now. Both are undefined if the next step needs no sale. */
export interface ChargeCheck {
  live: LiveSale | undefined
  refusal: Reason | undefined
}

/**
 * Reads the sale right before money moves. The sale of an open payment is not read while the watch shows that the order waits
 * for exactly this money.
 */
export async function readRefusal(
  { tools, checkout, signal }: CheckoutCase,
  attempt: Pick<Attempt, 'state'> | undefined,
): Promise<ChargeCheck> {
  const { amount, currency } = checkout.spec
  const order = orderOf(checkout)
  const isOpen = attempt?.state === 'open'
  if (!needsSale(attempt) || (isOpen && tools.isAwaited({ ...order, amount, currency }))) {
    return { live: undefined, refusal: undefined }
  }
  const live = await readLiveSale(tools.api, order, signal)
  const asked = { amount: amountInMinorUnits(amount, currency) ?? 0n, currency }
  // An open payment is closed when the hold is over, and no sooner.
  const marginMs = isOpen ? 0 : holdMarginMs
  return { live, refusal: refusalOfCharge(live?.sale, asked, { now: tools.now(), marginMs }) }
}
