import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import type { Ticket } from '../../../hooks/schema/ticket.ts'
import { type Ending, type SaleFaults, saleFaults } from '../../sale/faults.ts'
import type { Moment } from '../../sale/moments.ts'
import { wholeNumber } from '../../table.ts'
import type { Bench } from '../session.ts'
import { connect, runInParallel } from './shop.ts'

export interface FlashSale {
  /** Seconds from the first order until the last ticket. */
  seconds: number
  /** Seconds from the first order until the status of every order without a seat shows Waitlisted. */
  waitlistSeconds: number
  /** Seconds from sending an order to its ticket, for each order with a ticket. */
  each: number[]
  tickets: number
  faults: SaleFaults
}

const namespace = 'flash'
const pauseMs = 200

/** More orders than seats, all at once. A buyer whose order shows that it is reserved pays at once, by a callback. */
export async function flashSale(
  bench: Bench,
  { orders, seats, atOnce, stillnessMs }: { orders: number; seats: number; atOnce: number; stillnessMs: number },
): Promise<FlashSale> {
  const { shop, observer, signal, log } = bench
  const placed = Array.from({ length: orders }, (_, index) => `flash-${String(index + 1).padStart(6, '0')}`)
  const sellable = Math.min(orders, seats)
  await shop.open(namespace, { capacity: seats })
  await bench.waitUntilIdle(stillnessMs)
  const sent = new Map<string, number>()
  const till = openTill(bench)
  const progress = () => {
    log(
      `${wholeNumber(observer.count('reserved'))} reserved, ${wholeNumber(observer.count('ticket'))} tickets, ${wholeNumber(observer.count('waitlisted'))} waitlisted, ${wholeNumber(observer.count('waitlist shown'))}shown so`,
    )
  }
  const timer = setInterval(progress, 10_000)
  try {
    const place = (name: string) => {
      sent.set(name, performance.now())
      return shop.order(namespace, name)
    }
    const isOver = () => observer.count('ticket') >= sellable && observer.count('waitlist shown') >= orders - sellable
    await Promise.race([
      Promise.all([
        runInParallel(placed, { atOnce, signal }, place),
        observer.waitUntil(isOver, 'the flash sale to be over'),
      ]),
      till.failed,
    ])
  } finally {
    clearInterval(timer)
  }
  await till.closed()
  await bench.waitUntilIdle(stillnessMs)
  const faults = saleFaults(await endingOf(bench), { placed, acknowledged: till.acknowledged, seats })
  const withTicket = placed.filter(name => observer.timeOf('ticket', name) !== undefined)
  const since = Math.min(...sent.values())
  const last = (moment: Moment, names: readonly string[]) => {
    return (Math.max(since, ...names.map(name => observer.timeOf(moment, name) ?? 0)) - since) / 1000
  }
  const withoutTicket = placed.filter(name => observer.timeOf('ticket', name) === undefined)
  return {
    seconds: last('ticket', withTicket),
    waitlistSeconds: last('waitlist shown', withoutTicket),
    each: withTicket.map(name => ((observer.timeOf('ticket', name) ?? 0) - (sent.get(name) ?? 0)) / 1000),
    tickets: withTicket.length,
    faults,
  }
}

/** Pays each order that shows that it is reserved; like a gateway, it repeats a callback that is not acknowledged. */
function openTill({ shop, observer, signal }: Bench) {
  const acknowledged: string[] = []
  const underWay = new Set<Promise<void>>()
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  async function pay(name: string): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const { status, answer } = await shop.report(namespace, name)
      if (status === 200) break
      if (status !== 503 && status !== 0)
        throw new Error(
          `Cannot report a payment of "${name}": it must be answered with 200 or 503, not with ${status}: ${answer}`,
        )
      await new Promise(resolve => setTimeout(resolve, pauseMs))
    }
    acknowledged.push(name)
  }
  observer.listen((moment, name) => {
    if (moment !== 'shown') return
    const paying = pay(name)
      .catch(failed.reject)
      .finally(() => underWay.delete(paying))
    underWay.add(paying)
  })
  const waitUntilClosed = async () => {
    while (underWay.size > 0) await Promise.race([Promise.all(underWay), failed.promise])
  }
  return { acknowledged, failed: failed.promise, closed: waitUntilClosed }
}

async function endingOf({ system }: Bench): Promise<Ending> {
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
