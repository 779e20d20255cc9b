import type { ArchivedObject } from '../../schema/backup.ts'
import { newCheckout } from '../../schema/money/checkout.ts'
import { generationAnnotation, reservationAnnotation } from '../../sync/order/children.ts'

/**
 * The uid and the generation that the API server gives a restored object. A generation counts the changes of a spec, and
 * starts again with the new object.
 */
export interface Renewal {
  uid: string
  generation: { was: number; is: number }
}

/** The renewals of restored objects, by their old uid. */
export type Renewals = ReadonlyMap<string, Renewal>

/** The renewed parts of an object, or of the engine's last-applied annotation. */
export type ObjectFacts = Pick<ArchivedObject, 'metadata' | 'spec'>

/** A reservation refers to a generation of its order. */
export function renewReservation<T extends ObjectFacts>(reservation: T, renewals: Renewals): T {
  const { spec } = reservation
  const order = renewals.get(String(spec?.['orderUid']))
  if (order === undefined || typeof spec?.['orderGeneration'] !== 'number') return reservation
  return { ...reservation, spec: { ...spec, orderGeneration: renewGeneration(spec['orderGeneration'], order) } }
}

/** A ticket refers to the generations of its order and of its reservation for which it was created. */
export function renewTicket<T extends ObjectFacts>(ticket: T, renewals: Renewals): T {
  const { metadata } = ticket
  const { [generationAnnotation]: ofOrder = '', [reservationAnnotation]: version = '' } = metadata.annotations ?? {}
  const [reservationUid = '', ofReservation = ''] = version.split('/')
  const order = renewals.get(metadata.labels?.['controller-uid'] ?? '')
  const reservation = renewals.get(reservationUid)
  const annotations = {
    ...metadata.annotations,
    ...(order && isNumber(ofOrder) && { [generationAnnotation]: `${renewGeneration(Number(ofOrder), order)}` }),
    ...(reservation &&
      isNumber(ofReservation) && {
        [reservationAnnotation]: `${reservationUid}/${renewGeneration(Number(ofReservation), reservation)}`,
      }),
  }
  return { ...ticket, metadata: { ...metadata, ...(metadata.annotations && { annotations }) } }
}

/** People can write annotations too, so a value that is no number is kept unchanged. */
function isNumber(text: string): boolean {
  return /^[0-9]{1,15}$/.test(text)
}

/**
 * Whether a program has written the status. Metacontroller (for the hooks) and the box office set observedGeneration; the
 * cashier changes the reason that new objects have by default. Any other status is a default, or Kubernetes wrote it.
 */
export function isAnswered({ kind, status }: Pick<ArchivedObject, 'kind' | 'status'>): boolean {
  if (kind === 'Checkout' || kind === 'Refund') return status !== undefined && status['reason'] !== newCheckout.reason
  return status?.['observedGeneration'] !== undefined
}

/** A status refers to the generation that it answers, and so does each of its conditions. */
export function renewStatus(status: Record<string, unknown>, own: Renewal): Record<string, unknown> {
  const { conditions } = status as { conditions?: Record<string, unknown>[] }
  return {
    ...renewObservedGeneration(status, own),
    ...(conditions && { conditions: conditions.map(one => renewObservedGeneration(one, own)) }),
  }
}

function renewObservedGeneration(answer: Record<string, unknown>, own: Renewal): Record<string, unknown> {
  const { observedGeneration } = answer
  if (typeof observedGeneration !== 'number') return answer
  return { ...answer, observedGeneration: renewGeneration(observedGeneration, own) }
}

/** Maps the latest old generation to the new one. Earlier ones keep their distance to it, down to 0. */
function renewGeneration(old: number, { generation: { was, is } }: Renewal): number {
  return Math.max(0, is + old - was)
}
