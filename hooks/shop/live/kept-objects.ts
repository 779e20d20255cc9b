import { createObjectStream } from '../../box-office/views/object-stream.ts'
import type { WatchListener } from '../../kube/watch/list-watch.ts'
import { withoutManagedFields } from './managed-fields.ts'
import { measureSilence } from './silence.ts'

/** All objects of one kind, as a list and its watch show them. */
export interface KeptObjects<T> {
  listener: WatchListener
  /** The objects of a namespace, by name; those of the cluster have the namespace ''. */
  objectsOf(namespace: string): ReadonlyMap<string, T>
  /** The number of changes of a namespace so far. */
  changesOf(namespace: string): number
  /** Whether the list has been completed once. */
  isComplete(): boolean
  /** The milliseconds for which the watch has been disconnected; 0 while it is connected. */
  silentMs(): number
}

/** Keeps the objects of one kind in memory, without managedFields. `now` is in milliseconds. */
export function keepObjects<T extends object>(now: () => number): KeptObjects<T> {
  const namespaces = new Map<string, Map<string, T>>()
  const changes = new Map<string, number>()
  let isComplete = false
  const silence = measureSilence(now)

  const noteChange = (namespace: string) => changes.set(namespace, (changes.get(namespace) ?? 0) + 1)
  const stream = createObjectStream({
    onObject({ namespace, name }, object) {
      const names = namespaces.get(namespace) ?? new Map<string, T>()
      namespaces.set(namespace, names.set(name, withoutManagedFields(object as T)))
      noteChange(namespace)
    },
    onDelete({ namespace, name }) {
      const names = namespaces.get(namespace)
      if (names?.delete(name) && names.size === 0) namespaces.delete(namespace)
      noteChange(namespace)
    },
    onUnnamed() {},
  })
  return {
    listener: {
      ...stream,
      onListEnd(version) {
        stream.onListEnd(version)
        isComplete = true
      },
      onReach() {},
      onConnection: silence.onConnection,
    },
    objectsOf: namespace => namespaces.get(namespace) ?? new Map(),
    changesOf: namespace => changes.get(namespace) ?? 0,
    isComplete: () => isComplete,
    silentMs: silence.durationMs,
  }
}
