import type { ArchivedObject } from '../schema/backup.ts'
import { type ObjectFacts, type Renewals, renewReservation, renewStatus, renewTicket } from './generations.ts'

const uid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const lastApplied = 'metacontroller.k8s.io/last-applied-configuration'

/**
 * An object that says the new uids and generations wherever it said the old ones: in its owners, labels, annotations, spec
 * and status. What was not restored keeps the uid it had.
 */
export function renewObject(object: ArchivedObject, renewals: Renewals): ArchivedObject {
  const own = renewals.get(object.metadata.uid)
  const said = renewLastApplied(renewFacts(object, object.kind, renewals), object.kind, renewals)
  const status = object.status && own ? { status: renewStatus(object.status, own) } : {}
  return JSON.parse(JSON.stringify({ ...said, ...status }).replaceAll(uid, old => renewals.get(old)?.uid ?? old))
}

function renewFacts<T extends ObjectFacts>(said: T, kind: string, renewals: Renewals): T {
  if (kind === 'Reservation') return renewReservation(said, renewals)
  if (kind === 'Ticket') return renewTicket(said, renewals)
  return said
}

/** By what it wrote down here the engine knows what it may change and remove (Metacontroller, dynamic apply). */
function renewLastApplied(object: ArchivedObject, kind: string, renewals: Renewals): ArchivedObject {
  const { metadata } = object
  const applied = parseLastApplied(metadata.annotations?.[lastApplied])
  if (applied === undefined) return object
  const text = JSON.stringify(renewFacts(applied, kind, renewals))
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [lastApplied]: text } } }
}

/** Undefined for what the engine did not write: of a namespace other people may write annotations as well. */
function parseLastApplied(text = ''): ObjectFacts | undefined {
  try {
    const said = JSON.parse(text)
    return typeof said?.metadata === 'object' ? said : undefined
  } catch {
    return undefined
  }
}
