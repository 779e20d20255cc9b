import type { ArchivedKind, ArchivedObject } from '../schema/backup.ts'

/** What of a conference belongs into a backup, and how many objects do not, by kind. */
export interface Selection {
  objects: ArchivedObject[]
  leftOut: Partial<Record<ArchivedKind, number>>
}

/** Kinds that are nothing without their controller: the garbage collector would remove them. */
const owned: readonly ArchivedKind[] = ['Payment', 'Reservation', 'Ticket']

/**
 * Leaves out what is on its way out, and what belongs to such: an order that is being deleted goes with its payments, its
 * reservation and its tickets. What follows must come after what it belongs to.
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

/** The uids without which an object means nothing. */
function ownerUidsOf({ kind, metadata, spec }: ArchivedObject): string[] {
  if (!owned.includes(kind)) return []
  const controller = (metadata.ownerReferences ?? []).find(owner => owner.controller === true)
  const order = kind === 'Reservation' ? String(spec?.['orderUid']) : undefined
  return [controller?.uid ?? '', ...(order === undefined ? [] : [order])]
}
