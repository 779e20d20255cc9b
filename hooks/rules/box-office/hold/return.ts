import { type Reason, type ReservationFacts, withoutHold } from '../../reservation.ts'
import type { Desk } from '../desk.ts'
import { billedQuantity, type OrderFacts } from '../order.ts'
import type { Offer } from '../plan.ts'
import { missingPlanReason, refusalOfNewOrder, refusalOfRisenPrice } from '../price.ts'
import { isPaid } from './bill.ts'
import { grantSeats } from './grant.ts'

/**
 * Decides once on an order that was paid in full after its hold lapsed. The order is held again if a new order of the same
 * price and quantity would be held: the price has not risen, the dates and limits allow it, and enough seats and redemptions
 * are left. Otherwise the order is released for good (Unseated), because a hold promises its price only until its end. It is
 * also released if the plan now sells in another currency.
 */
export function decideReturn(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: Desk,
): ReservationFacts | undefined {
  const { plan } = desk
  const quantity = billedQuantity(order, reservation)
  if (reservation.reason !== 'Expired' || order.price === 0 || quantity === 0 || order.deleting) return undefined
  const { currency } = plan ?? reservation
  if (plan !== undefined && isPaid(order, { quantity, currency })) {
    const offer = { ...desk, plan }
    const obstacle = obstacleOf({ ...order, quantity }, offer)
    if (obstacle === undefined) return grantSeats(order, { ...reservation, quantity, currency }, offer)
    return withoutHold(reservation, 'Released', unseatedReason(obstacle))
  }
  if (!isPaid(order, { quantity, currency: reservation.currency })) return undefined
  const obstacle = plan === undefined ? missingPlanReason(order) : otherCurrency
  return withoutHold(reservation, 'Released', unseatedReason(obstacle))
}

/** The reason why a new order of this moment with this price and quantity would get no tickets at once. */
function obstacleOf(order: OrderFacts, desk: Desk & Offer): Obstacle | undefined {
  const { plan, pool, coupon, stock, now } = desk
  const offer = { plan, pool, coupon, usedUp: stock.isUsedUp(coupon, order), askedAt: now }
  const refusal = refusalOfNewOrder(order, offer, refusalOfRisenPrice)
  return refusal ?? (stock.freeSeats(offer, order.quantity) === undefined ? tooFew : undefined)
}

type Obstacle = Pick<Reason, 'message'>

const tooFew: Obstacle = { message: 'Too few seats are free' }
const otherCurrency: Obstacle = { message: 'The plan now sells in another currency' }

function unseatedReason({ message }: Obstacle): Reason {
  return { reason: 'Unseated', message: `The payment arrived after the hold had lapsed. ${message}` }
}
