import type { WatchListener } from '../../kube/watch/list-watch.ts'
import { createRollCall, type ObjectPlace } from './roll-call.ts'

/** The place of an object, and the resourceVersion of its state. An object of the cluster has the namespace ''. */
export interface Identity extends ObjectPlace {
  version: bigint
}

export interface ObjectSink {
  onObject(identity: Identity, object: object): void
  onDelete(identity: Identity): void
  /** Called with a value that is no object of Kubernetes: it has no name or no resourceVersion. */
  onUnnamed(object: unknown): void
}

/** Turns a list and its watch into single objects and deletions. It notices objects that were deleted between two lists. */
export function createObjectStream(
  sink: ObjectSink,
): Pick<WatchListener, 'onListStart' | 'onPage' | 'onListEnd' | 'onChange' | 'onDelete'> {
  const roll = createRollCall()

  function onChange(object: unknown): void {
    const identity = readIdentity(object)
    if (identity === undefined) sink.onUnnamed(object)
    else {
      roll.note(identity)
      sink.onObject(identity, object as object)
    }
  }

  return {
    onListStart: () => roll.begin(),
    onPage: objects => objects.forEach(onChange),
    onListEnd(version) {
      for (const place of roll.takeMissing()) sink.onDelete({ ...place, version })
    },
    onChange,
    onDelete(object) {
      const identity = readIdentity(object)
      if (identity === undefined) sink.onUnnamed(object)
      else {
        roll.remove(identity)
        sink.onDelete(identity)
      }
    },
  }
}

/** The identity of an object; undefined without a name or a resourceVersion. */
export function readIdentity(object: unknown): Identity | undefined {
  const { metadata } = (object ?? {}) as { metadata?: Record<string, unknown> | null }
  const { name, namespace = '', resourceVersion } = metadata ?? {}
  if (typeof name !== 'string' || typeof namespace !== 'string') return undefined
  if (typeof resourceVersion !== 'string' || !/^[0-9]+$/.test(resourceVersion)) return undefined
  return { name, namespace, version: BigInt(resourceVersion) }
}
