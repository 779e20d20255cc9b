import { emptyHold, type Reason, type ReservationFacts, withoutHold } from '../../reservation.ts'
import { priceOrder, reconsiderTime } from '../answer.ts'
import type { Desk } from '../desk.ts'
import { billedQuantity, type OrderFacts } from '../order.ts'
import { missingPlanReason, refusalOfCoupon, refusalOfPlan, refusalOfQuantity } from '../price.ts'
import { isPaid } from './bill.ts'
import { grantSeats, waitFor } from './grant.ts'

/** Prices a refused order again until its time is over: a plan or coupon may arrive after its orders. */
export function reconsiderRefusal(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: Desk,
): ReservationFacts | undefined {
  const { plan, now } = desk
  if (plan === undefined || order.deleting || now >= reconsiderTime(order, reservation)) return undefined
  return priceOrder(order, { ...desk, plan })
}

/** Serves an order of the waitlist. It keeps its place, price and coupon; its quantity may change. */
export function serveWaiting(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts {
  const waiting = { ...reservation, quantity: order.quantity }
  if (order.quantity === 0) return emptyHold(waiting)
  const { plan } = desk
  const obstacle = obstacleOf(order, desk)
  if (obstacle !== undefined) return waitFor(waiting, obstacle)
  return plan === undefined || order.deleting ? waiting : grantSeats(waiting, { ...desk, plan })
}

/** The reason to grant nothing to a waiting or returning order, however many seats are free. */
function obstacleOf(order: OrderFacts, { plan, coupon, stock }: Desk): Reason | undefined {
  if (plan === undefined) return missingPlanReason(order)
  const usedUp = stock.isUsedUp(coupon, order.name)
  return refusalOfPlan(plan) ?? refusalOfCoupon(order, { plan, coupon, usedUp }) ?? refusalOfQuantity(order, plan)
}

/**
 * Decides once on a lapsed order that was paid in full late. It is held again like a new order if enough seats and
 * redemptions are left; otherwise it is final (Unseated). It is also final if the plan now sells in another currency.
 */
export function decideReturn(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: Desk,
): ReservationFacts | undefined {
  const { plan, stock } = desk
  const quantity = billedQuantity(order, reservation)
  if (reservation.reason !== 'Expired' || order.price === 0 || quantity === 0 || order.deleting) return undefined
  const { currency } = plan ?? reservation
  if (plan !== undefined && isPaid(order, { quantity, currency })) {
    const isServed =
      obstacleOf({ ...order, quantity }, desk) === undefined && stock.freeSeats(plan, quantity) !== undefined
    if (isServed) return grantSeats({ ...reservation, quantity, currency }, { ...desk, plan })
  } else if (!isPaid(order, { quantity, currency: reservation.currency })) return undefined
  return withoutHold(reservation, 'Released', unseated)
}

const unseated: Reason = {
  reason: 'Unseated',
  message:
    'The payment arrived after the hold had lapsed, and too few seats or redemptions are left: place another order',
}
