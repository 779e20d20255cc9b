import type { Reason, ReservationFacts } from '../../reservation.ts'
import { milliseconds } from '../../time.ts'
import { refusalAfterSale, refusalBeforeSale } from '../dates.ts'
import type { Desk, OpenDesk } from '../desk.ts'
import { refusalOfQuantity } from '../limits.ts'
import type { OrderFacts } from '../order.ts'
import { hasSeats } from '../plan.ts'
import {
  missingPlanReason,
  refusalOfCoupon,
  refusalOfHiddenPlan,
  refusalOfPlan,
  refusalOfRisenPrice,
} from '../price.ts'
import { missingPoolOf } from './grant.ts'

/**
 * The reason why a sale does not grow. A sale grows only if it is free, has no seats, and uses no coupon with a limit of
 * tickets. No audit corrects a sale, so two box offices that run at once could otherwise sell more than exists.
 */
export function saleObstacle(order: OrderFacts, sale: ReservationFacts, desk: Desk): Reason | undefined {
  const message = `Sold ${sale.quantity} of ${order.quantity} tickets: place another order for the others`
  const closed = { reason: 'SaleClosed', message }
  const { plan, coupon } = desk
  if (order.price > 0 || sale.seats !== undefined) return closed
  if (plan === undefined) return missingPlanReason(order)
  return (
    refusalOfGrowth(order, sale, { ...desk, plan }) ??
    (hasSeats(plan) || coupon?.maxTickets !== undefined ? closed : undefined)
  )
}

/** The reason why a hold does not grow, however many seats are free. */
export function growthObstacle(order: OrderFacts, hold: ReservationFacts, desk: Desk): Reason | undefined {
  const { plan } = desk
  if (plan === undefined) return missingPlanReason(order)
  const open = { ...desk, plan }
  const refusal = refusalOfGrowth(order, hold, open)
  if (refusal !== undefined) return refusal
  const missingPool = missingPoolOf(open)
  const held = `Holding ${hold.quantity} of ${order.quantity} tickets`
  if (missingPool !== undefined)
    return { reason: 'PoolNotFound', message: `${held}: there is no SeatPool "${missingPool}"` }
  const message = `${held}: place another order for the others`
  // Announced money that covers the present price would not cover a higher one, and the hold would end early.
  if (hold.pending === true) return { reason: 'PaymentAnnounced', message }
  // The plan was recreated with other seats, or without seats: one order cannot mix them.
  const isSameHall = (hold.seats !== undefined) === hasSeats(plan) && hold.poolRef === plan.poolRef
  return isSameHall && hold.currency === plan.currency ? undefined : { reason: 'PlanChanged', message }
}

/**
 * The reason to refuse more tickets to an order. Two rules differ from those of refusalOfNewOrder: a price that fell is
 * accepted, and an order that waits may get its tickets after the end of the sale or coupon, if it began to wait before.
 */
function refusalOfGrowth(order: OrderFacts, { waitingSince }: ReservationFacts, desk: OpenDesk): Reason | undefined {
  const { plan, coupon, stock, now } = desk
  const askedAt = waitingSince === undefined ? now : milliseconds(waitingSince)
  const offer = { ...desk, askedAt, usedUp: stock.isUsedUp(coupon, order) }
  return (
    refusalOfPlan(plan) ??
    refusalOfHiddenPlan(offer) ??
    refusalBeforeSale(plan, { askedAt: now }) ??
    refusalAfterSale(plan, { askedAt }) ??
    refusalOfCoupon(order, offer) ??
    refusalOfRisenPrice(order, offer) ??
    refusalOfQuantity(order, offer)
  )
}

/** The reason why a hold waits for more seats. */
export function noMoreSeatsReason({ quantity }: OrderFacts, held: number): Reason {
  return {
    reason: 'NoSeats',
    message: `Holding ${held} of ${quantity} tickets: not enough seats are free for the others`,
  }
}
