import { type RefundStep, refundStep } from '../../rules/cashier/refund-step.ts'
import type { NamedEntry } from '../../rules/cashier/sale.ts'
import type { Refund } from '../../schema/money/refund.ts'
import { placedAtAnnotation } from '../../schema/placed-at.ts'
import { readLiveSale } from '../live-sale.ts'
import type { CashierTools } from '../tools.ts'
import { orderOf, refundFacts, refundsOf } from './refund-case.ts'

/** The judgement on a refund, from live objects. */
export interface RefundJudgement {
  step: RefundStep
  /** The payment that goes back, if the order has it. */
  payment: NamedEntry | undefined
  /** Whether the order was restored, so that the gateway may know refunds that the backup lacks. */
  isRestored: boolean
}

/**
 * Judges a refund by the sale as it is now. The refunds of the order are listed before its payments: a refund that succeeds
 * between the two lists counts twice, rather than not at all.
 */
export async function judgeRefund(
  { api }: Pick<CashierTools, 'api'>,
  refund: Refund,
  signal: AbortSignal,
): Promise<RefundJudgement> {
  const order = orderOf(refund)
  const refunds = refundsOf(await api.listRefunds(order, signal), order.uid)
  const live = await readLiveSale(api, order, signal)
  const others = refunds.filter(({ name }) => name !== refund.metadata.name)
  const { paymentRef } = refund.spec
  return {
    step: refundStep(refundFacts(refund), { sale: live?.sale, others }),
    payment: live?.sale.entries.find(({ name }) => name === paymentRef),
    isRestored: live?.order.metadata.annotations?.[placedAtAnnotation] !== undefined,
  }
}
