import { conferenceKind } from '../../hooks/schema/conference.ts'
import { couponKind } from '../../hooks/schema/coupon.ts'
import type { Kind } from '../../hooks/schema/crd/kind.ts'
import { orderKind } from '../../hooks/schema/order/order.ts'
import { paymentKind } from '../../hooks/schema/payment.ts'
import { planKind } from '../../hooks/schema/plan.ts'
import { reservationKind } from '../../hooks/schema/reservation.ts'
import { ticketKind } from '../../hooks/schema/ticket.ts'

/** Every kind of the group, in the order in which readers need them. */
export const kinds: readonly Kind[] = [
  conferenceKind,
  planKind,
  couponKind,
  orderKind,
  ticketKind,
  reservationKind,
  paymentKind,
]
