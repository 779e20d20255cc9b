import type { OrderFacts } from '../../rules/box-office/order.ts'
import type { CouponFacts, PlanFacts, PoolFacts } from '../../rules/box-office/plan.ts'
import { countedEntries, type Entry } from '../../rules/ledger.ts'
import { amountInMinorUnits } from '../../rules/money.ts'
import type { ReservationFacts, Stored } from '../../rules/reservation.ts'
import { milliseconds } from '../../rules/time.ts'
import type { ObjectMeta, OwnerReference } from '../../schema/crd/object.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { Reservation } from '../../schema/reservation.ts'

/** Converts a stored plan to the facts of the rules. */
export function planFacts({ metadata: { name }, spec }: Plan): PlanFacts {
  const { price, currency, active, capacity, poolRef, salesStart, salesEnd, maxPerOrder, hidden = false } = spec
  const { holdMinutes, maxHoldMinutes = holdMinutes, offerMinutes = holdMinutes, pendingHours = 0 } = spec
  return {
    name,
    price,
    currency,
    active,
    capacity,
    poolRef,
    salesStart: timeOf(salesStart),
    salesEnd: timeOf(salesEnd),
    maxPerOrder,
    hidden,
    holdMinutes,
    maxHoldMinutes,
    offerMinutes,
    pendingHours,
  }
}

/** Converts a stored pool of seats to the facts of the rules. */
export function poolFacts({ metadata: { name }, spec: { capacity } }: SeatPool): PoolFacts {
  return { name, capacity }
}

function timeOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : milliseconds(time)
}

/** Converts a stored coupon to the facts of the rules. */
export function couponFacts({ metadata: { name }, spec }: Coupon): CouponFacts {
  const { validUntil, ...limits } = spec
  return { name, ...limits, validUntil: timeOf(validUntil) }
}

/** Converts a stored order and its ledger entries to the facts of the rules. */
export function orderFacts({ metadata, spec, status }: Order, entries: readonly Entry[] = []): OrderFacts {
  const { name, uid, generation = 0, deletionTimestamp } = metadata
  const { planRef, couponRef, price, quantity, holdUntil, cancelled = false } = spec
  const { payment = 'PENDING', quantity: tickets = 0, reason, message, paid, currency } = status ?? {}
  const { seats, poolRef, observedGeneration } = status ?? {}
  return {
    name,
    uid,
    generation,
    placedAt: placedAt(metadata),
    planRef,
    couponRef,
    price,
    quantity,
    holdUntil: timeOf(holdUntil),
    cancelled,
    deleting: deletionTimestamp !== undefined,
    entries: countedEntries(entries, placedAt(metadata)),
    status: { payment, quantity: tickets, reason, message, paid, currency, seats, poolRef, observedGeneration },
  }
}

/** Converts a stored payment to a ledger entry; undefined for an amount that its currency cannot express. */
export function entryOf({ spec }: Payment): Entry | undefined {
  const { provider, transactionId, state, gross, currency, occurredAt, parentTransactionId } = spec
  if (amountInMinorUnits(gross, currency) === undefined) return undefined
  return {
    provider,
    transactionId,
    state,
    gross,
    currency,
    ...(occurredAt !== undefined && { occurredAt }),
    ...(parentTransactionId !== undefined && { parentTransactionId }),
  }
}

/**
 * Converts a stored reservation to the facts of the rules. Up to 0.2.0 a plan owned its reservations, and their spec did not
 * name it.
 */
export function storedFacts({ metadata, spec }: Reservation): Stored {
  const { resourceVersion = '0', labels } = metadata
  const owner = controllerOf(metadata)
  const planRef = spec.planRef ?? (owner?.kind === 'Plan' ? owner.name : undefined)
  const isOrders = owner?.kind === 'Order' && owner.uid === spec.orderUid
  return {
    reservation: { ...withReadableTimes(spec), ...(planRef !== undefined && { planRef }) },
    version: BigInt(resourceVersion),
    isOwned: isOrders && labels?.['controller-uid'] === spec.orderUid && spec.planRef !== undefined,
  }
}

const times = ['heldUntil', 'heldSince', 'waitingSince', 'reconsiderUntil'] as const

/**
 * Until 0.2.0 the API server stored times that do not exist, such as 2026-11-20T08:00:00+30:00. They are left out here: a hold
 * of something scarce without an end gets a new end, but with an unreadable end it would never lapse.
 */
function withReadableTimes(facts: ReservationFacts): ReservationFacts {
  const unreadable = times.filter(name => facts[name] !== undefined && Number.isNaN(milliseconds(facts[name])))
  if (unreadable.length === 0) return facts
  const kept = { ...facts }
  for (const name of unreadable) delete kept[name]
  return kept
}

/** The owner that is the controller of an object; an object has at most one (Kubernetes: Owners and Dependents). */
export function controllerOf({ ownerReferences = [] }: ObjectMeta): OwnerReference | undefined {
  return ownerReferences.find(({ controller }) => controller === true)
}
