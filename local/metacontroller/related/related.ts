import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { Change } from '../kubernetes/watch-cache.ts'
import type { WatchCaches, WatchedResource } from '../kubernetes/watch-caches.ts'
import { insertObject, kindGroup, type ObjectMap } from '../objects/object-map.ts'
import type { Customize } from './customize.ts'
import type { NamespaceLabels } from './related-rule.ts'

/** The watch of related objects has no complete list yet: the sync is retried soon, and this is no failure. */
export class NotSyncedYet extends Error {
  override name = 'NotSyncedYet'
}

export interface Related {
  /**
   * The objects that the rules of the customize hook select for the parent. Throws NotSyncedYet until their lists are
   * complete.
   */
  objectsFor(parent: KubeObject): Promise<ObjectMap>
  release(): void
}

export interface RelatedOptions {
  customize: Customize
  namespaces: WatchedResource
  caches: WatchCaches
  /** Called for every change of a related object, with its old and new state. */
  onChange(objects: KubeObject[]): Promise<void>
}

/** Watches the resources that the rules of the parents name, each from the first rule on that names it. */
export function createRelated({ customize, namespaces, caches, onChange }: RelatedOptions): Related {
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
    stops.push(added.cache.listen(queueChange), added.release)
    return added
  }

  // Changes are handled one after the other, because the hook may have to be called in between.
  function queueChange({ before, after }: Change): void {
    if (before === after) return
    const objects = [before, after].filter(object => object !== undefined)
    changes = changes.then(() => nextTurn()).then(() => onChange(objects))
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
