import { timestamp } from '../hooks/rules/time.ts'
import type { Reservation } from '../hooks/schema/reservation.ts'
import { nameOf, type OrderOfSale, orderOf, paymentOf, playSale } from './sale/sold-sale.ts'
import { now } from './sale/stored-object.ts'

/** A change of a sale that the box office decides on, repeated many times. */
export interface Trial {
  /** The events of a watch for one change, in JSON, one for each object. */
  events: string[]
  /** Changes the order at `index` of the batch and decides on it; returns the written reservations. */
  act(index: number): Reservation[]
  /** Restores the sale from before the batch. */
  undo(): void
}

/** The number of changes before they are undone: enough to measure, and few beside a large sale. */
export const batch = 50
const holdMs = 15 * 60_000
/** A hold lapses this long after its end. */
const graceMs = 30_000

/** Each function accepts the number of orders in the sale. */
export const trials = {
  'one new order': tryOrders,
  'one payment': tryPayments,
  'one lapse': (orders: number) => tryLapses(orders, 0),
  'one lapse, half of them waiting': (orders: number) =>
    tryLapses(orders - Math.floor(orders / 2), Math.floor(orders / 2)),
} as const satisfies Record<string, (orders: number) => Trial>

function tryOrders(sold: number): Trial {
  const { office } = playSale({ sold, free: batch })
  const orders = Array.from({ length: batch }, (_, index) => orderOf(nameOf('order', sold + index)))
  const written: Reservation[] = []
  const act = (index: number) => {
    office.show(orders[index] as OrderOfSale['order'])
    const answer = office.work(now)
    written.push(...answer)
    return answer
  }
  const undo = () => {
    for (const object of [...written.splice(0), ...orders]) office.hide(object)
    office.work(now)
  }
  const events = [...orders.slice(0, 1), ...act(0)].map(object => eventOf('ADDED', object))
  undo()
  return { events, act, undo }
}

function tryPayments(sold: number): Trial {
  const { office, held } = playSale({ sold, held: batch })
  const payments = held.map(({ order }) => paymentOf(order))
  const act = (index: number) => {
    office.show(payments[index] as OrderOfSale['payments'][number])
    return office.work(now)
  }
  const undo = () => {
    for (const payment of payments) office.hide(payment)
    for (const { reservation } of held) office.show(reservation)
    office.work(now)
  }
  const events = [eventOf('ADDED', payments[0]), ...act(0).map(object => eventOf('MODIFIED', object))]
  undo()
  return { events, act, undo }
}

/** Each hold ends one second after the previous one. */
function tryLapses(sold: number, waiting: number): Trial {
  const { office, held, waiting: waiters } = playSale({ sold, held: batch, waiting })
  const holds = held.map(({ reservation }, index) => {
    const heldUntil = timestamp(now + holdMs + index * 1000)
    return { ...reservation, spec: { ...reservation.spec, heldUntil } }
  })
  const act = (index: number) => office.work(now + holdMs + graceMs + index * 1000)
  const undo = () => {
    for (const reservation of holds) office.show(reservation)
    for (const { reservation } of waiters.slice(0, batch)) office.show(reservation)
    office.work(now)
  }
  undo()
  const events = act(0).map(object => eventOf('MODIFIED', object))
  undo()
  return { events, act, undo }
}

function eventOf(type: 'ADDED' | 'MODIFIED', object: object | undefined): string {
  return JSON.stringify({ type, object })
}
