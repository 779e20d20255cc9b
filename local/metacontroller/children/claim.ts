import { isNotFound } from '../../kubernetes/api-error.ts'
import { controllerOf, controllerReference, describeObject, type KubeObject } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import { placeOf, type Resource } from '../../kubernetes/resource.ts'
import { atomicUpdate } from '../kubernetes/atomic-update.ts'
import type { WatchCache } from '../kubernetes/watch-cache.ts'
import { insertObject, kindGroup, type ObjectMap } from '../objects/object-map.ts'
import type { LabelMatcher } from '../objects/selector.ts'

export interface Claimable {
  resource: Resource
  cache: WatchCache
}

export interface ClaimOptions {
  client: ObjectClient
  parentResource: Resource
  selects: LabelMatcher
}

/**
 * The children of a parent, by kind: the objects that it controls and that match its selector. It adopts matching
 * objects without a controller, and releases for good its own objects that no longer match.
 */
export async function claimChildren(parent: KubeObject, kinds: Claimable[], options: ClaimOptions): Promise<ObjectMap> {
  const claimed: ObjectMap = new Map()
  const mayAdopt = runOnce(() => assertAlive(parent, options))
  for (const { resource, cache } of kinds) {
    kindGroup(claimed, resource)
    const { namespace, uid = '' } = parent.metadata
    const candidates = [...cache.listOwned(uid, namespace), ...cache.listOwned('', namespace)]
    for (const child of candidates) {
      if (await claim(child, { ...options, resource, parent, mayAdopt })) insertObject(claimed, child)
    }
  }
  return claimed
}

interface Claim extends ClaimOptions {
  resource: Resource
  parent: KubeObject
  mayAdopt(): Promise<void>
}

async function claim(child: KubeObject, options: Claim): Promise<boolean> {
  const { parent, selects, mayAdopt } = options
  const matches = selects(child.metadata.labels)
  const owned = controllerOf(child) !== undefined
  if (owned && matches) return true
  const dying = parent.metadata.deletionTimestamp ?? (owned ? undefined : child.metadata.deletionTimestamp)
  if (dying || owned === matches) return false
  try {
    if (owned) return await release(child, options)
    await mayAdopt()
    return await adopt(child, options)
  } catch (error) {
    if (isNotFound(error)) return false
    throw new Error(`Cannot claim ${describeObject(child)}: ${(error as Error).message}`, { cause: error })
  }
}

async function adopt(child: KubeObject, { client, resource, parent }: Claim): Promise<true> {
  const reference = controllerReference(parent)
  await atomicUpdate(client, child, { resource, change: live => withOwners(live, owners => [...owners, reference]) })
  return true
}

async function release(child: KubeObject, { client, resource, parent }: Claim): Promise<false> {
  const withoutParent = (live: KubeObject) =>
    withOwners(live, owners => owners.filter(({ uid }) => uid !== parent.metadata.uid))
  await atomicUpdate(client, child, { resource, change: withoutParent })
  return false
}

type Owners = NonNullable<KubeObject['metadata']['ownerReferences']>

function withOwners(object: KubeObject, change: (owners: Owners) => Owners): KubeObject {
  const ownerReferences = change(object.metadata.ownerReferences ?? [])
  return { ...object, metadata: { ...object.metadata, ownerReferences } }
}

async function assertAlive(parent: KubeObject, { client, parentResource }: ClaimOptions): Promise<void> {
  const live = await client.get(parentResource, placeOf(parent))
  if (live.metadata.uid !== parent.metadata.uid)
    throw new Error(`Cannot adopt children of ${describeObject(parent)}: it must be the same as before`)
  if (live.metadata.deletionTimestamp)
    throw new Error(`Cannot adopt children of ${describeObject(parent)}: it must not be under deletion`)
}

function runOnce(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined
  return () => {
    result ??= action()
    return result
  }
}
