import { nextBoundary } from '../../rules/box-office/dates.ts'
import { prefixOf } from '../../rules/box-office/plan.ts'
import { countedEntries } from '../../rules/ledger.ts'
import { seatPrefix } from '../../rules/reservation.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { couponFacts, orderFacts, planFacts, poolFacts } from '../objects/facts.ts'
import { observe } from './case-file/observed.ts'
import type { Records } from './records/records.ts'

interface Kinds {
  Plan: Plan
  SeatPool: SeatPool
  Coupon: Coupon
  Order: Order
  Payment: Payment
  Reservation: Reservation
}

/**
 * An object that a list or a watch shows. `object` is undefined after its deletion; `version` is the resourceVersion of
 * that state, or of the deletion.
 */
export type Sighting = {
  [Kind in keyof Kinds]: { kind: Kind; name: string; object: Kinds[Kind] | undefined; version: bigint }
}[keyof Kinds]

/** Records an object that a list or a watch shows, at a time in milliseconds since 1970. */
export function takeSighting(records: Records, sight: Sighting, at: number): void {
  switch (sight.kind) {
    case 'Plan':
      takePlan(records, sight, at)
      break
    case 'SeatPool':
      takePool(records, sight)
      break
    case 'Coupon':
      takeCoupon(records, sight, at)
      break
    case 'Order':
      takeOrder(records, sight, at)
      break
    case 'Payment':
      takePayment(records, sight)
      break
    case 'Reservation':
      takeReservation(records, sight, at)
  }
}

type SightingOf<Kind extends keyof Kinds> = Sighting & { kind: Kind }

function takePlan(records: Records, { name, object }: SightingOf<'Plan'>, at: number): void {
  const { plans, plansBySeats, saleDates, wakeOrders } = records
  const before = plans.get(name)?.object
  const facts = object && planFacts(object)
  if (object === undefined || facts === undefined) plans.delete(name)
  else plans.set(name, { object, facts })
  // A change of the status alone affects no order. It must not replace a sale date that has passed and woke nobody yet.
  if (object !== undefined && hasSameSpec(before, object)) return
  plansBySeats.set(name, facts && prefixOf(facts))
  saleDates.set(name, facts && nextBoundary(facts, at))
  wakeOrders('plan', name)
}

function takePool({ pools, plansSharing, wakeOrders }: Records, { name, object }: SightingOf<'SeatPool'>): void {
  const before = pools.get(name)?.object
  if (object === undefined) pools.delete(name)
  else pools.set(name, { object, facts: poolFacts(object) })
  if (object !== undefined && hasSameSpec(before, object)) return
  for (const planRef of plansSharing(seatPrefix({ poolRef: name }))) wakeOrders('plan', planRef)
}

function hasSameSpec(before: Plan | SeatPool | undefined, { metadata, spec }: Plan | SeatPool): boolean {
  return before?.metadata.uid === metadata.uid && JSON.stringify(before.spec) === JSON.stringify(spec)
}

function takeCoupon(
  { coupons, couponEnds, wakeOrders }: Records,
  { name, object }: SightingOf<'Coupon'>,
  at: number,
): void {
  const facts = object && couponFacts(object)
  if (facts === undefined) coupons.delete(name)
  else coupons.set(name, facts)
  const { validUntil = at } = facts ?? {}
  couponEnds.set(name, validUntil > at ? validUntil : undefined)
  wakeOrders('coupon', name)
}

function takeOrder(records: Records, { name, object, version }: SightingOf<'Order'>, at: number): void {
  const file = records.fileOf(name)
  file.order = object && orderFacts(object, records.payments.entriesOf(object.metadata.uid))
  file.orderCreatedAt = object?.metadata.creationTimestamp
  file.orderVersion = object && version
  records.refresh(file, at)
}

function takePayment({ payments, ordersOf, files, due }: Records, { name, object }: SightingOf<'Payment'>): void {
  for (const uid of payments.set(name, object)) {
    for (const orderName of ordersOf.uid.namesOf(uid)) {
      const file = files.get(orderName)
      if (file?.order !== undefined) {
        const entries = countedEntries(payments.entriesOf(uid), file.order.placedAt)
        file.order = { ...file.order, entries }
      }
      due.add(orderName)
    }
  }
}

function takeReservation(records: Records, { name, object, version }: SightingOf<'Reservation'>, at: number): void {
  const file = records.fileOf(name)
  file.watched = object && observe(object)
  if (file.own !== undefined && file.own.stored.version <= version) file.own = undefined
  // The object that a write of unknown outcome replaces has changed, so the write was stored or never will be.
  const { state, write } = file.inFlight ?? {}
  const before = BigInt(write?.base?.resourceVersion ?? '0')
  if (state === 'unknown' && version > before && (object !== undefined || write?.base !== undefined))
    file.inFlight = undefined
  records.refresh(file, at)
}
