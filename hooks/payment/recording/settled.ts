import type { Order, OrderStatus } from '../../schema/order.ts'
import type { PaymentState } from '../../schema/payment.ts'

/** Whether a payment of that state changes what has been paid, so that the order hook's answer is worth waiting for. */
export function movesMoney(state: PaymentState): boolean {
  return state === 'Completed' || state === 'Refunded'
}

/** Whether the hooks have answered a payment that was recorded after `before` was read, and are done with it. */
export function isSettled(before: Order, now: Order): boolean {
  return now.status !== undefined && movedPart(before) !== movedPart(now) && !isUnderWay(now.status)
}

// The part of the status that a payment moves: what is paid, or what is to be refunded. An order that has no status yet
// gets one without this payment first, which is no answer to it.
function movedPart({ status }: Order): string {
  const refundDue = status?.conditions?.find(({ type, status }) => type === 'RefundDue' && status === 'True')
  return JSON.stringify([Number(status?.paid ?? 0), refundDue?.message])
}

// Not reserved yet; paid, and waiting to be sold; paid late, and waiting to be decided; sold, and its tickets are being
// made; or over, and its tickets still there.
function isUnderWay({ payment, reason = '', quantity, conditions = [] }: OrderStatus): boolean {
  const has = (type: string, truth: 'True' | 'Unknown') =>
    conditions.some(condition => condition.type === type && condition.status === truth)
  if (has('RefundDue', 'Unknown')) return true
  if (payment === 'PENDING') return ['Reserving', 'PaymentReceived'].includes(reason)
  return payment === 'CONFIRMED' ? !has('Ticketed', 'True') : quantity > 0
}
