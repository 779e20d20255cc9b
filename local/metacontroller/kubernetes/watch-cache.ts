import { controllerOf, type KubeObject } from '../../kubernetes/kube-object.ts'

/** An addition has no `before`, a deletion no `after`; if both are the same object, nothing changed. */
export type Change = { before?: KubeObject; after: KubeObject } | { before: KubeObject; after?: never }

export type ChangeListener = (change: Change) => void

/** The last seen objects of one resource. All readers share them, and nobody may change them. */
export interface WatchCache {
  get(namespace: string | undefined, name: string): KubeObject | undefined
  /** All objects, or those of a namespace. */
  list(namespace?: string): KubeObject[]
  /** Objects whose controller has this uid; '' for those that have no controller. */
  listOwned(uid: string, namespace?: string): KubeObject[]
  /** Calls the listener for each object in the cache, then for every change. Returns a function that ends the calls. */
  listen(listener: ChangeListener): () => void
  upsert(object: KubeObject): void
  remove(object: KubeObject): void
  /** Replaces all objects by a fresh list: an object that is not in the list was deleted. */
  replaceAll(objects: KubeObject[]): void
}

export function createWatchCache(): WatchCache {
  const namespaces = new Map<string, Map<string, KubeObject>>()
  const owners = new Map<string, Set<KubeObject>>()
  const listeners = new Set<ChangeListener>()

  function get(namespace: string | undefined, name: string): KubeObject | undefined {
    return namespaces.get(namespace ?? '')?.get(name)
  }

  function list(namespace?: string): KubeObject[] {
    if (namespace !== undefined) return [...(namespaces.get(namespace)?.values() ?? [])]
    return [...namespaces.values()].flatMap(objects => [...objects.values()])
  }

  function listOwned(uid: string, namespace?: string): KubeObject[] {
    const owned = [...(owners.get(uid) ?? [])]
    return namespace === undefined ? owned : owned.filter(object => object.metadata.namespace === namespace)
  }

  function listen(listener: ChangeListener): () => void {
    listeners.add(listener)
    for (const object of list()) listener({ before: object, after: object })
    return () => listeners.delete(listener)
  }

  function upsert(object: KubeObject): void {
    const before = get(object.metadata.namespace, object.metadata.name)
    if (before) forget(before)
    bucket(namespaces, object.metadata.namespace ?? '', () => new Map()).set(object.metadata.name, object)
    bucket(owners, ownerUid(object), () => new Set()).add(object)
    notify(before ? { before, after: object } : { after: object })
  }

  function remove(object: KubeObject): void {
    const before = get(object.metadata.namespace, object.metadata.name)
    if (!before) return
    forget(before)
    notify({ before: object })
  }

  function replaceAll(objects: KubeObject[]): void {
    const place = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`
    const listed = new Set(objects.map(place))
    for (const object of list()) if (!listed.has(place(object))) remove(object)
    for (const object of objects) upsert(object)
  }

  function forget(object: KubeObject): void {
    const { namespace = '', name } = object.metadata
    drop(namespaces, namespace, name)
    drop(owners, ownerUid(object), object)
  }

  function notify(change: Change): void {
    for (const listener of listeners) listener(change)
  }

  return { get, list, listOwned, listen, upsert, remove, replaceAll }
}

function ownerUid(object: KubeObject): string {
  return controllerOf(object)?.uid ?? ''
}

function bucket<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

function drop<Key>(buckets: Map<string, { size: number; delete(key: Key): boolean }>, name: string, key: Key): void {
  const found = buckets.get(name)
  found?.delete(key)
  if (found?.size === 0) buckets.delete(name)
}
