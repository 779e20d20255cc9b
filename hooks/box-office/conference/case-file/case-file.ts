import type { Case } from '../../../rules/box-office/decide.ts'
import type { OrderFacts } from '../../../rules/box-office/order.ts'
import type { ReservationSpec } from '../../../schema/reservation.ts'
import type { Write } from '../../objects/reservation-object.ts'
import type { Observed } from './observed.ts'

/** A write and its progress. A write under way ends soon. A write that is held back is settled later, then decided anew. */
export interface Flight {
  write: Write
  state: 'under way' | 'held back' | 'unknown'
}

/** Everything known under one name: an order, and the reservation of that name. */
export interface CaseFile {
  name: string
  order?: OrderFacts | undefined
  /** The time at which the order was created (RFC 3339, whole seconds). */
  orderCreatedAt?: string | undefined
  /** The reservation that the watch shows. */
  watched?: Observed | undefined
  /** The API server's answer to a write of ours, while it is newer than the view of the watch. */
  own?: Observed | undefined
  /** A write without a known outcome: it counts as stored, in addition to the observed reservation. */
  inFlight?: Flight | undefined
  /** The resourceVersion of the order. */
  orderVersion?: bigint | undefined
  /** The version that the reservation watch had reached without a reservation of the confirmed order (unreservedVersion). */
  unreservedSince?: bigint | undefined
  /** The time since which no view shows the order of the reservation, in milliseconds since 1970. */
  strayedAt?: number | undefined
  /** The uid of an order that does not exist, by the answer of the API server. */
  goneUid?: string | undefined
}

/** The reservation that counts as stored: the answer to a write of ours while it is newer, otherwise the view of the watch. */
export function latestObservation({ own, watched }: CaseFile): Observed | undefined {
  return own ?? watched
}

/** The resourceVersion of the reservation that counts as stored; 0 without one. */
export function versionOf(file: CaseFile): bigint {
  return latestObservation(file)?.stored.version ?? 0n
}

/** The spec that the write in flight would store. */
export function inFlightOf({ inFlight }: CaseFile): ReservationSpec | undefined {
  return inFlight?.write.spec
}

/** Whether a reservation belongs to the order that the watch shows under this name. */
export function isOfOrder({ order }: CaseFile, observed: Observed | undefined): boolean {
  return order !== undefined && observed?.stored.reservation.orderUid === order.uid
}

/**
 * The order to decide on, with its reservation. Undefined if no order is visible, or if the reservation of another order
 * has the name. An abandoned reservation (no order is its owner, and its order is deleted) is no obstacle: the new order
 * takes it over.
 */
export function caseOf(file: CaseFile): Case | undefined {
  const { order } = file
  if (order === undefined) return undefined
  const observed = latestObservation(file)
  if (observed === undefined) return { order }
  if (isOfOrder(file, observed)) return { order, stored: observed.stored }
  return isAbandoned(file, observed) ? { order } : undefined
}

/**
 * Whether the order of a reservation no longer exists, and nothing will delete the reservation. A younger order of its name,
 * or an answer of the API server, proves the first. The garbage collector does not delete a reservation that has no order as
 * owner.
 */
function isAbandoned({ orderCreatedAt = '', goneUid }: CaseFile, { stored, createdAt, base }: Observed): boolean {
  const isCollected = base.ownerReferences?.some(({ kind }) => kind === 'Order') === true
  return !isCollected && (createdAt < orderCreatedAt || goneUid === stored.reservation.orderUid)
}
