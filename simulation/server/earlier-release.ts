import { decimal, priceInMinorUnits } from '../../hooks/rules/money.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation, ReservationSpec } from '../../hooks/schema/reservation.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Simulation } from '../simulation.ts'
import { changeMark, showMark } from '../steps/restore-step.ts'

const fates = {
  undecided: 1,
  held: 3,
  'held and paid': 2,
  'nearly over': 2,
  sold: 4,
  'sold and reduced': 2,
  waiting: 2,
  refused: 1,
  lapsed: 2,
  'lapsed and paid': 1,
  cancelled: 1,
}
type Fate = keyof typeof fates

/** Creates the objects of a sale under 0.2.0: orders of every fate, with reservations that the plan owns. No seat is overbooked. */
export function leaveSales(simulation: Simulation, choices: Choices): void {
  const { world, clock, faults, offices, tell } = simulation
  faults['starts from 0.2.0'] += 1
  tell('0.2.0 has sold until now')
  if (world.marked) {
    changeMark(simulation)
    for (const office of offices) showMark(office, simulation)
  }
  const capacity = world.plans.find(({ name }) => name === 'seats')?.capacity ?? Number.POSITIVE_INFINITY
  let taken = 0
  for (const name of ['a', 'b', 'c', 'd'].slice(0, choices.integerBetween(1, 4))) {
    const fate = choices.pickWeighted(fates)
    const wanted = fate === 'sold and reduced' ? 2 : choices.integerBetween(1, 2)
    const isHolding = holding.includes(fate) && taken + wanted <= capacity
    const seats =
      isHolding && Number.isFinite(capacity) ? Array.from({ length: wanted }, (_, n) => taken + 1 + n) : undefined
    if (isHolding) taken += wanted
    leaveSale(simulation, {
      name,
      fate: holding.includes(fate) && !isHolding ? 'waiting' : fate,
      quantity: wanted,
      seats,
    })
    clock.now += choices.integerBelow(20_000)
  }
  if (world.marked) changeMark(simulation)
  seeOrders(simulation)
  clock.now += choices.pick([1_000, 60_000, 150_000]) ?? 1_000
}

/** Shows the orders to the engines, which wrote their statuses for 0.2.0 a second or longer ago. */
function seeOrders({ engines }: Simulation): void {
  for (const engine of engines) {
    for (const view of engine.views) {
      while (view.kind === 'Order' && view.backlog() > 0) engine.deliver(view, 'next')
    }
  }
}

const holding: readonly Fate[] = ['held', 'held and paid', 'nearly over', 'sold', 'sold and reduced', 'cancelled']

interface Sale {
  name: string
  fate: Fate
  quantity: number
  seats: number[] | undefined
}

function leaveSale(simulation: Simulation, sale: Sale): void {
  const { api, world } = simulation
  const { name, fate, quantity } = sale
  const price = world.plans.find(({ name }) => name === 'seats')?.price ?? 0
  const wrong = fate === 'refused' ? price + 1 : price
  const order = api.create('Order', { metadata: { name }, spec: { planRef: 'seats', price: wrong, quantity } })
  if (fate === 'undecided') return
  const isPaid = price > 0 && (fate === 'held and paid' || fate === 'lapsed and paid' || fate.startsWith('sold'))
  if (isPaid) pay(simulation, order)
  const reservation = reserve(simulation, { order, sale })
  if (fate.startsWith('sold')) deliver(simulation, { order, reservation })
  if (fate === 'sold and reduced') api.patch('Order', name, { quantity: 1 })
  if (fate === 'cancelled') api.patch('Order', name, { cancelled: true })
}

function pay({ api, world, clock }: Simulation, order: Order): void {
  const { name, uid } = order.metadata
  const owner = { apiVersion, kind: 'Order', name, uid, controller: true, blockOwnerDeletion: true }
  const minor = (priceInMinorUnits(order.spec.price, world.currency) ?? 0n) * BigInt(order.spec.quantity)
  const spec: Payment['spec'] = {
    orderRef: name,
    provider: 'PAYPAL',
    transactionId: `before-${name}`,
    state: 'Completed',
    gross: decimal(minor, world.currency),
    currency: world.currency,
    receivedAt: timestamp(clock.now),
  }
  const metadata = { name: `before-${name}`, labels: { 'controller-uid': uid }, ownerReferences: [owner] }
  api.create('Payment', { metadata, spec })
}

/** Creates a reservation as 0.2.0 stores it: the plan owns it, but its spec has neither `planRef` nor `heldSince`. */
function reserve({ api, world, clock }: Simulation, { order, sale }: { order: Order; sale: Sale }): Reservation {
  const plan = api.get('Plan', 'seats')
  const { name, uid } = order.metadata
  const owner = {
    apiVersion,
    kind: 'Plan',
    name: 'seats',
    uid: plan.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  }
  const labels = { 'controller-uid': plan.metadata.uid, 'orders.app.corley.it': name }
  const { fate, quantity, seats } = sale
  const end = fate === 'nearly over' ? clock.now + 5_000 : clock.now + plan.spec.holdMinutes * 60_000
  const spec: ReservationSpec = {
    orderRef: name,
    orderUid: uid,
    orderGeneration: 1,
    quantity,
    currency: world.currency,
    ...decisions[fate],
    ...(seats !== undefined && { seats }),
    ...(seats !== undefined && !fate.startsWith('sold') && { heldUntil: timestamp(end) }),
  }
  return api.create('Reservation', { metadata: { name, labels, ownerReferences: [owner] }, spec })
}

const decisions: Record<Fate, Pick<ReservationSpec, 'decision' | 'reason' | 'message'>> = {
  undecided: { decision: 'Held' },
  held: { decision: 'Held' },
  'held and paid': { decision: 'Held' },
  'nearly over': { decision: 'Held' },
  sold: { decision: 'Sold' },
  'sold and reduced': { decision: 'Sold' },
  waiting: { decision: 'Waitlisted', reason: 'NoSeats', message: 'The order waits for seats' },
  refused: { decision: 'Refused', reason: 'PriceMismatch', message: 'Your price is not well suited' },
  lapsed: { decision: 'Released', reason: 'Expired', message: 'The tickets were not paid for in time' },
  'lapsed and paid': { decision: 'Released', reason: 'Expired', message: 'The tickets were not paid for in time' },
  cancelled: { decision: 'Held' },
}

/** Confirms the order, and creates its tickets. */
function deliver({ api }: Simulation, { order, reservation }: { order: Order; reservation: Reservation }): void {
  const { name, uid } = order.metadata
  const { seats, quantity, currency } = reservation.spec
  const owner = { apiVersion, kind: 'Order', name, uid, controller: true, blockOwnerDeletion: true }
  const names = seats?.map(seat => `seats-${String(seat).padStart(7, '0')}`) ?? []
  for (const ticket of names) {
    const annotations = {
      'orders.app.corley.it/generation': '1',
      'orders.app.corley.it/reservation': `${reservation.metadata.uid}/1`,
    }
    const labels = { 'controller-uid': uid, 'orders.app.corley.it': name }
    api.create('Ticket', {
      metadata: { name: ticket, labels, annotations, ownerReferences: [owner] },
      spec: { orderRef: name },
    })
  }
  const status = {
    payment: 'CONFIRMED' as const,
    quantity: names.length,
    currency,
    ...(seats !== undefined && { seats }),
    observedGeneration: 1,
  }
  if (names.length === quantity) api.replaceStatus('Order', { ...api.get('Order', name), status })
}
