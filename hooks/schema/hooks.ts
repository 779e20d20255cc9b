import Type, { type Static } from 'typebox'
import { Conference, ConferenceStatus } from './conference.ts'
import { apiVersion } from './crd/kind.ts'
import { desiredObject, keys, objectsOf, syncRequest, syncResponse } from './envelope.ts'
import { Namespace } from './namespace.ts'
import { Order } from './order/order.ts'
import { OrderStatus } from './order/order-status.ts'
import { Payment } from './payment.ts'
import { Reservation } from './reservation.ts'
import { Ticket, TicketSpec } from './ticket.ts'

export const ConferenceRequest = syncRequest(
  Conference,
  Type.Object({ [keys.namespace]: objectsOf(Namespace) }),
  Type.Object({ [keys.namespace]: objectsOf(Namespace) }),
)
export type ConferenceRequest = Static<typeof ConferenceRequest>

export const ConferenceResponse = syncResponse(
  ConferenceStatus,
  desiredObject({ apiVersion: 'v1', kind: 'Namespace' }, {}),
)
export type ConferenceResponse = Static<typeof ConferenceResponse>

export const OrderRequest = syncRequest(
  Order,
  Type.Object({
    [keys.ticket]: objectsOf(Ticket),
    [keys.payment]: objectsOf(Payment),
    [keys.reservation]: objectsOf(Reservation),
  }),
  Type.Object({}),
)
export type OrderRequest = Static<typeof OrderRequest>

const DesiredTicket = desiredObject({ apiVersion, kind: 'Ticket' }, { spec: TicketSpec })
// Other programs write payments and reservations. An answer names one to keep it; the update strategy OnDelete changes none.
const KeptPayment = desiredObject({ apiVersion, kind: 'Payment' }, {})
const KeptReservation = desiredObject({ apiVersion, kind: 'Reservation' }, {})

export const OrderResponse = syncResponse(OrderStatus, Type.Union([DesiredTicket, KeptPayment, KeptReservation]))
export type OrderResponse = Static<typeof OrderResponse>
