import { buyerKind } from '../../hooks/schema/buyer.ts'
import { conferenceKind } from '../../hooks/schema/conference.ts'
import type { Kind } from '../../hooks/schema/crd/kind.ts'
import { checkoutKind } from '../../hooks/schema/money/checkout.ts'
import { refundKind } from '../../hooks/schema/money/refund.ts'
import { couponKind } from '../../hooks/schema/offer/coupon.ts'
import { planKind } from '../../hooks/schema/offer/plan.ts'
import { seatPoolKind } from '../../hooks/schema/offer/seat-pool.ts'
import { orderKind } from '../../hooks/schema/order/order.ts'
import { paymentKind } from '../../hooks/schema/payment.ts'
import { reservationKind } from '../../hooks/schema/reservation.ts'
import { ticketKind } from '../../hooks/schema/ticket.ts'

/** Every kind of the group, in the order in which readers need them. */
export const kinds: readonly Kind[] = [
  conferenceKind,
  planKind,
  seatPoolKind,
  couponKind,
  orderKind,
  ticketKind,
  reservationKind,
  paymentKind,
  buyerKind,
  checkoutKind,
  refundKind,
]
