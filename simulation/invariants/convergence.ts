import { isDeepStrictEqual } from 'node:util'
import type { Conference } from '../../hooks/box-office/conference/conference.ts'
import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { type Kinds, kindNames, ownerOf, type Stored } from '../server/stored.ts'
import { disputedAmount, paidAmount, pastOf, type Records } from './records.ts'

/** The stored objects at the end, after faults stopped and every process saw everything. */
export interface End {
  list<K extends keyof Kinds>(kind: K): Kinds[K][]
  records: Records
  /** The simulated time, in milliseconds since 1970. */
  now: number
}

/** Every promise that the end breaks (I1, I2, I4, I6), as "name: what happened". */
export function endFaults(end: End): string[] {
  const reservations = new Map(end.list('Reservation').map(stored => [stored.spec.orderUid, stored]))
  const orders = end.list('Order')
  return [
    ...orders.flatMap(order => orderFaults(order, reservations.get(order.metadata.uid), end)),
    ...end.list('Plan').flatMap(plan => planFaults(plan, orders, end)),
    ...end.list('Coupon').flatMap(coupon => couponFaults(coupon, end)),
    ...end.list('Reservation').flatMap(stored => ownerFaults(stored, orders)),
    ...strays(end),
  ]
}

function orderFaults(order: Order, reservation: Reservation | undefined, end: End): string[] {
  const { name, uid, generation } = order.metadata
  const { status } = order
  const tickets = end.list('Ticket').filter(ticket => ownerOf(ticket) === uid)
  const names = tickets.map(({ metadata }) => metadata.name).sort()
  const wanted = status?.payment === 'CONFIRMED' ? (reservation?.spec.quantity ?? 0) : 0
  const faults: string[] = []
  if (status?.observedGeneration !== generation) faults.push('has an outdated status')
  if (reservation === undefined) faults.push('has no reservation')
  if (tickets.length !== wanted || status?.quantity !== wanted) {
    faults.push(`is ${status?.payment} and has ${tickets.length} tickets of ${wanted}`)
  }
  const seats = reservation?.spec.seats?.map(seat => `${order.spec.planRef}-${String(seat).padStart(7, '0')}`)
  if (seats && wanted > 0 && seats.sort().join() !== names.join()) faults.push(`has tickets ${names} of seats ${seats}`)
  if (wanted > 0 && order.spec.quantity < wanted)
    faults.push(`has ${wanted} tickets and ordered ${order.spec.quantity}`)
  faults.push(...moneyFaults(order, reservation, end), ...holdFaults(order, reservation, end))
  return faults.map(fault => `converges: order "${name}" ${fault}`)
}

/** A fully paid order is confirmed, or its money is due back. So is all money that buys nothing. */
function moneyFaults({ metadata, spec, status }: Order, reservation: Reservation | undefined, end: End): string[] {
  const past = pastOf(end.records, metadata.uid, metadata.name)
  const currency = reservation?.spec.currency ?? status?.currency ?? ''
  const currencies = new Set(past.payments.map(({ spec }) => spec.currency))
  const quantity = Math.min(spec.quantity, reservation?.spec.quantity ?? spec.quantity)
  const total = (priceInMinorUnits(spec.price, currency) ?? 0n) * BigInt(quantity)
  const paid = paidAmount(past, currency).now
  const buys =
    status?.payment === 'CONFIRMED' || (status?.payment === 'PENDING' && reservation?.spec.decision === 'Held')
  const balanceOf = (code: string) => paidAmount(past, code).now - disputedAmount(past, code)
  const elsewhere = [...currencies].some(code => code !== currency && balanceOf(code) > 0n)
  const due = elsewhere || balanceOf(currency) > (buys ? total : 0n)
  const refundDue = status?.conditions?.some(({ type, status }) => type === 'RefundDue' && status === 'True') ?? false
  const faults: string[] = []
  const isLost = balanceOf(currency) <= 0n
  if (paid >= total && total > 0n && status?.payment !== 'CONFIRMED' && !refundDue && !isLost)
    faults.push('is paid for nothing')
  if (due !== refundDue) faults.push(`has ${paid} of ${total} ${currency}, refund due: ${refundDue}`)
  return faults
}

