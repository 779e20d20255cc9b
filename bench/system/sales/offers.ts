import { apiVersion } from '../../../hooks/schema/crd/kind.ts'

/** The price of one ticket in EUR, in a manifest. */
export const price = 29.9

/** The numbers of plans, of pools that these share, and of coupons. */
export interface Offers {
  plans: number
  pools: number
  coupons: number
}

/** The plan of an order, and its coupon if it names one. */
export interface Choice {
  planRef: string
  couponRef?: string
}

/** The choice of the n-th order: all plans in turn, and a coupon for every second order. */
export function choiceOf(index: number, { plans, coupons }: Offers): Choice {
  const planRef = nameOf('plan', index % plans)
  return index % 2 === 0 ? { planRef } : { planRef, couponRef: nameOf('coupon', (index >> 1) % coupons) }
}

/** Something to create in a conference. */
export interface Offered {
  plural: 'plans' | 'seatpools' | 'coupons'
  body: object
}

/** The only plan of a conference, with seats of its own. */
export function onePlan(capacity: number): Offered {
  const spec = { title: 'Ticket', price, active: true, capacity, holdMinutes: 10_080 }
  return { plural: 'plans', body: { apiVersion, kind: 'Plan', metadata: { name: 'ticket' }, spec } }
}

/** Many plans in a few pools. Each pool has room for all orders. */
export function manyOffers(capacity: number, { plans, pools, coupons }: Offers): Offered[] {
  return [
    ...many(
      pools,
      (name): Offered => newOffer('seatpools', { kind: 'SeatPool', name, spec: { title: name, capacity } }),
    ),
    ...many(plans, (name, index): Offered => {
      const poolRef = nameOf('seatpool', index % pools)
      const spec = { title: name, price, active: true, capacity, poolRef, holdMinutes: 10_080 }
      return newOffer('plans', { kind: 'Plan', name, spec })
    }),
    ...many(coupons, (name): Offered => {
      // Nothing is taken off, so that all orders have one price; the limits are counted all the same.
      const spec = { price: 0, maxRedemptions: capacity, maxTickets: capacity }
      return newOffer('coupons', { kind: 'Coupon', name, spec })
    }),
  ]

  function many(count: number, build: (name: string, index: number) => Offered): Offered[] {
    return Array.from({ length: count }, (_, index) => build(String(index + 1), index))
  }
}

function newOffer(
  plural: Offered['plural'],
  { kind, name, spec }: { kind: string; name: string; spec: object },
): Offered {
  return { plural, body: { apiVersion, kind, metadata: { name: `${kind.toLowerCase()}-${name}` }, spec } }
}

function nameOf(kind: 'plan' | 'seatpool' | 'coupon', index: number): string {
  return `${kind}-${index + 1}`
}
