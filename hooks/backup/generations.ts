import type { ArchivedObject } from '../schema/backup.ts'
import { generationAnnotation, reservationAnnotation } from '../sync/order-children.ts'

/** What the API server gives anew when an object is restored. A generation counts the changes of a spec, and starts again. */
export interface Renewal {
  uid: string
  generation: { was: number; is: number }
}

/** What was restored, by the uid it had. */
export type Renewals = ReadonlyMap<string, Renewal>

/** An object, or what the engine wrote down of it. */
export type ObjectFacts = Pick<ArchivedObject, 'metadata' | 'spec'>

/** A reservation says which generation of its order it answers. */
export function renewReservation<T extends ObjectFacts>(reservation: T, renewals: Renewals): T {
  const { spec } = reservation
  const order = renewals.get(String(spec?.['orderUid']))
  if (order === undefined || typeof spec?.['orderGeneration'] !== 'number') return reservation
  return { ...reservation, spec: { ...spec, orderGeneration: renewGeneration(spec['orderGeneration'], order) } }
}

/** A ticket says for which generation of its order, and for which one of its reservation, it was made. */
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

/** Where people can write annotations, what is no number told nothing, and goes on telling nothing. */
function isNumber(text: string): boolean {
  return /^[0-9]{1,15}$/.test(text)
}

/** Whether a hook has given it a status: Metacontroller says then which generation it answers. Before that it is the API server's. */
export function isAnswered({ status }: ArchivedObject): boolean {
  return status?.['observedGeneration'] !== undefined
}

/** A status says, in all and in each condition, which generation it answers. */
export function renewStatus(status: Record<string, unknown>, own: Renewal): Record<string, unknown> {
  const { conditions } = status as { conditions?: Record<string, unknown>[] }
  return {
    ...renewObservedGeneration(status, own),
    ...(conditions && { conditions: conditions.map(one => renewObservedGeneration(one, own)) }),
  }
}

function renewObservedGeneration(said: Record<string, unknown>, own: Renewal): Record<string, unknown> {
  const { observedGeneration } = said
  if (typeof observedGeneration !== 'number') return said
  return { ...said, observedGeneration: renewGeneration(observedGeneration, own) }
}

/** What was said of the latest generation holds of the new one; what was said of an earlier one is as far behind, from 0 on. */
function renewGeneration(said: number, { generation: { was, is } }: Renewal): number {
  return Math.max(0, is + said - was)
}
