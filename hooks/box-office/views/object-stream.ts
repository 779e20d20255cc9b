import type { WatchListener } from '../../kube/list-watch.ts'
import { createRollCall, type Place } from './roll-call.ts'

/** An object by name, and the resourceVersion of what is said of it. The namespace of what has none is ''. */
export interface Identity extends Place {
  version: bigint
}

export interface ObjectSink {
  shown(identity: Identity, object: object): void
  gone(identity: Identity): void
  /** Something that is no object of Kubernetes: without a name or a resourceVersion. */
  unnamed(object: unknown): void
}

/** What a watch tells of single objects, as what is shown and what is gone: also of what went between two lists. */
export function createObjectStream(
  sink: ObjectSink,
): Pick<WatchListener, 'listing' | 'listed' | 'complete' | 'changed' | 'deleted'> {
  const roll = createRollCall()

  function changed(object: unknown): void {
    const identity = readIdentity(object)
    if (identity === undefined) sink.unnamed(object)
    else {
      roll.note(identity)
      sink.shown(identity, object as object)
    }
  }

  return {
    listing: () => roll.begin(),
    listed: objects => objects.forEach(changed),
    complete(version) {
      for (const place of roll.missing()) sink.gone({ ...place, version })
    },
    changed,
    deleted(object) {
      const identity = readIdentity(object)
      if (identity === undefined) sink.unnamed(object)
      else {
        roll.strike(identity)
        sink.gone(identity)
      }
    },
  }
}

/** Undefined for what has no name or no resourceVersion. */
export function readIdentity(object: unknown): Identity | undefined {
  const { metadata } = (object ?? {}) as { metadata?: Record<string, unknown> | null }
  const { name, namespace = '', resourceVersion } = metadata ?? {}
  if (typeof name !== 'string' || typeof namespace !== 'string') return undefined
  if (typeof resourceVersion !== 'string' || !/^[0-9]+$/.test(resourceVersion)) return undefined
  return { name, namespace, version: BigInt(resourceVersion) }
}
