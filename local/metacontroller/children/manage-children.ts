import { isDeepStrictEqual } from 'node:util'
import { isAlreadyExists, isConflict, isNotFound } from '../../kubernetes/api-error.ts'
import type { Discovery } from '../../kubernetes/discovery.ts'
import { controllerReference, describeObject, groupOf, type KubeObject } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import type { UpdateMethod } from '../controllers/controller-spec.ts'
import { applyUpdate, withLastApplied } from '../objects/last-applied.ts'
import { type Kind, kindKey, type ObjectMap, sortedGroups } from '../objects/object-map.ts'

export interface ManageOptions {
  client: ObjectClient
  discovery: Discovery
  /** Update methods by `methodKey`; the children of a kind without one are never updated. */
  methods: Map<string, UpdateMethod>
}

/** The key of an update method: group and kind, without the version. */
export function methodKey({ apiVersion, kind }: Kind): string {
  return `${kind}.${groupOf(apiVersion)}`
}

/**
 * Turns the observed children of a parent into the desired ones: it first deletes, then creates and updates. It handles
 * kinds in the order of group, version and kind, one call at a time. It continues after an error, and throws all errors
 * in the end.
 */
export async function manageChildren(
  parent: KubeObject,
  { observed, desired }: { observed: ObjectMap; desired: ObjectMap },
  options: ManageOptions,
): Promise<void> {
  const errors: Error[] = []

  async function attempt(action: () => Promise<void>): Promise<void> {
    await action().catch(error => errors.push(error))
  }

  for (const group of sortedGroups(observed)) {
    const wanted = desired.get(kindKey(group))?.objects
    const unwanted = [...group.objects].filter(([name]) => !wanted?.has(name)).map(([, child]) => child)
    for (const child of unwanted) {
      await attempt(async () => deleteChild(child, await resourceOf(child, options), options))
    }
  }
  for (const group of sortedGroups(desired)) {
    const known = observed.get(kindKey(group))?.objects
    for (const [name, child] of group.objects) {
      await attempt(async () => applyChild({ parent, observed: known?.get(name), desired: child }, options))
    }
  }
  if (errors.length === 1 && errors[0]) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, `[${errors.map(({ message }) => message).join(', ')}]`)
}

interface Application {
  parent: KubeObject
  observed: KubeObject | undefined
  desired: KubeObject
}

async function applyChild({ parent, observed, desired }: Application, options: ManageOptions): Promise<void> {
  const resource = await resourceOf(desired, options)
  if (!observed) return createChild(parent, desired, { ...options, resource })
  const updated = applyUpdate(observed, desired)
  if (isDeepStrictEqual(updated, observed) || observed.metadata.deletionTimestamp) return
  const method = options.methods.get(methodKey(desired)) ?? 'OnDelete'
  if (method === 'Recreate') await deleteChild(observed, resource, options)
  // A conflict means that the child changed meanwhile; the event of that change brings the next sync.
  if (method === 'InPlace') {
    await ignoreErrors(error => isNotFound(error) || isConflict(error), options.client.replace(resource, updated))
  }
}

async function createChild(
  parent: KubeObject,
  desired: KubeObject,
  { client, resource }: ManageOptions & { resource: Resource },
): Promise<void> {
  const { metadata, ...rest } = withLastApplied(desired, desired)
  const others = (metadata.ownerReferences ?? []).filter(({ uid }) => uid !== parent.metadata.uid)
  const ownerReferences = [...others, controllerReference(parent)]
  // An object of the same name that belongs to somebody else stays as it is, without an error.
  await ignoreErrors(
    isAlreadyExists,
    client.create(resource, { ...rest, metadata: { ...metadata, ownerReferences } } as KubeObject),
  )
}

async function deleteChild(child: KubeObject, resource: Resource, { client }: ManageOptions): Promise<void> {
  if (child.metadata.deletionTimestamp) return
  try {
    await ignoreErrors(isNotFound, client.remove(resource, child))
  } catch (cause) {
    throw new Error(`can't delete ${describeObject(child)}: ${(cause as Error).message}`, { cause })
  }
}

function resourceOf({ apiVersion, kind }: KubeObject, { discovery }: ManageOptions): Promise<Resource> {
  return discovery.findByKind(apiVersion, kind)
}

async function ignoreErrors(isHarmless: (error: unknown) => boolean, call: Promise<unknown>): Promise<void> {
  await call.catch(error => {
    if (!isHarmless(error)) throw error
  })
}
