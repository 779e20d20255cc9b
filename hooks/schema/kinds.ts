import { conferenceKind } from './conference.ts'
import { couponKind } from './coupon.ts'
import type { Kind } from './crd/kind.ts'
import { orderKind } from './order.ts'
import { paymentKind } from './payment.ts'
import { planKind } from './plan.ts'
import { reservationKind } from './reservation.ts'
import { ticketKind } from './ticket.ts'

/** Every kind of the group, in the order a reader meets them. */
export const kinds: readonly Kind[] = [
  conferenceKind,
  planKind,
  couponKind,
  orderKind,
  ticketKind,
  reservationKind,
  paymentKind,
]
