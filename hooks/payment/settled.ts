import type { Order } from '../schema/order.ts'
import type { PaymentState } from '../schema/payment.ts'

/** Whether a payment of that state changes what has been paid, so that the order hook's answer is worth waiting for. */
export function movesMoney(state: PaymentState): boolean {
  return state === 'Completed' || state === 'Refunded'
}

/** Whether the hooks have answered a payment that was recorded after `before` was read, and are done with it. */
export function settled(before: Order, now: Order): boolean {
  return moved(before) !== moved(now) && !inBetween(now)
}

// The part of the status that a payment moves: what is paid, or what is to be refunded. An order that has no status yet
// gets one without this payment first, which is no answer to it.
function moved({ status }: Order): string {
  const refundDue = status?.conditions?.find(({ type, status }) => type === 'RefundDue' && status === 'True')
  return JSON.stringify([Number(status?.paid ?? 0), refundDue?.message])
}

// Not reserved yet; paid, and waiting to be sold by the plan hook; or sold, and its tickets are being made.
function inBetween({ status }: Order): boolean {
  if (status?.payment === 'PENDING') return ['Reserving', 'PaymentReceived'].includes(status.reason ?? '')
  if (status?.payment !== 'CONFIRMED') return false
  return !status.conditions?.some(condition => condition.type === 'Ticketed' && condition.status === 'True')
}
