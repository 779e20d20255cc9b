import { isDeepStrictEqual } from 'node:util'
import type { Stored } from '../../../rules/reservation.ts'
import type { ObjectMeta } from '../../../schema/crd/object.ts'
import type { Reservation } from '../../../schema/reservation.ts'
import { storedFacts } from '../../objects/facts.ts'
import { reservationObject } from '../../objects/reservation-object.ts'

/** A reservation as it was observed: the facts for the rules, and the metadata for a write that replaces it. */
export interface Observed {
  stored: Stored
  base: ObjectMeta
  createdAt: string
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
