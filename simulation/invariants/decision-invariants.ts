import type { Write } from '../../hooks/box-office/objects/reservation-object.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { Reservation, ReservationSpec } from '../../hooks/schema/reservation.ts'
import { isSameValue } from '../same-value.ts'
import type { Watch, WatchedKind } from '../server/watch.ts'

/** One decision of a box office, and its knowledge at that time. */
export interface Decision {
  name: string
  writes: readonly Write[]
  /** The writes of a full decision on every order: the specification. */
  full: readonly Write[]
  /** Whether nothing changed since the last decision, and the conference named a later time for the next one. */
  isEarly: boolean
  watchOf<K extends WatchedKind>(kind: K): Watch<K>
  /** The newest version of each reservation, from the watch or from the replies to its own writes. */
  known: ReadonlyMap<string, Reservation>
  /** The time of the decision by the clock of its process, in milliseconds since 1970. */
  at: number
  /** Writes that are under way. */
  pendingWrites: readonly Write[]
  /** The names of those writes that the API server refused, and that are taken back later. */
  heldBack: readonly string[]
  /** The names with a write of unknown outcome, which the box office does not decide. */
  unresolved: readonly string[]
}

/** The invariant that a decision breaks, as "<name>: <event>"; undefined if it breaks none. */
export function decisionFault(decision: Decision): string | undefined {
  return (
    differenceFault(decision) ??
    earlyFault(decision) ??
    firstFault(decision.writes, write => unseenFault(write, decision)) ??
    capacityFault(decision) ??
    firstFault(decision.writes, write => deletingFault(write, decision)) ??
    firstFault(decision.writes, write => couponFault(write, decision)) ??
    firstFault(decision.writes, write => fairnessFault(write, decision)) ??
    firstFault(decision.writes, write => failureFault(write, decision))
  )
}

/** I8: a decision on the changes alone equals the full decision. */
function differenceFault({ name, writes, full }: Decision): string | undefined {
  const [found, expected] = [writes, full].map(list => new Map(list.map(write => [write.name, writtenFields(write)])))
  const names = [...new Set([...(found?.keys() ?? []), ...(expected?.keys() ?? [])])]
  const different = names.filter(one => !isSameValue(found?.get(one), expected?.get(one)))
  if (different.length === 0) return undefined
  const pairs = different.map(
    one => `${JSON.stringify(found?.get(one))} instead of ${JSON.stringify(expected?.get(one))}`,
  )
  return `incrementalIsFull: ${name} wants ${pairs.join('; ')}`
}

function writtenFields({ spec, order, base }: Write): object {
  return { spec, order, uid: base?.uid, version: base?.resourceVersion }
}

/** The conference names the time of its next decision: it has nothing to write before. */
function earlyFault({ name, writes, isEarly }: Decision): string | undefined {
  if (!isEarly || writes.length === 0) return undefined
  return `wakesInTime: ${name} had nothing due before a later time, and wants ${JSON.stringify(writes.map(writtenFields))}`
}

/** I1, I6: a box office sells a hold only after its watch has reached the hold, and so every earlier grant. */
function unseenFault({ name, spec, base }: Write, { watchOf, known }: Decision): string | undefined {
  if (spec.decision !== 'Sold' || base === undefined || known.get(name)?.spec.decision === 'Sold') return undefined
  const granted = BigInt(base.resourceVersion ?? '0')
  const reservations = watchOf('Reservation').shownRevision()
  if (granted > reservations)
    return `soldOnceSeen: "${name}" of #${granted} is sold, and the watch has reached #${reservations}`
  const hasCoupon = spec.couponRef === undefined || watchOf('Coupon').get(spec.couponRef) !== undefined
  if (hasCoupon || priceOf(name, watchOf) !== 0) return undefined
  const coupons = watchOf('Coupon').shownRevision()
  return granted > coupons
    ? `soldOnceSeen: "${name}" of #${granted} is sold without its coupon, whose watch has reached #${coupons}`
    : undefined
}

function priceOf(name: string, watchOf: Decision['watchOf']): number | undefined {
  return watchOf('Order').get(name)?.spec.price
}

/** I1: no decision grants more seats than the visible capacity of plan and pool leaves. Seats that it releases still count as held. */
function capacityFault(decision: Decision): string | undefined {
  const { writes, known } = decision
  const granted = writes.filter(
    ({ name, spec }) => spec.decision === 'Held' && heldQuantity(spec) > heldQuantity(known.get(name)?.spec),
  )
  for (const { spec } of granted) {
    const free = freeSeats(spec, decision)
    if (free < 0) return `grantsAreWithinCapacity: "${spec.orderRef}" brings the held seats ${-free} above the capacity`
  }
  return undefined
}

