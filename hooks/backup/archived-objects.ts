import type { ArchivedKind, ArchivedObject } from '../schema/backup.ts'
import type { OwnerReference } from '../schema/crd/object.ts'

/** The objects of a conference that a backup keeps, and the number of the other ones, by kind. */
export interface Selection {
  objects: ArchivedObject[]
  leftOut: Partial<Record<ArchivedKind, number>>
}

/** Kinds that cannot exist without their owner: the garbage collector would delete them. */
const owned: readonly ArchivedKind[] = ['Buyer', 'Payment', 'Checkout', 'Refund', 'Reservation', 'Ticket']
/** The kinds among them that belong to their order without being controlled by it. */
const uncontrolled: readonly ArchivedKind[] = ['Buyer', 'Checkout', 'Refund']

/**
 * Leaves out objects that are being deleted, together with everything they own: an order owns its buyer, its payments,
 * checkouts and refunds, its reservation and its tickets. Owners must precede the objects that they own.
 */
export function selectObjects(observed: readonly ArchivedObject[]): Selection {
  const objects: ArchivedObject[] = []
  const leftOut: Selection['leftOut'] = {}
  const uids = new Set<string>()
  for (const object of observed) {
    if (isBeingDeleted(object) || !ownerUidsOf(object).every(uid => uids.has(uid))) {
      leftOut[object.kind] = (leftOut[object.kind] ?? 0) + 1
    } else {
      objects.push(object)
      uids.add(object.metadata.uid)
    }
  }
  return { objects, leftOut }
}

function isBeingDeleted({ metadata: { deletionTimestamp } }: ArchivedObject): boolean {
  return deletionTimestamp !== undefined
}

/** The uids of the objects that must exist for this one to make sense. */
function ownerUidsOf({ kind, metadata, spec }: ArchivedObject): string[] {
  if (!owned.includes(kind)) return []
  const isMaster = (owner: OwnerReference) =>
    uncontrolled.includes(kind) ? owner.kind === 'Order' : owner.controller === true
  const master = (metadata.ownerReferences ?? []).find(isMaster)
  const order = kind === 'Reservation' ? String(spec?.['orderUid']) : undefined
  return [master?.uid ?? '', ...(order === undefined ? [] : [order])]
}

/** The objects of a kind, in the order in which a restore creates them. */
export function sequenceOf(kind: ArchivedKind, objects: readonly ArchivedObject[]): ArchivedObject[] {
  const all = objects.filter(object => object.kind === kind)
  if (kind === 'Order') return all.sort(byArrival)
  // If two reservations claim one seat, the box office leaves it to the one with the earlier resourceVersion.
  return all.sort((a, b) => versionOf(a) - versionOf(b))
}

function byArrival(a: ArchivedObject, b: ArchivedObject): number {
  const [earlier, later] = [a.metadata, b.metadata]
  const times = Date.parse(earlier.creationTimestamp) - Date.parse(later.creationTimestamp)
  return times || Number(earlier.name > later.name) - Number(earlier.name < later.name)
}

function versionOf({ metadata: { resourceVersion = '0' } }: ArchivedObject): number {
  return Number(resourceVersion)
}
