import type { ConferenceOffice } from '../../hooks/box-office/conference/conference-office.ts'
import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { type Kinds, kindNames, ownerOf, type Stored } from '../server/stored.ts'
import { isScarce } from './grants/term-invariants.ts'
import { isPriceRisen } from './grants/ticket-price.ts'
import { announcedAmount, disputedAmount, paidAmount, pastOf, placingTime, type SaleRecords } from './records.ts'
import { seatTickets } from './seat-invariants.ts'

/** The stored objects at the end, after faults stopped and every process saw everything. */
export interface End {
  list<K extends keyof Kinds>(kind: K): Kinds[K][]
  records: SaleRecords
  /** The simulated time, in milliseconds since 1970. */
  now: number
}

/** Every promise that the end breaks (I1, I2, I4, I6), as "<name>: <event>". */
export function endFaults(end: End): string[] {
  const reservations = new Map(end.list('Reservation').map(stored => [stored.spec.orderUid, stored]))
  const orders = end.list('Order')
  return [
    ...orders.flatMap(order => orderFaults(order, reservations.get(order.metadata.uid), end)),
    ...end.list('Plan').flatMap(plan => planFaults(plan, orders, end)),
    ...seatFaults(end),
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
  const seats = reservation?.spec.seats && seatTickets(reservation.spec, order.spec.planRef)
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
  if (refundDue !== (status?.refundDue !== undefined)) faults.push(`has RefundDue ${refundDue}: ${status?.refundDue}`)
  if (due !== refundDue) faults.push(`has ${paid} of ${total} ${currency}, refund due: ${refundDue}`)
  return faults
}

function holdFaults(order: Order, reservation: Reservation | undefined, end: End): string[] {
  const { list, now } = end
  if (reservation === undefined) return []
  const { spec, status } = order
  const { decision, heldUntil, quantity, seats } = reservation.spec
  if (decision === 'Sold' && status?.payment === 'PENDING') return ['is sold and PENDING']
  if (decision === 'Held' && heldUntil !== undefined && Date.parse(heldUntil) + 60_000 < now)
    return ['is held without an end']
  if (decision === 'Held' && spec.price === 0 && quantity > 0) return ['is free and was not sold']
  const plan = list('Plan').find(({ metadata }) => metadata.name === spec.planRef)
  const coupon = list('Coupon').find(({ metadata }) => metadata.name === reservation.spec.couponRef)?.spec
  if (
    plan !== undefined &&
    decision === 'Held' &&
    quantity > 0 &&
    isScarce(plan.spec, coupon) &&
    heldUntil === undefined
  )
    return ['holds something scarce without an end']
  if (plan?.spec.active !== true || decision !== 'Held' || spec.quantity <= quantity) return []
  if (quantity === 0) return ['was neither granted nor waitlisted']
  if (plan.spec.capacity !== undefined || plan.spec.poolRef !== undefined || seats !== undefined) return []
  const canGrow =
    !isPriceRisen(plan.spec, coupon, spec.price) &&
    plan.spec.currency === reservation.spec.currency &&
    (plan.spec.hidden !== true || coupon?.planRef === plan.metadata.name) &&
    !(Date.parse(plan.spec.salesStart ?? '') > now) &&
    spec.quantity <= mostTickets(plan.spec, coupon) &&
    (spec.couponRef === undefined || coupon !== undefined)
  return canGrow ? ['was not granted its whole quantity'] : []
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

/** No order waits for seats that are free, and every reservation has its order. */
function planFaults(plan: Plan, orders: Order[], end: End): string[] {
  const { name } = plan.metadata
  const { active, poolRef } = plan.spec
  const own = end.list('Reservation').filter(({ spec }) => spec.planRef === name)
  const faults: string[] = []
  if (own.some(({ spec }) => isHolding(spec) && spec.seats !== undefined && spec.seats.length !== spec.quantity))
    faults.push('has holds with seats for some of their tickets')
  const left = seatsLeft(plan, end)
  const could = own.find(({ spec }) => {
    const { decision, quantity } = spec
    return active && decision === 'Waitlisted' && quantity <= left && isServable(spec, { plan, orders, end })
  })
  if (could !== undefined)
    faults.push(
      `has ${left} seats left${poolRef ? ` of the pool "${poolRef}"` : ''}, and "${could.spec.orderRef}" waits`,
    )
  const uids = new Set(orders.map(({ metadata }) => metadata.uid))
  const nobodys = own.find(
    ({ spec }) => !uids.has(spec.orderUid) && spec.decision !== 'Released' && spec.decision !== 'Refused',
  )
  if (nobodys !== undefined) faults.push(`has a reservation without its order: "${nobodys.metadata.name}"`)
  return faults.map(fault => `converges: plan "${name}" ${fault}`)
}

/** The seats that a plan can still sell, of its own and of its pool: none of a pool that does not exist. */
export function seatsLeft({ metadata: { name }, spec: { capacity, poolRef } }: Plan, { list }: End): number {
  const countHeld = (isMeant: (spec: Reservation['spec']) => boolean) =>
    list('Reservation').reduce((sum, { spec }) => sum + (isHolding(spec) && isMeant(spec) ? spec.quantity : 0), 0)
  const own = (capacity ?? Number.POSITIVE_INFINITY) - countHeld(({ planRef }) => planRef === name)
  if (poolRef === undefined) return own
  const pool = list('SeatPool').find(({ metadata }) => metadata.name === poolRef)
  return Math.min(own, (pool?.spec.capacity ?? 0) - countHeld(spec => spec.poolRef === poolRef))
}

/** Whether a waiting order may have its quantity, and may still use its coupon. */
function isServable(
  { orderUid, orderRef, couponRef, quantity }: Reservation['spec'],
  { plan, orders, end }: { plan: Plan; orders: Order[]; end: End },
): boolean {
  const coupon = end.list('Coupon').find(({ metadata }) => metadata.name === couponRef)?.spec
  if (quantity > mostTickets(plan.spec, coupon)) return false
  if (couponRef === undefined) return true
  if (coupon === undefined || (coupon.planRef ?? plan.metadata.name) !== plan.metadata.name) return false
  const order = orders.find(({ metadata }) => metadata.uid === orderUid)
  if (
    order === undefined ||
    placingTime(pastOf(end.records, orderUid, orderRef)) >= Date.parse(coupon.validUntil ?? '')
  )
    return false
  const { redemptions, tickets } = useOf(couponRef, end)
  const { maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = coupon
  return redemptions < maxRedemptions && tickets + quantity <= maxTickets
}

/** The highest number of tickets of one order. */
function mostTickets({ maxPerOrder = 100 }: Plan['spec'], coupon: Coupon['spec'] | undefined): number {
  return Math.min(maxPerOrder, coupon?.maxPerOrder ?? 100, coupon?.maxTickets ?? 100)
}

/** The orders that hold something with a coupon, and their tickets. */
export function useOf(couponRef: string, { list }: Pick<End, 'list'>): { redemptions: number; tickets: number } {
  const users = list('Reservation').filter(
    ({ spec }) => isHolding(spec) && spec.couponRef === couponRef && spec.quantity > 0,
  )
  return { redemptions: users.length, tickets: users.reduce((sum, { spec }) => sum + spec.quantity, 0) }
}

/** No two orders hold one seat of a plan or pool. */
function seatFaults({ list }: End): string[] {
  const held = list('Reservation').filter(({ spec }) => isHolding(spec))
  const names = held.flatMap(({ spec }) => seatTickets(spec, spec.planRef ?? ''))
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  return twice.map(name => `converges: the seat of ticket "${name}" is held twice`)
}

/** No coupon gives more than its limits, unless it was deleted for a time, so that its limits were unknown. */
function couponFaults({ metadata: { name }, spec }: Coupon, end: End): string[] {
  const wasGone = end.records.coupons.get(name)?.some(({ object }) => object === undefined) === true
  const { redemptions, tickets } = useOf(name, end)
  const { maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = spec
  const isExceeded = redemptions > maxRedemptions || tickets > maxTickets
  return isExceeded && !wasGone ? [`converges: coupon "${name}" gives more than it allows`] : []
}

function strays({ list }: End): string[] {
  const living = new Set(list('Order').map(({ metadata }) => metadata.uid))
  const lost = [...list('Ticket'), ...list('Payment')].filter(object => !living.has(ownerOf(object) ?? ''))
  return lost.map(({ kind, metadata }) => `converges: ${kind} "${metadata.name}" has no owner`)
}

/** The objects, and the memory of box offices, that outlast a deleted namespace. */
export function leftovers({ list }: End, conferences: readonly ConferenceOffice[]): string[] {
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
    const late = announcementFault(metadata.uid, { spec, reservation: found, records, plans: list('Plan') })
    if (late !== undefined) return `decidedSoon: "${metadata.name}" ${late}`
  }
  return undefined
}

/** A hold is kept for announced money that covers its price, and for no other. */
function announcementFault(
  uid: string,
  of: { spec: Order['spec']; reservation: Reservation; records: SaleRecords; plans: Plan[] },
): string | undefined {
  const { spec, reservation, records } = of
  const { decision, quantity, currency, heldSince = '', heldUntil = '', pending } = reservation.spec
  const plan = of.plans.find(({ metadata }) => metadata.name === spec.planRef)
  if (decision !== 'Held' || plan === undefined || spec.cancelled === true) return undefined
  const past = pastOf(records, uid, reservation.metadata.name)
  const total = (priceInMinorUnits(spec.price, currency) ?? 0n) * BigInt(Math.min(quantity, spec.quantity))
  const isAnnounced = paidAmount(past, currency).now + announcedAmount(past, currency) >= total
  if (pending === true && !isAnnounced) return 'is kept for money that is no longer announced'
  const end = Date.parse(heldSince) + (plan.spec.pendingHours ?? 0) * 3_600_000
  const isForgotten = pending === undefined && isAnnounced && quantity > 0 && end > Date.parse(heldUntil)
  return isForgotten ? 'is not kept for announced money' : undefined
}
