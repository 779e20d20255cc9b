import { released, shrunk } from './give-back.ts'
import { answered, grown, type Offer, waited } from './grant.ts'
import type { Order } from './order.ts'
import type { Reservation } from './reservation.ts'
import { restored } from './restore.ts'
import { sold } from './sell.ts'

/** One order at the counter: what it has, and what it asks for. */
export interface Case extends Offer {
  order: Order
  /** What was decided before. */
  reservation?: Reservation | undefined
}

/** What is decided of it now. One rule acts at a time, giving back before selling, selling before granting. */
export function decide({ order, plan, coupon, reservation }: Case): Reservation {
  if (reservation === undefined) return restored(order, plan) ?? answered(order, { plan, coupon })
  const settled = released(order, reservation) ?? shrunk(order, reservation) ?? sold(order, reservation)
  return settled ?? granted({ order, plan, coupon }, reservation)
}

function granted({ order, plan, coupon }: Case, reservation: Reservation): Reservation {
  switch (reservation.decision) {
    case 'Refused':
      return restored(order, plan) ?? answered(order, { plan, coupon })
    case 'Waitlisted':
      return waited(order, reservation, { plan, coupon })
    case 'Held':
    case 'Sold':
      return grown(order, reservation, { plan, coupon })
    case 'Released':
      return reservation
  }
}
