import { isDeepStrictEqual } from 'node:util'
import { controllerOf, groupOf, type KubeObject, type OwnerReference } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { Change, WatchCache } from '../kubernetes/watch-cache.ts'
import { parentSelector } from './parent-selector.ts'

export interface ParentFinder {
  resource: Resource
  parents: WatchCache
  generateSelector: boolean
}

/** True for an update that changed neither generation nor labels nor annotations, and that begins no deletion. */
export function isStatusChange({ before, after }: Change): boolean {
  if (!before || !after || before === after) return false
  const relevantFields = ({ metadata: { generation, labels, annotations } }: KubeObject) => [
    generation,
    labels,
    annotations,
  ]
  return (
    after.metadata.deletionTimestamp === undefined && isDeepStrictEqual(relevantFields(before), relevantFields(after))
  )
}

/**
 * The parents that a change of a child concerns: the owner, or for a child without an owner all parents that would
 * adopt it.
 */
export function parentsOfChange(change: Change, finder: ParentFinder): KubeObject[] {
  const { before, after } = change
  const child = after ?? before
  if (before && after && before.metadata.resourceVersion === after.metadata.resourceVersion) return []
  const owner = controllerOf(child)
  if (owner) return ownerOf(child, owner, finder)
  const isLeaving = !after || child.metadata.deletionTimestamp !== undefined
  return isLeaving ? [] : adopters(child, finder)
}

function ownerOf(child: KubeObject, owner: OwnerReference, { resource, parents }: ParentFinder): KubeObject[] {
  if (owner.kind !== resource.kind || groupOf(owner.apiVersion) !== groupOf(resource.apiVersion)) return []
  const parent = parents.get(resource.namespaced ? child.metadata.namespace : undefined, owner.name)
  return parent && parent.metadata.uid === owner.uid ? [parent] : []
}

function adopters(child: KubeObject, { resource, parents, generateSelector }: ParentFinder): KubeObject[] {
  const candidates = parents.list(resource.namespaced ? child.metadata.namespace : undefined)
  return candidates.filter(parent => {
    try {
      return parentSelector(parent, generateSelector)(child.metadata.labels)
    } catch {
      // A parent without a selector adopts nothing; its own sync reports the error.
      return false
    }
  })
}
