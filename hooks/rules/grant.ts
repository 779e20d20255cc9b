import type { Order } from './order.ts'
import { type Coupon, needsScarce, type Plan } from './plan.ts'
import { refusalOf, tooMany } from './price.ts'
import { decided, type Reason, type Reservation } from './reservation.ts'

/** What is on offer to an order: its plan, and the coupon it names if there is one of that name. */
export interface Offer {
  plan: Plan
  coupon?: Coupon | undefined
}

const seatsAreNotSold: Reason = { reason: 'SeatsNotSold', message: 'seats are not sold by this version' }

/** The first answer to an order, and every further one as long as it is refused. */
export function answered(order: Order, { plan, coupon }: Offer): Reservation {
  const { name, uid, couponRef, quantity } = order
  const reservation: Reservation = {
    orderRef: name,
    orderUid: uid,
    decision: 'Held',
    quantity,
    currency: plan.currency,
    ...(couponRef !== undefined && { couponRef }),
  }
  const refusal = refusalOf(order, plan, coupon)
  if (refusal !== undefined) return decided(reservation, 'Refused', refusal)
  return granted(reservation, needsScarce(plan, couponRef, coupon))
}

/** An order that waits keeps its price and coupon; its quantity may change meanwhile. */
export function waited(order: Order, reservation: Reservation, { plan, coupon }: Offer): Reservation {
  const waiting = { ...reservation, quantity: order.quantity }
  const refusal = tooMany(order, plan)
  if (refusal !== undefined) return decided(waiting, 'Refused', refusal)
  return plan.active ? granted(waiting, needsScarce(plan, reservation.couponRef, coupon)) : waiting
}

/**
 * A hold whose order asks for more: extended where there are no seats to run out of and the plan is on sale, whatever
 * became of its coupon. What was sold for money never grows. A hold of nothing is asked for like a new one.
 */
export function grown(order: Order, reservation: Reservation, { plan, coupon }: Offer): Reservation {
  if (order.quantity <= reservation.quantity || !plan.active) return reservation
  if (reservation.decision === 'Sold' && order.price > 0) return reservation
  const larger = { ...reservation, quantity: order.quantity }
  if (reservation.quantity === 0) return granted(larger, needsScarce(plan, reservation.couponRef, coupon))
  return plan.capacity === undefined ? larger : reservation
}

function granted(reservation: Reservation, scarce: boolean): Reservation {
  if (reservation.quantity === 0 || !scarce) return decided(reservation, 'Held')
  return decided(reservation, 'Waitlisted', seatsAreNotSold)
}
