import { type ArchivedKind, type ArchivedObject, archivedKinds } from '../schema/backup.ts'

/** The objects of a kind, in the order in which they are to be made again. */
export function sequenceOf(kind: ArchivedKind, objects: readonly ArchivedObject[]): ArchivedObject[] {
  const all = objects.filter(object => object.kind === kind)
  if (kind === 'Order') return all.sort(byArrival)
  // Of two that claim one seat the box office lets the one with the earlier resourceVersion keep it.
  return all.sort((a, b) => versionOf(a) - versionOf(b))
}

/** All of them. */
export function wholeSequence(objects: readonly ArchivedObject[]): ArchivedObject[] {
  return archivedKinds.flatMap(kind => sequenceOf(kind, objects))
}

/**
 * The orders that must be made in a later second than the one before, so that the line stays as it is: who waits stands in
 * it by the second of arrival, then by name, and the second is a new one after a restore.
 */
export function laterSeconds(orders: readonly ArchivedObject[], reservations: readonly ArchivedObject[]): Set<string> {
  const decisions = new Map(reservations.map(({ metadata, spec }) => [metadata.name, spec?.['decision']]))
  const settled = ['Held', 'Sold']
  const later = new Set<string>()
  let last = ''
  for (const { metadata } of orders) {
    if (settled.includes(String(decisions.get(metadata.name)))) continue
    if (metadata.name < last) later.add(metadata.name)
    last = metadata.name
  }
  return later
}

function byArrival(a: ArchivedObject, b: ArchivedObject): number {
  const [earlier, later] = [a.metadata, b.metadata]
  const times = Date.parse(earlier.creationTimestamp) - Date.parse(later.creationTimestamp)
  return times || Number(earlier.name > later.name) - Number(earlier.name < later.name)
}

function versionOf({ metadata: { resourceVersion = '0' } }: ArchivedObject): number {
  return Number(resourceVersion)
}