function holdFaults(order: Order, reservation: Reservation | undefined, { list, now }: End): string[] {
  if (reservation === undefined) return []
  const { spec, status } = order
  const { decision, heldUntil, quantity, seats } = reservation.spec
  if (decision === 'Sold' && status?.payment === 'PENDING') return ['is sold and PENDING']
  if (decision === 'Held' && heldUntil !== undefined && Date.parse(heldUntil) + 60_000 < now)
    return ['is held without an end']
  if (decision === 'Held' && spec.price === 0 && quantity > 0) return ['is free and was not sold']
  const plan = list('Plan').find(({ metadata }) => metadata.name === spec.planRef)
  if (plan?.spec.active !== true || decision !== 'Held' || spec.quantity <= quantity) return []
  if (quantity === 0) return ['was neither granted nor waitlisted']
  return plan.spec.capacity === undefined && seats === undefined ? ['was not granted its whole quantity'] : []
}

/** Only its order owns a reservation at the end, and the labels name that order. */
function ownerFaults({ metadata, spec }: Reservation, orders: Order[]): string[] {
  if (!orders.some(order => order.metadata.uid === spec.orderUid)) return []
  const { labels = {}, ownerReferences = [] } = metadata
  const isOwned = ownerReferences.some(
    ({ kind, uid, controller }) => kind === 'Order' && uid === spec.orderUid && controller,
  )
  const isLabelled =
    labels['controller-uid'] === spec.orderUid &&
    labels['orders.app.corley.it'] === spec.orderRef &&
    labels['plans.app.corley.it'] === spec.planRef
  const isPlans = ownerReferences.some(({ kind }) => kind === 'Plan')
  return isOwned && isLabelled && !isPlans ? [] : [`converges: reservation "${metadata.name}" is not its order's`]
}

/** No order waits for seats that are free, no two orders hold one seat, and every reservation has its order. */
function planFaults(plan: Plan, orders: Order[], end: End): string[] {
  const { name } = plan.metadata
  const { capacity, active } = plan.spec
  const own = end.list('Reservation').filter(({ spec }) => spec.planRef === name)
  const held = own.filter(({ spec }) => isHolding(spec))
  const faults: string[] = []
  const left = (capacity ?? Number.POSITIVE_INFINITY) - held.reduce((sum, { spec }) => sum + spec.quantity, 0)
  const seats = held.flatMap(({ spec }) => spec.seats ?? [])
  if (new Set(seats).size !== seats.length) faults.push(`has seats held twice: ${seats}`)
  if (held.some(({ spec }) => spec.seats !== undefined && spec.seats.length !== spec.quantity))
    faults.push('has holds with seats for some of their tickets')
  const could = own.find(({ spec }) => {
    const { decision, quantity, couponRef } = spec
    return active && decision === 'Waitlisted' && quantity <= left && isUsable(couponRef, { name, end })
  })
  if (could !== undefined) faults.push(`has ${left} seats left, and "${could.spec.orderRef}" waits`)
  const uids = new Set(orders.map(({ metadata }) => metadata.uid))
  const nobodys = own.find(
    ({ spec }) => !uids.has(spec.orderUid) && spec.decision !== 'Released' && spec.decision !== 'Refused',
  )
  if (nobodys !== undefined) faults.push(`has a reservation without its order: "${nobodys.metadata.name}"`)
  return faults.map(fault => `converges: plan "${name}" ${fault}`)
}

/** Whether a waiting order may still use its coupon. */
function isUsable(couponRef: string | undefined, { name, end }: { name: string; end: End }): boolean {
  if (couponRef === undefined) return true
  const coupon = end.list('Coupon').find(({ metadata }) => metadata.name === couponRef)
  if (coupon === undefined || (coupon.spec.planRef ?? name) !== name) return false
  return redemptionsOf(couponRef, end) < (coupon.spec.maxRedemptions ?? Number.POSITIVE_INFINITY)
}

