import type { Order } from './order.ts'
import { isScarce, type Offer } from './plan.ts'
import { refusalOf, refusalOfCoupon, tooMany } from './price.ts'
import { heldOfNothing, type Reason, type Reservation, unheld } from './reservation.ts'
import { isPaid } from './sell.ts'
import type { Stock } from './stock.ts'
import { timestamp } from './time.ts'

/** What is on offer to an order, what of it is left, and the time in milliseconds since 1970. */
export interface Counter extends Offer {
  stock: Stock
  now: number
}

const noSeats: Reason = { reason: 'NoSeats', message: 'The order waits for seats: there are not enough of them free' }

/** The first answer to an order, and every further one as long as it is refused. */
export function answered(order: Order, counter: Counter): Reservation {
  const { name, uid, couponRef, quantity } = order
  const { plan, coupon, stock } = counter
  const reservation: Reservation = {
    orderRef: name,
    orderUid: uid,
    decision: 'Held',
    quantity,
    currency: plan.currency,
    ...(couponRef !== undefined && { couponRef }),
  }
  const refusal = refusalOf(order, { plan, coupon, usedUp: stock.isUsedUp(coupon, { name, waiting: false }) })
  if (refusal !== undefined) return unheld(reservation, 'Refused', refusal)
  return quantity === 0 ? reservation : granted(reservation, counter)
}

/** An order that waits keeps its price and coupon; its quantity may change meanwhile. */
export function waited(order: Order, reservation: Reservation, counter: Counter): Reservation {
  const { plan, coupon, stock } = counter
  const waiting = { ...reservation, quantity: order.quantity }
  if (order.quantity === 0) return heldOfNothing(waiting)
  const refusal = tooMany(order, plan)
  if (refusal !== undefined) return unheld(waiting, 'Refused', refusal)
  if (!plan.active || stock.isUsedUp(coupon, { name: order.name, waiting: true })) return waiting
  return granted(waiting, counter)
}

/**
 * A hold whose order asks for more: extended if seats allow, all or nothing, until the time it had. What was sold for
 * money, or in seats, never grows. A hold of nothing is asked for like a new one.
 */
export function grown(order: Order, reservation: Reservation, counter: Counter): Reservation {
  const { plan, stock } = counter
  const { quantity, seats = [], decision } = reservation
  if (order.quantity <= quantity || !plan.active) return reservation
  if (decision === 'Sold' && (order.price > 0 || plan.capacity !== undefined)) return reservation
  if (decision === 'Held' && quantity === 0) {
    const refusal = couponRefusal(order, counter)
    if (refusal !== undefined) return unheld(reservation, 'Refused', refusal)
    return granted({ ...reservation, quantity: order.quantity }, counter)
  }
  const more = stock.freeSeats(order.quantity - quantity)
  if (more === undefined) return reservation
  stock.take({ ...reservation, quantity: order.quantity - quantity, seats: more })
  const all = [...seats, ...more].sort((a, b) => a - b)
  return { ...reservation, quantity: order.quantity, ...(all.length > 0 && { seats: all }) }
}

/** What lapsed and is paid for all the same is granted again like a new one, if there is enough left of everything. */
export function returned(order: Order, reservation: Reservation, counter: Counter): Reservation {
  const { plan, stock } = counter
  const { quantity, price } = order
  const paid = price > 0 && quantity > 0 && isPaid(order, { quantity, currency: plan.currency })
  if (reservation.reason !== 'Expired' || !paid || !plan.active) return reservation
  if (couponRefusal(order, counter) !== undefined || stock.freeSeats(quantity) === undefined) return reservation
  return granted({ ...reservation, quantity, currency: plan.currency }, counter)
}

/** Of a coupon that is gone it is not known how often it was redeemed: nothing new is granted with it. */
function couponRefusal(order: Order, { plan, coupon, stock }: Counter): Reason | undefined {
  return refusalOfCoupon(order, { plan, coupon, usedUp: stock.isUsedUp(coupon, { name: order.name, waiting: false }) })
}

function granted(reservation: Reservation, { plan, coupon, stock, now }: Counter): Reservation {
  const { reason: _reason, message: _message, ...rest } = reservation
  const seats = stock.freeSeats(reservation.quantity)
  if (seats === undefined) return stock.take(unheld(reservation, 'Waitlisted', noSeats))
  const heldUntil = timestamp(now + plan.holdMinutes * 60_000)
  return stock.take({
    ...rest,
    decision: 'Held',
    ...(seats.length > 0 && { seats }),
    ...(isScarce({ plan, coupon }) && { heldUntil }),
  })
}
