import { isDeepStrictEqual } from 'node:util'
import type { Case } from '../../rules/box-office/decide.ts'
import type { Reached } from '../../rules/box-office/desk.ts'
import type { OrderFacts } from '../../rules/box-office/order.ts'
import type { Stored } from '../../rules/reservation.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import type { Reservation, ReservationSpec } from '../../schema/reservation.ts'
import { storedFacts } from '../objects/facts.ts'
import { reservationObject, type Write } from '../objects/reservation-object.ts'

/** A reservation as it was observed: the facts for the rules, and the metadata for a write that replaces it. */
export interface Observed {
  stored: Stored
  base: ObjectMeta
  createdAt: string
}

/** A write and its progress. A write under way ends soon; a refused write is held back and sent again later. */
export interface Flight {
  write: Write
  state: 'under way' | 'held back' | 'unknown'
}

/** Everything known under one name: an order, and the reservation of that name. */
export interface CaseFile {
  name: string
  order?: OrderFacts | undefined
  /** When the order was created (RFC 3339, whole seconds). */
  orderCreatedAt?: string | undefined
  /** The reservation that the watch shows. */
  watched?: Observed | undefined
  /** The answer to a write of ours, while it is newer than the view of the watch. */
  own?: Observed | undefined
  /** A write without a known outcome: it counts as stored, in addition to the observed reservation. */
  inFlight?: Flight | undefined
  /** The resourceVersion of the order. */
  orderVersion?: bigint | undefined
  /** The progress of the reservation watch when it showed none of a confirmed order (see unreservedVersion). */
  unreservedSince?: bigint | undefined
  /** The time since which no view shows the order of the reservation, in milliseconds since 1970. */
  strayedAt?: number | undefined
  /** The uid of an order that does not exist, by the answer of the API server. */
  goneUid?: string | undefined
}

/** The reservation that counts as stored: the answer to a write of ours while that is newer, else the view of the watch. */
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

// A version that no watch ever reaches.
const unreachableVersion = 2n ** 64n

/** The value to keep as `unreservedSince`; undefined until the reservation watch reaches the version of the order. */
export function noteUnreserved(file: CaseFile, reached: Reached): bigint | undefined {
  const since = unreservedVersion(file, reached)
  return since === unreachableVersion ? undefined : since
}

/**
 * The resourceVersion up to which the reservation watch showed no reservation of this order. It counts only once the watch
 * has reached the version of the order, because a confirmed order had its reservation before it was confirmed.
 */
export function unreservedVersion(file: CaseFile, { reservations }: Reached): bigint {
  return file.unreservedSince ?? (reservations >= (file.orderVersion ?? 0n) ? reservations : unreachableVersion)
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
 * Whether its order no longer exists and nothing else will delete it. A younger order of its name, or an answer of the API
 * server, proves the first. The garbage collector does not delete a reservation that has no order as owner.
 */
function isAbandoned({ orderCreatedAt = '', goneUid }: CaseFile, { stored, createdAt, base }: Observed): boolean {
  const isCollected = base.ownerReferences?.some(({ kind }) => kind === 'Order') === true
  return !isCollected && (createdAt < orderCreatedAt || goneUid === stored.reservation.orderUid)
}

/** Converts a stored reservation to the form that a case file keeps. */
export function observe(object: Reservation): Observed {
  const {
    managedFields: _,
    generation: _generation,
    ...base
  } = object.metadata as ObjectMeta & { managedFields?: unknown }
  const stored = storedFacts(object)
  const plain = new PlainObserved(stored, base)
  return isDeepStrictEqual(plain.base, base) ? plain : { stored, base, createdAt: base.creationTimestamp }
}

/** A reservation that only the box office wrote: its metadata follows from its spec, and takes no memory. */
class PlainObserved implements Observed {
  readonly stored: Stored
  readonly createdAt: string
  readonly #uid: string
  readonly #namespace: string

  constructor(stored: Stored, { uid, namespace, creationTimestamp }: ObjectMeta) {
    this.stored = stored
    this.createdAt = creationTimestamp
    this.#uid = uid
    this.#namespace = String(namespace)
  }

  get base(): ObjectMeta {
    const { reservation, version } = this.stored
    const { orderRef: name, orderUid: uid } = reservation
    const written = { name, spec: reservation, order: { name, uid } }
    return {
      ...reservationObject(written, this.#namespace).metadata,
      uid: this.#uid,
      resourceVersion: String(version),
      creationTimestamp: this.createdAt,
    }
  }
}
