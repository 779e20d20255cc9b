import type { Order } from '../../schema/order/order.ts'
import type { OrderStatus } from '../../schema/order/order-status.ts'

/** A step of an order that its buyer waits for, or that a person must act on. */
export interface Milestone {
  /** The reason of its Event. */
  reason: 'Reserved' | 'Waitlisted' | 'Confirmed' | 'Refused' | 'Expired' | 'Cancelled' | 'Refunded' | 'RefundDue'
  type: 'Normal' | 'Warning'
  /** A sentence for people. */
  note: string
}

/** The milestones that the status of an order shows now: its standing, if it is one, and a refund that is due. */
export function milestonesOf({ status }: Order): Milestone[] {
  if (status === undefined) return []
  const { message = '' } = status
  const reason = standingReason(status)
  const due = status.conditions?.find(one => one.type === 'RefundDue' && one.status === 'True')
  return [
    ...(reason === undefined ? [] : [{ reason, type: typeOf(reason), note: noteOf(reason, message) }]),
    ...(due === undefined ? [] : [{ reason: 'RefundDue', type: 'Warning', note: due.message } as const]),
  ]
}

function standingReason({ payment, reason = '' }: OrderStatus): Milestone['reason'] | undefined {
  switch (payment) {
    case 'PENDING':
      return pendingMilestones.get(reason)
    case 'CONFIRMED':
      return 'Confirmed'
    case 'REJECTED':
      return rejectedMilestones.get(reason) ?? 'Refused'
  }
}

/** By the reason of the status. */
type Milestones = ReadonlyMap<string, Milestone['reason']>

const pendingMilestones: Milestones = new Map([
  ['AwaitingPayment', 'Reserved'],
  ['Underpaid', 'Reserved'],
  ['Waitlisted', 'Waitlisted'],
])

const rejectedMilestones: Milestones = new Map([
  ['Expired', 'Expired'],
  ['Cancelled', 'Cancelled'],
  ['Refunded', 'Refunded'],
])

function typeOf(reason: Milestone['reason']): Milestone['type'] {
  return reason === 'Refused' ? 'Warning' : 'Normal'
}

function noteOf(reason: Milestone['reason'], message: string): string {
  return reason === 'Confirmed' ? `The tickets are sold: ${message}` : message
}
