import type { Checkout } from '../../hooks/schema/money/checkout.ts'
import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
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
    case 'Checkout':
      return refusalOfCheckout(before as Checkout, after as Checkout)
    case 'Refund':
      return isSameValue(before.spec, after.spec) ? undefined : 'spec must not change'
    case 'SeatPool':
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
  const { holdUntil: was } = before.spec
  if (was !== undefined && !(Date.parse(spec.holdUntil ?? '') >= Date.parse(was)))
    return 'holdUntil must not become earlier'
  const confirmed = status?.payment === 'CONFIRMED' && (spec.price > 0 || status.seats !== undefined)
  if (confirmed && spec.quantity > before.spec.quantity) return 'quantity must not grow once it is confirmed'
  return undefined
}

function refusalOfPlan({ spec: before }: Plan, { spec }: Plan): string | undefined {
  const added = (before.capacity === undefined) !== (spec.capacity === undefined)
  if (added) return 'capacity must not be added or removed'
  if (before.poolRef !== spec.poolRef) return 'poolRef must not change'
  const { salesStart, salesEnd, holdMinutes, maxHoldMinutes = holdMinutes } = spec
  const isMoved = before.salesStart !== salesStart || before.salesEnd !== salesEnd
  if (isMoved && Date.parse(salesStart ?? '') >= Date.parse(salesEnd ?? ''))
    return 'salesEnd must be later than salesStart'
  const isTermChanged = before.holdMinutes !== holdMinutes || before.maxHoldMinutes !== spec.maxHoldMinutes
  return isTermChanged && maxHoldMinutes < holdMinutes ? 'maxHoldMinutes must be at least holdMinutes' : undefined
}

function refusalOfCoupon({ spec: before }: Coupon, { spec }: Coupon): string | undefined {
  if (before.planRef !== spec.planRef) return 'planRef must not change'
  const isWorthChanged = before.price !== spec.price || before.percent !== spec.percent
  if (isWorthChanged && (spec.price === undefined) === (spec.percent === undefined))
    return 'exactly one of price and percent must be given'
  for (const limit of ['maxRedemptions', 'maxTickets'] as const) {
    const { [limit]: was } = before
    const { [limit]: is } = spec
    if ((was === undefined) !== (is === undefined) || (is ?? 0) < (was ?? 0)) return `${limit} must only rise`
  }
  return undefined
}

function refusalOfCheckout({ spec: before }: Checkout, { spec }: Checkout): string | undefined {
  if (before.returned && !spec.returned) return 'returned must not be taken back'
  const same = isSameValue({ ...before, returned: true }, { ...spec, returned: true })
  return same ? undefined : 'only returned can change'
}
