import { groupOf, type KubeObject, objectKey } from '../../kubernetes/kube-object.ts'

export interface Kind {
  apiVersion: string
  kind: string
}

/** All objects of one kind, by `namespace/name` or `name`. */
export interface KindGroup extends Kind {
  objects: Map<string, KubeObject>
}

/** Objects by kind, then by name. */
export type ObjectMap = Map<string, KindGroup>

/** The key of a kind on the wire: `Namespace.v1`, `Ticket.app.corley.it/v1`. */
export function kindKey({ apiVersion, kind }: Kind): string {
  return `${kind}.${apiVersion}`
}

/**
 * The group of a kind; an empty one is added if the map has none, because every requested kind is on the wire, even as
 * `{}`.
 */
export function kindGroup(map: ObjectMap, kind: Kind): KindGroup {
  const key = kindKey(kind)
  const group = map.get(key) ?? { apiVersion: kind.apiVersion, kind: kind.kind, objects: new Map() }
  map.set(key, group)
  return group
}

/** Adds an object; it replaces an object of the same kind and name. */
export function insertObject(map: ObjectMap, object: KubeObject): void {
  kindGroup(map, object).objects.set(objectKey(object), object)
}

/** The map as JSON of wire format v2, with keys in Go's order. */
export function toWire(map: ObjectMap): Record<string, Record<string, KubeObject>> {
  return sortedRecord([...map].map(([key, { objects }]) => [key, sortedRecord([...objects])]))
}

function sortedRecord<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([a], [b]) => Number(a > b) - Number(a < b)))
}

/** The groups by API group, version and kind: the order in which children are deleted, then created. */
export function sortedGroups(map: ObjectMap): KindGroup[] {
  // No name holds a character below the separator, so that a group comes before those that begin like it.
  const rank = ({ apiVersion, kind }: Kind) => [groupOf(apiVersion), apiVersion, kind].join('\0')
  return [...map.values()].sort((a, b) => Number(rank(a) > rank(b)) - Number(rank(a) < rank(b)))
}
