import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import type { Ticket } from '../../../hooks/schema/ticket.ts'
import { type Ending, type SaleFaults, saleFaults } from '../../sale/faults.ts'
import type { Moment } from '../../sale/moments.ts'
import type { Bench } from '../session.ts'
import { connect } from './shop.ts'

/** The result of a sale with more orders than seats. */
export interface FlashSale {
  /** Seconds from the first order until the last ticket. */
  seconds: number
  /** Seconds from the first order until the status of every order without a seat shows Waitlisted. */
  waitlistSeconds: number
  /** Seconds from sending an order to its ticket, for each order with a ticket. */
  each: number[]
  /** Seconds from sending an order until its status shows Waitlisted, for each order without a ticket. */
  waits: number[]
  /** Orders stored per second, from the first order sent until the last one stored. */
  storedPerSecond: number
  tickets: number
  faults: SaleFaults
}

/** Reads the result of a sale that is over. `sent` has the time (performance.now()) of each order, by its name. */
export async function readResult(
  bench: Bench,
  sale: { namespace: string; sent: ReadonlyMap<string, number>; acknowledged: readonly string[]; seats: number },
): Promise<FlashSale> {
  const { observer } = bench
  const { namespace, sent, acknowledged, seats } = sale
  const placed = [...sent.keys()]
  const timeOf = (moment: Moment, name: string) => observer.timeOf(moment, name) ?? 0
  const withTicket = placed.filter(name => observer.timeOf('ticket', name) !== undefined)
  const withoutTicket = placed.filter(name => observer.timeOf('ticket', name) === undefined)
  const since = Math.min(...sent.values())
  const secondsOf = (moment: Moment) => (name: string) => (timeOf(moment, name) - (sent.get(name) ?? 0)) / 1000
  const last = (moment: Moment, names: readonly string[]) => {
    return (Math.max(since, ...names.map(name => timeOf(moment, name))) - since) / 1000
  }
  return {
    seconds: last('ticket', withTicket),
    waitlistSeconds: last('waitlist shown', withoutTicket),
    each: withTicket.map(secondsOf('ticket')),
    waits: withoutTicket.map(secondsOf('waitlist shown')),
    storedPerSecond: placed.length / last('stored', placed),
    tickets: withTicket.length,
    faults: saleFaults(await readEnding(bench, namespace), { placed, acknowledged, seats }),
  }
}

async function readEnding({ system }: Bench, namespace: string): Promise<Ending> {
  const api = await connect(system.kubeconfig)
  const list = async <T>(plural: string) => {
    const path = `/apis/${apiVersion}/namespaces/${namespace}/${plural}`
    return ((await api.request('GET', path)) as { items: T[] }).items
  }
  return {
    orders: await list<Order>('orders'),
    reservations: await list<Reservation>('reservations'),
    tickets: await list<Ticket>('tickets'),
    payments: await list<Payment>('payments'),
  }
}
