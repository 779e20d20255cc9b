import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import { isSameValue } from '../same-value.ts'
import type { KindName, Stored } from './stored.ts'

/** The rule of the CRD that a change breaks; undefined if it breaks none. The rules also hold for writes of the status. */
export function refusalOfUpdate(kind: KindName, before: Stored, after: Stored): string | undefined {
  switch (kind) {
    case 'Order':
      return refusalOfOrder(before as Order, after as Order)
    case 'Plan':
      return refusalOfPlan(before as Plan, after as Plan)
    case 'Coupon':
      return refusalOfCoupon(before as Coupon, after as Coupon)
    case 'Payment':
      return isSameValue(before.spec, after.spec) ? undefined : 'spec must not change'
    case 'Ticket':
      return (before as never)['spec']['orderRef'] === (after as never)['spec']['orderRef']
        ? undefined
        : 'orderRef must not change'
    case 'Reservation':
      return undefined
  }
}

function refusalOfOrder(before: Order, { spec, status }: Order): string | undefined {
  for (const field of ['planRef', 'couponRef', 'price', 'date'] as const) {
    if (before.spec[field] !== spec[field]) return `${field} must not change`
  }
  if (before.spec.cancelled === true && spec.cancelled !== true) return 'cancelled must not be taken back'
  if (spec.quantity < 0 || spec.quantity > 100) return 'quantity must be 0 to 100'
  const confirmed = status?.payment === 'CONFIRMED' && (spec.price > 0 || status.seats !== undefined)
  if (confirmed && spec.quantity > before.spec.quantity) return 'quantity must not grow once it is confirmed'
  return undefined
}

function refusalOfPlan({ spec: before }: Plan, { spec }: Plan): string | undefined {
  const added = (before.capacity === undefined) !== (spec.capacity === undefined)
  return added ? 'capacity must not be added or removed' : undefined
}

function refusalOfCoupon({ spec: before }: Coupon, { spec }: Coupon): string | undefined {
  if (before.planRef !== spec.planRef) return 'planRef must not change'
  const { maxRedemptions: was } = before
  const { maxRedemptions: is } = spec
  if ((was === undefined) !== (is === undefined)) return 'maxRedemptions must only rise'
  return was !== undefined && is !== undefined && is < was ? 'maxRedemptions must only rise' : undefined
}