/** The number of seats that remain for the plan if every write counts, of its own and of its pool; below 0 if there are too few. */
function freeSeats({ planRef = '' }: Pick<ReservationSpec, 'planRef'>, decision: Decision): number {
  const { watchOf } = decision
  const { capacity = Number.POSITIVE_INFINITY, poolRef } = watchOf('Plan').get(planRef)?.spec ?? {}
  const own = capacity - claimedTickets(decision, claim => planRefOf(claim, watchOf) === planRef)
  if (poolRef === undefined) return own
  const { capacity: seats = 0 } = watchOf('SeatPool').get(poolRef)?.spec ?? {}
  return Math.min(own, seats - claimedTickets(decision, claim => claim.poolRef === poolRef))
}

function claimedTickets(
  { writes, pendingWrites, known }: Decision,
  isMeant: (claim: ReservationSpec) => boolean,
): number {
  const claims = new Map<string, number>()
  const claim = (name: string, claimed: ReservationSpec) => {
    if (isMeant(claimed)) claims.set(name, Math.max(claims.get(name) ?? 0, heldQuantity(claimed)))
  }
  for (const [name, reservation] of known) claim(name, withPlan(reservation))
  for (const write of [...pendingWrites, ...writes]) claim(write.name, write.spec)
  return [...claims.values()].reduce((sum, quantity) => sum + quantity, 0)
}

function heldQuantity(spec: ReservationSpec | undefined): number {
  return spec !== undefined && isHolding(spec) ? spec.quantity : 0
}

/** Until 0.2.0 a reservation did not name its plan, which owned it. Its order may be gone, and another one have the name. */
function withPlan({ metadata, spec }: Reservation): ReservationSpec {
  const plan = metadata.ownerReferences?.find(({ kind }) => kind === 'Plan')
  return { ...(plan && { planRef: plan.name }), ...spec }
}

function planRefOf({ planRef, orderRef }: ReservationSpec, watchOf: Decision['watchOf']): string | undefined {
  return planRef ?? watchOf('Order').get(orderRef)?.spec.planRef
}

/** I2: an order that is being deleted is granted nothing, because its reservation is deleted with it. */
function deletingFault({ name, spec }: Write, { known, watchOf }: Decision): string | undefined {
  if (heldQuantity(spec) <= heldQuantity(known.get(name)?.spec)) return undefined
  const order = watchOf('Order').get(name)
  const isDeleting = order?.metadata.uid === spec.orderUid && order.metadata.deletionTimestamp !== undefined
  return isDeleting ? `grantsAreToTheLiving: "${name}" is being deleted, and was granted ${describe(spec)}` : undefined
}

function describe({ decision, quantity, seats }: ReservationSpec): string {
  return `${decision} of ${quantity}${seats ? ` with ${seats}` : ''}`
}

