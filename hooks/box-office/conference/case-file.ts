import { isDeepStrictEqual } from 'node:util'
import type { Case } from '../../rules/box-office/decide.ts'
import type { Reached } from '../../rules/box-office/desk.ts'
import type { Order as OrderFacts } from '../../rules/box-office/order.ts'
import type { Stored } from '../../rules/reservation.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import type { Reservation, ReservationSpec } from '../../schema/reservation.ts'
import { storedFacts } from '../objects/facts.ts'
import { reservationObject, type Write } from '../objects/reservation-object.ts'

/** A reservation as it was observed: what the rules read of it, and what a write that replaces it needs. */
export interface Observed {
  stored: Stored
  base: ObjectMeta
  createdAt: string
}

/** A write and its progress. One that is under way ends soon; one that was refused is held back, and sent again later. */
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
  /** What the watch shows. */
  watched?: Observed | undefined
  /** The answer to an own write that is newer than what the watch shows. */
  own?: Observed | undefined
  /** A write whose outcome is not known yet: it counts as done, beside what is observed. */
  inFlight?: Flight | undefined
  /** The resourceVersion of the order. */
  orderVersion?: bigint | undefined
  /** How far the watch of the reservations had come when it showed none of a confirmed order: see unreservedVersion(). */
  unreservedSince?: bigint | undefined
  /** Since when the order of the reservation has not been seen, in milliseconds since 1970. */
  strayedAt?: number | undefined
  /** The uid of an order of which the API server said that it does not exist. */
  goneUid?: string | undefined
}

/** What counts as stored: the newer of what the watch shows and what a write of ours was answered with. */
export function latestObservation({ own, watched }: CaseFile): Observed | undefined {
  return own ?? watched
}

/** The resourceVersion of what counts as stored; 0 of nothing. */
export function versionOf(file: CaseFile): bigint {
  return latestObservation(file)?.stored.version ?? 0n
}

/** The spec that a write in flight would store. */
export function inFlightOf({ inFlight }: CaseFile): ReservationSpec | undefined {
  return inFlight?.write.spec
}

// No watch ever comes as far.
const never = 2n ** 64n

/** The same to be kept: undefined while the watch has not come as far as the order is seen. */
export function noteUnreserved(file: CaseFile, reached: Reached): bigint | undefined {
  const since = unreservedVersion(file, reached)
  return since === never ? undefined : since
}

/**
 * The resourceVersion up to which the watch of the reservations showed none of this order. Before the watch has come as far as
 * the order is seen that says nothing: a confirmed order had its reservation before it was confirmed.
 */
export function unreservedVersion(file: CaseFile, { reservations }: Reached): bigint {
  return file.unreservedSince ?? (reservations >= (file.orderVersion ?? 0n) ? reservations : never)
}

/** Whether a reservation is of the order of this name that is seen. */
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

/** A younger order of its name shows that its own is gone, and so does the API server; nobody collects it without an owner. */
function isAbandoned({ orderCreatedAt = '', goneUid }: CaseFile, { stored, createdAt, base }: Observed): boolean {
  const isCollected = base.ownerReferences?.some(({ kind }) => kind === 'Order') === true
  return !isCollected && (createdAt < orderCreatedAt || goneUid === stored.reservation.orderUid)
}

/** A stored reservation, as it is kept. */
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

/** A reservation of which nobody but the box office wrote anything: its metadata follows from the rest, and takes no memory. */
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
