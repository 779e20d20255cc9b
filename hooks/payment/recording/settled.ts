import type { Order } from '../../schema/order/order.ts'
import type { OrderStatus } from '../../schema/order/order-status.ts'
import type { PaymentState } from '../../schema/payment.ts'

/** Whether a payment in that state changes the paid amount, so that the order hook will report it. */
export function movesMoney(state: PaymentState): boolean {
  return state === 'Completed' || state === 'Refunded'
}

/** Whether the hooks have finished with a payment that was recorded after `before` was read. */
export function isSettled(before: Order, now: Order): boolean {
  return now.status !== undefined && movedPart(before) !== movedPart(now) && !isUnderWay(now.status)
}

// A payment changes the paid amount or the refund that is due. The first status of an order may not include the payment yet:
// such a status is no answer to it.
function movedPart({ status }: Order): string {
  const refundDue = status?.conditions?.find(({ type, status }) => type === 'RefundDue' && status === 'True')
  return JSON.stringify([Number(status?.paid ?? 0), refundDue?.message])
}

// An order is under way in five cases: not reserved yet; paid and not sold yet; paid late and not decided yet; sold, and
// its tickets do not all exist yet; over, and its tickets are not all deleted yet.
function isUnderWay({ payment, reason = '', quantity, conditions = [] }: OrderStatus): boolean {
  const has = (type: string, truth: 'True' | 'Unknown') =>
    conditions.some(condition => condition.type === type && condition.status === truth)
  if (has('RefundDue', 'Unknown')) return true
  if (payment === 'PENDING') return ['Reserving', 'PaymentReceived'].includes(reason)
  return payment === 'CONFIRMED' ? !has('Ticketed', 'True') : quantity > 0
}