/** I6: a coupon is used up only by orders that hold something with it. An order that waits redeems nothing. */
function couponFault({ name, spec }: Write, decision: Decision): string | undefined {
  const { writes, pendingWrites, unresolved, known, watchOf } = decision
  const { reason, couponRef } = spec
  if (spec.decision !== 'Refused' || reason !== 'CouponExhausted' || couponRef === undefined) return undefined
  // A refusal that is in the status and not in view yet is reinstated.
  if (watchOf('Order').get(name)?.status?.payment === 'REJECTED') return undefined
  const claims = [
    ...[...known.values()].map(({ spec }) => spec),
    ...[...pendingWrites, ...writes].map(({ spec }) => spec),
  ]
  const holders = claims.filter(claim => claim.couponRef === couponRef && heldQuantity(claim) > 0)
  // A write of unknown outcome may have redeemed it.
  const users = new Set([...holders.map(({ orderRef }) => orderRef), ...unresolved])
  users.delete(name)
  const limits = watchOf('Coupon').get(couponRef)?.spec
  const { maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = limits ?? {}
  if (users.size >= maxRedemptions || (unresolved.length > 0 && maxTickets < Number.POSITIVE_INFINITY)) return undefined
  const tickets = claimedTickets(decision, claim => claim.couponRef === couponRef && claim.orderRef !== name)
  if (tickets + spec.quantity > maxTickets) return undefined
  return `couponsAreUsedUp: "${name}" was refused, and ${users.size} of ${maxRedemptions} use "${couponRef}" for ${tickets} of ${maxTickets} tickets`
}

/** I2: an order that has waited longer for as many seats or fewer is not passed over, nor by a hold that grows. */
function fairnessFault({ name, spec }: Write, decision: Decision): string | undefined {
  const { writes, pendingWrites, heldBack, unresolved, known, watchOf } = decision
  const stored = known.get(name)?.spec
  // The reservation of an earlier order of this name gives this one no place.
  const was = stored?.orderUid === spec.orderUid ? stored : undefined
  const taken = spec.quantity - heldQuantity(was)
  if (spec.decision !== 'Held' || spec.seats === undefined || taken <= 0) return undefined
  // A hold that asks for more stands behind all orders that wait, until it waits itself.
  const isNew = was === undefined || !isHolding(was) || was.waitingSince !== undefined
  const arrivedAt = isNew ? arrivalOf(name, was, watchOf) : Number.POSITIVE_INFINITY
  const served = new Set([...writes.map(write => write.name), ...unresolved, ...heldBack])
  const flights = new Map(pendingWrites.map(write => [write.name, write.spec]))
  const others = [...known].map(([name, reservation]) => [name, reservation.spec] as const)
  for (const [other, waiting] of new Map([...others, ...flights])) {
    if (waiting.decision !== 'Waitlisted' || served.has(other) || !isSameHall(waiting, spec, decision)) continue
    const order = watchOf('Order').get(other)
    if (order?.metadata.uid !== waiting.orderUid) continue
    const wanted = Math.min(order.spec.quantity, waiting.quantity)
    if (wanted > taken) continue
    // A write for this order is under way: the order is served afterwards, if there is enough for both.
    if (flights.has(other) && wanted <= freeSeats(waiting, decision)) continue
    if (waiting.planRef !== spec.planRef && !isServed(order.spec.planRef, wanted, decision)) continue
    if (wanted > (watchOf('Plan').get(order.spec.planRef)?.spec.maxPerOrder ?? 100)) continue
    // The view of this order is older than its reservation: the box office decides it when the view has caught up.
    if ((order.metadata.generation ?? 0) < (waiting.orderGeneration ?? 0)) continue
    if (order.spec.couponRef !== undefined || order.metadata.deletionTimestamp !== undefined) continue
    const earlier = arrivalOf(other, waiting, watchOf)
    if (earlier < arrivedAt) return `servedInTurn: "${name}" got seats ${spec.seats}, and "${other}" has waited longer`
  }
  return undefined
}

/** Whether an order waits for seats of the hall that another one gets seats of. */
function isSameHall(waiting: ReservationSpec, { planRef, poolRef }: ReservationSpec, { watchOf }: Decision): boolean {
  if (waiting.planRef === planRef) return true
  return poolRef !== undefined && watchOf('Plan').get(waiting.planRef ?? '')?.spec.poolRef === poolRef
}

/** Whether a plan of the same pool sells, and has enough left within its own limit. */
function isServed(planRef: string, quantity: number, decision: Decision): boolean {
  const { watchOf } = decision
  const { active = false, capacity = Number.POSITIVE_INFINITY } = watchOf('Plan').get(planRef)?.spec ?? {}
  return active && quantity <= capacity - claimedTickets(decision, claim => planRefOf(claim, watchOf) === planRef)
}

/** I4: when announced money has failed, the order has as much time to pay as a new one. */
function failureFault({ name, spec }: Write, { known, watchOf, at }: Decision): string | undefined {
  if (spec.pending !== false || known.get(name)?.spec.pending !== true) return undefined
  const { holdMinutes = 0 } = watchOf('Plan').get(spec.planRef ?? '')?.spec ?? {}
  // Times are stored in whole seconds.
  if (Date.parse(spec.heldUntil ?? '') > at + holdMinutes * 60_000 - 1_000) return undefined
  return `failedMoneyLeavesTime: "${name}" is held until ${spec.heldUntil}, for less than ${holdMinutes} minutes`
}

function arrivalOf(name: string, reservation: ReservationSpec | undefined, watchOf: Decision['watchOf']): number {
  const order = watchOf('Order').get(name)
  return Date.parse(reservation?.waitingSince ?? order?.metadata.creationTimestamp ?? '')
}

function firstFault<T>(list: readonly T[], fault: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = fault(one)
    if (found !== undefined) return found
  }
  return undefined
}
