import type { ArchivedObject } from '../schema/backup.ts'
import { type Renewals, reservationAnew, type Said, statusAnew, ticketAnew } from './generations.ts'

const uid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const lastApplied = 'metacontroller.k8s.io/last-applied-configuration'

/**
 * An object that says the new uids and generations wherever it said the old ones: in its owners, labels, annotations, spec
 * and status. What was not restored keeps the uid it had.
 */
export function renewed(object: ArchivedObject, renewals: Renewals): ArchivedObject {
  const own = renewals.get(object.metadata.uid)
  const said = appliedAnew(factsAnew(object, object.kind, renewals), object.kind, renewals)
  const status = object.status && own ? { status: statusAnew(object.status, own) } : {}
  return JSON.parse(JSON.stringify({ ...said, ...status }).replaceAll(uid, old => renewals.get(old)?.uid ?? old))
}

function factsAnew<T extends Said>(said: T, kind: string, renewals: Renewals): T {
  if (kind === 'Reservation') return reservationAnew(said, renewals)
  if (kind === 'Ticket') return ticketAnew(said, renewals)
  return said
}

/** By what it wrote down here the engine knows what it may change and remove (Metacontroller, dynamic apply). */
function appliedAnew(object: ArchivedObject, kind: string, renewals: Renewals): ArchivedObject {
  const { metadata } = object
  const applied = parsed(metadata.annotations?.[lastApplied])
  if (applied === undefined) return object
  const text = JSON.stringify(factsAnew(applied, kind, renewals))
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [lastApplied]: text } } }
}

/** Undefined for what the engine did not write: of a namespace other people may write annotations as well. */
function parsed(text = ''): Said | undefined {
  try {
    const said = JSON.parse(text)
    return typeof said?.metadata === 'object' ? said : undefined
  } catch {
    return undefined
  }
}
