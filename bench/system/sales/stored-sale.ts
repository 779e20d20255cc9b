import { reservationObject } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import type { ApiClient } from '../../../local/kubernetes/api-client.ts'
import { answerOrder } from '../../sale/sold-sale.ts'
import { wholeNumber } from '../../table.ts'
import type { Bench } from '../session.ts'
import { connect, orderOf, paymentReport, runInParallel } from './shop.ts'

const namespace = 'stored'
const atOnce = 32
const progressEveryMs = 10_000

/**
 * Stores a decided sale with the accounts that would write it: orders with their statuses, reservations and payments,
 * and no tickets. Neither engine nor box office may run.
 */
export async function storeSale({ system, signal, log }: Bench, orders: number): Promise<void> {
  const clientOf = (name: string) => connect(`${system.folder}/identities/${name}.kubeconfig`)
  const clients: Clients = {
    buyer: await connect(system.kubeconfig),
    boxOffice: await clientOf('kconference-box-office'),
    endpoint: await clientOf('kconference-payments'),
    engine: await clientOf('metacontroller'),
  }
  await clients.buyer.request('POST', '/api/v1/namespaces', { body: { metadata: { name: namespace } } })
  const spec = { title: 'Ticket', price: 29.9, active: true, capacity: orders, holdMinutes: 10_080 }
  await clients.buyer.request('POST', pathOf('plans'), {
    body: { apiVersion, kind: 'Plan', metadata: { name: 'ticket' }, spec },
  })
  let stored = 0
  const timer = setInterval(
    () => log(`${wholeNumber(stored)} of ${wholeNumber(orders)} sold orders stored`),
    progressEveryMs,
  )
  try {
    const seats = Array.from({ length: orders }, (_, index) => index + 1)
    await runInParallel(seats, { atOnce, signal }, async seat => {
      await storeOrder(clients, seat)
      stored++
    })
  } finally {
    clearInterval(timer)
  }
}

interface Clients {
  buyer: ApiClient
  boxOffice: ApiClient
  endpoint: ApiClient
  engine: ApiClient
}

async function storeOrder({ buyer, boxOffice, endpoint, engine }: Clients, seat: number): Promise<void> {
  const name = `order-${String(seat).padStart(6, '0')}`
  const create = <T>(client: ApiClient, plural: string, body: object) => {
    return client.request('POST', pathOf(plural), { body }) as Promise<T>
  }
  const order = await create<Order>(buyer, 'orders', orderOf(name))
  const { uid, creationTimestamp } = order.metadata
  const write = { name, spec: soldSpec({ name, uid, seat, since: creationTimestamp }), order: { name, uid } }
  const reservation = await create<Reservation>(boxOffice, 'reservations', reservationObject(write, namespace))
  const report = paymentReport(namespace, name)
  const paid = await create<Payment>(endpoint, 'payments', paymentObject(order, { report, receivedAt: Date.now() }))
  const told = answerOrder(answerOrder({ order, reservation, payments: [paid], tickets: [] }))
  await engine.request('PUT', `${pathOf('orders')}/${name}/status`, { body: told.order })
}

function soldSpec({ name, uid, seat, since }: { name: string; uid: string; seat: number; since: string }) {
  return {
    orderRef: name,
    orderUid: uid,
    orderGeneration: 1,
    planRef: 'ticket',
    decision: 'Sold' as const,
    quantity: 1,
    currency: 'EUR',
    seats: [seat],
    heldSince: since,
  }
}

function pathOf(plural: string): string {
  return `/apis/${apiVersion}/namespaces/${namespace}/${plural}`
}
