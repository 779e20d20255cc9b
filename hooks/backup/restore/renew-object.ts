import type { ArchivedObject, NewObject } from '../../schema/backup.ts'
import { lastAppliedAnnotation } from '../../schema/envelope.ts'
import { firstUidAnnotation } from '../../schema/first-uid.ts'
import { gatewayKeyAnnotation } from '../../schema/money/gateway-key.ts'
import { type ObjectFacts, type Renewals, renewReservation, renewStatus, renewTicket } from './generations.ts'

const uid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * Replaces all old uids and generations in an object by the new ones: in its owners, labels, annotations, spec and status.
 * The uid of an object that was not restored is kept, and so are the first uid of an object, and the key under which a
 * gateway knows a checkout.
 */
export function renewObject(object: ArchivedObject, renewals: Renewals): ArchivedObject {
  const own = renewals.get(object.metadata.uid)
  const facts = renewLastApplied(renewFacts(object, object.kind, renewals), object.kind, renewals)
  const status = object.status && own ? { status: renewStatus(object.status, own) } : {}
  const text = JSON.stringify({ ...facts, ...status }).replaceAll(uid, old => renewals.get(old)?.uid ?? old)
  return withLastingUids(object, JSON.parse(text))
}

/** The renewed object with the first uid and the key at the gateway of the old one, where that has them. */
function withLastingUids({ metadata: { annotations } }: ArchivedObject, renewed: ArchivedObject): ArchivedObject {
  const lasting = [firstUidAnnotation, gatewayKeyAnnotation].flatMap(name => {
    const value = annotations?.[name]
    return value === undefined ? [] : [[name, value]]
  })
  if (lasting.length === 0) return renewed
  const { metadata } = renewed
  const kept = { ...metadata.annotations, ...Object.fromEntries(lasting) }
  return { ...renewed, metadata: { ...metadata, annotations: kept } }
}

function renewFacts<T extends ObjectFacts>(facts: T, kind: string, renewals: Renewals): T {
  if (kind === 'Reservation') return renewReservation(facts, renewals)
  if (kind === 'Ticket') return renewTicket(facts, renewals)
  return facts
}

/** The engine reads this annotation to know which fields it may change and remove (Metacontroller, dynamic apply). */
function renewLastApplied(object: ArchivedObject, kind: string, renewals: Renewals): ArchivedObject {
  const { metadata } = object
  const applied = parseLastApplied(metadata.annotations?.[lastAppliedAnnotation])
  if (applied === undefined) return object
  const text = JSON.stringify(renewFacts(applied, kind, renewals))
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [lastAppliedAnnotation]: text } },
  }
}

/** Undefined for a text that the engine did not write: people can annotate a namespace too. */
function parseLastApplied(text = ''): ObjectFacts | undefined {
  try {
    const facts = JSON.parse(text)
    return typeof facts?.metadata === 'object' ? facts : undefined
  } catch {
    return undefined
  }
}

/**
 * The object to create for an archived one, with the fields that people and hooks wrote. It names only owners
 * that are restored.
 */
export function newObject(object: ArchivedObject, renewals: Renewals): NewObject {
  const owners = object.metadata.ownerReferences?.filter(owner => renewals.has(owner.uid)) ?? []
  const owned = { ...object, metadata: { ...object.metadata, ownerReferences: owners } }
  const { apiVersion, kind, metadata, spec } = renewObject(owned, renewals)
  const { name, namespace, labels, annotations, ownerReferences = [] } = metadata
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(ownerReferences.length > 0 && { ownerReferences }),
    },
    // Kubernetes itself writes the spec of a namespace.
    ...(spec && kind !== 'Namespace' && { spec }),
  }
}