function redemptionsOf(couponRef: string, { list }: End): number {
  return list('Reservation').filter(({ spec }) => isHolding(spec) && spec.couponRef === couponRef && spec.quantity > 0)
    .length
}

/** No coupon is redeemed beyond its limit, unless it was deleted for a time and its limit was unknown. */
function couponFaults({ metadata: { name }, spec }: Coupon, end: End): string[] {
  const wasGone = end.records.coupons.get(name)?.some(({ object }) => object === undefined) === true
  const isUsedUp = redemptionsOf(name, end) > (spec.maxRedemptions ?? Number.POSITIVE_INFINITY)
  return isUsedUp && !wasGone ? [`converges: coupon "${name}" is redeemed beyond its limit`] : []
}

function strays({ list }: End): string[] {
  const living = new Set(list('Order').map(({ metadata }) => metadata.uid))
  const lost = [...list('Ticket'), ...list('Payment')].filter(object => !living.has(ownerOf(object) ?? ''))
  return lost.map(({ kind, metadata }) => `converges: ${kind} "${metadata.name}" has no owner`)
}

/** The wrong counts in the plan statuses of each box office: tickets held, sold, waited for and left. */
export function statusFaults({ list }: End, conferences: readonly Conference[], now: number): string[] {
  return conferences.flatMap(conference => {
    const statuses = conference.planStatuses(now)
    return list('Plan').flatMap(({ metadata: { name }, spec: { capacity } }) => {
      const own = list('Reservation').filter(({ spec }) => spec.planRef === name)
      const count = (decision: string) =>
        own.reduce((sum, { spec }) => sum + (spec.decision === decision ? spec.quantity : 0), 0)
      const [held, sold, waiting] = [count('Held'), count('Sold'), count('Waitlisted')]
      const left = capacity === undefined ? undefined : Math.max(0, capacity - held - sold)
      const { status } = statuses.get(name) ?? {}
      const isTold = isDeepStrictEqual(
        [status?.held, status?.sold, status?.waiting, status?.left],
        [held, sold, waiting, left],
      )
      return isTold
        ? []
        : [`statusIsTold: plan "${name}" reports ${JSON.stringify(status)} instead of ${[held, sold, waiting, left]}`]
    })
  })
}

/** The objects, and the memory of box offices, that outlast a deleted namespace. */
export function leftovers({ list }: End, conferences: readonly Conference[]): string[] {
  const objects = kindNames.flatMap(kind => list(kind).map(({ metadata: { name } }: Stored) => `${kind} ${name}`))
  const known = conferences.some(conference => !conference.isEmpty()) ? ['the memory of a box office'] : []
  return [...objects, ...known].map(what => `converges: ${what} outlasts the deleted namespace`)
}

/** I2: once faults have stopped, every order, payment and cancellation is decided within 5 s. */
export function undecidedFault({ list, records }: End): string | undefined {
  const reservations = new Map(list('Reservation').map(stored => [stored.metadata.name, stored]))
  for (const { metadata, spec } of list('Order')) {
    const found = reservations.get(metadata.name)
    if (metadata.deletionTimestamp !== undefined) continue
    if (found?.spec.orderUid !== metadata.uid) {
      const isExcused = found !== undefined || !list('Plan').some(plan => plan.metadata.name === spec.planRef)
      if (!isExcused) return `decidedSoon: order "${metadata.name}" has no reservation`
      continue
    }
    const { decision, quantity, currency } = found.spec
    const total = (priceInMinorUnits(spec.price, currency) ?? 0n) * BigInt(quantity)
    const isPaid = quantity > 0 && paidAmount(pastOf(records, metadata.uid, metadata.name), currency).now >= total
    if (spec.cancelled === true && decision !== 'Released')
      return `decidedSoon: "${metadata.name}" is cancelled and ${decision}`
    if (decision === 'Held' && isPaid) return `decidedSoon: "${metadata.name}" is paid and Held`
  }
  return undefined
}
