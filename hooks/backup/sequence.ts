import type { ArchivedKind, ArchivedObject } from '../schema/backup.ts'

/** The objects of a kind, in the order in which they are to be made again. */
export function sequenceOf(kind: ArchivedKind, objects: readonly ArchivedObject[]): ArchivedObject[] {
  const all = objects.filter(object => object.kind === kind)
  if (kind === 'Order') return all.sort(byArrival)
  // Of two that claim one seat the box office lets the one with the earlier resourceVersion keep it.
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
