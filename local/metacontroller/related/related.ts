import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { Change } from '../kubernetes/watch-cache.ts'
import type { WatchCaches, WatchedResource } from '../kubernetes/watch-caches.ts'
import { insertObject, kindGroup, type ObjectMap } from '../objects/object-map.ts'
import type { Customize } from './customize.ts'
import type { NamespaceLabels } from './related-rule.ts'

/** Related objects are asked for before their watch has a complete list: try again shortly, nothing is wrong. */
export class NotSyncedYet extends Error {
  override name = 'NotSyncedYet'
}

export interface Related {
  /** What the customize hook says the parent wants to see. Throws NotSyncedYet until it is known. */
  objectsFor(parent: KubeObject): Promise<ObjectMap>
  release(): void
}

export interface RelatedOptions {
  customize: Customize
  namespaces: WatchedResource
  caches: WatchCaches
  /** Told of everything that happened to a related resource, with the old and the new state of the object. */
  heed(objects: KubeObject[]): Promise<void>
}

/** Watches what the rules of the parents name, from the first time on that a rule names it. */
export function createRelated({ customize, namespaces, caches, heed }: RelatedOptions): Related {
  const watched = new Map<string, WatchedResource>()
  const stops: (() => void)[] = []
  const labelsOf = labelsOfNamespaces(namespaces)
  let changes = Promise.resolve()

  async function objectsFor(parent: KubeObject): Promise<ObjectMap> {
    const related: ObjectMap = new Map()
    for (const rule of await customize.rulesFor(parent)) {
      const { cache, isSynced } = watch(rule.resource)
      if (!isSynced() || (rule.needsNamespaces && !namespaces.isSynced())) {
        throw new NotSyncedYet(`Cannot read the related "${rule.resource.plural}": their first list must be complete`)
      }
      kindGroup(related, rule.resource)
      const matching = cache.list(rule.namespace).filter(object => rule.matches(object, labelsOf))
      for (const object of matching) insertObject(related, object)
    }
    return related
  }

  function watch(resource: Resource): WatchedResource {
    const key = `${resource.apiVersion}/${resource.plural}`
    const known = watched.get(key)
    if (known) return known
    const added = caches.acquire(resource)
    watched.set(key, added)
    stops.push(added.cache.listen(note), added.release)
    return added
  }

  // One change after the other: the hook may have to be asked in between.
  function note({ before, after }: Change): void {
    if (before === after) return
    const objects = [before, after].filter(object => object !== undefined)
    changes = changes.then(() => nextTurn()).then(() => heed(objects))
  }

  function release(): void {
    for (const stop of stops) stop()
  }

  return { objectsFor, release }
}

/** Looks up the labels of a namespace by its name. */
export function labelsOfNamespaces({ cache }: Pick<WatchedResource, 'cache'>): NamespaceLabels {
  return name => {
    const namespace = cache.get(undefined, name)
    return namespace && (namespace.metadata.labels ?? {})
  }
}
