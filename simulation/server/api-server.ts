import { KubeError } from '../../hooks/kube/api.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { ObjectMeta } from '../../hooks/schema/crd/object.ts'
import { isSameValue } from '../same-value.ts'
import { refusalOfUpdate } from './admission.ts'
import { withDefaults } from './defaults.ts'
import type { Store } from './store.ts'
import type { KindName, Kinds, Stored } from './stored.ts'

export const namespace = 'conf'

/** The body of a POST that creates an object. */
export interface Draft<K extends KindName> {
  metadata: { name: string } & Partial<Pick<ObjectMeta, 'labels' | 'annotations' | 'ownerReferences'>>
  spec: Kinds[K]['spec']
}

/** The fields of a spec to change; undefined for those to remove. */
export type Patch<Spec> = { [Field in keyof Spec]?: Spec[Field] | undefined }

/** An API server over one store. Every call that fails throws a KubeError. */
export interface ApiServer {
  get<K extends KindName>(kind: K, name: string): Kinds[K]
  create<K extends KindName>(kind: K, draft: Draft<K>): Kinds[K]
  /** PUT: the resourceVersion must be the stored one. The status stays. Returns the stored object. */
  replace<K extends KindName>(kind: K, object: Kinds[K]): Kinds[K]
  /** PUT of the status subresource: the spec stays. */
  replaceStatus<K extends 'Plan' | 'SeatPool' | 'Order' | 'Checkout' | 'Refund'>(kind: K, object: Kinds[K]): void
  /** PATCH: changes fields of the stored spec, whatever its version; undefined removes one. */
  patch<K extends KindName>(kind: K, name: string, spec: Patch<Kinds[K]['spec']>): void
  /** DELETE in the background; a uid must be the stored one. An object in a foreground deletion stays until it is collected. */
  remove(kind: KindName, name: string, uid?: string): void
  /** DELETE in the foreground: the object stays, with a deletionTimestamp, until its dependents are collected. */
  removeInForeground(kind: KindName, name: string): void
  /** Removes the object from the store, as the garbage collector and the namespace controller do. */
  collect(kind: KindName, name: string): void
  /** Deletes the namespace: from now on it accepts no new object (403). */
  endNamespace(): void
  isEnding(): boolean
}

export function createApiServer(store: Store, { now }: { now(): number }): ApiServer {
  let isEnding = false
  let uids = 0
  const readStored = <K extends KindName>(kind: K, name: string): Kinds[K] => {
    const object = store.get(kind, name)
    if (object === undefined) throw refusalError(404, 'NotFound', `${kind} "${name}"`)
    return object
  }
  const update = <K extends KindName>(kind: K, before: Kinds[K], after: Kinds[K]) => {
    if (isSameValue(before, after)) return before
    const refusal = refusalOfUpdate(kind, before, after)
    if (refusal !== undefined) throw refusalError(422, 'Invalid', refusal)
    const { generation = 1, name } = before.metadata
    const changed = isSameValue(before.spec, after.spec) ? generation : generation + 1
    return store.write(kind, name, { ...after, metadata: { ...after.metadata, generation: changed } })
  }
  const current = <K extends KindName>(kind: K, { metadata: { name, uid, resourceVersion } }: Kinds[K]): Kinds[K] => {
    const before = readStored(kind, name)
    const same = before.metadata.resourceVersion === resourceVersion && before.metadata.uid === uid
    if (!same) throw refusalError(409, 'Conflict', `${kind} "${name}"`)
    return before
  }
  return {
    get: readStored,
    create<K extends KindName>(kind: K, { metadata, spec }: Draft<K>) {
      const { name } = metadata
      if (isEnding) throw refusalError(403, 'Forbidden', `namespace "${namespace}" is being terminated`)
      if (store.get(kind, name) !== undefined) throw refusalError(409, 'AlreadyExists', `${kind} "${name}"`)
      uids += 1
      const times = { uid: `uid-${uids}`, generation: 1, creationTimestamp: timestamp(now()) }
      const object = { apiVersion, kind, metadata: { ...metadata, namespace, ...times }, ...withDefaults(kind, spec) }
      return store.write(kind, name, object as never)
    },
    replace(kind, object) {
      const before = current(kind, object)
      return update(kind, before, { ...before, metadata: replacedMetadata(before, object), spec: object.spec })
    },
    replaceStatus(kind, object) {
      const before = current(kind, object)
      update(kind, before, { ...before, status: object.status })
    },
    patch(kind, name, spec) {
      const before = readStored(kind, name)
      const fields = Object.entries({ ...before.spec, ...spec }).filter(([, value]) => value !== undefined)
      update(kind, before, { ...before, spec: Object.fromEntries(fields) as (typeof before)['spec'] })
    },
    remove(kind, name, uid) {
      const { metadata } = readStored(kind, name)
      if (uid !== undefined && metadata.uid !== uid) throw refusalError(409, 'Conflict', `${kind} "${name}"`)
      if (metadata.deletionTimestamp === undefined) store.write(kind, name, undefined)
    },
    removeInForeground(kind, name) {
      const object = readStored(kind, name)
      const metadata = { ...object.metadata, deletionTimestamp: timestamp(now()) }
      if (object.metadata.deletionTimestamp === undefined) store.write(kind, name, { ...object, metadata })
    },
    collect: (kind, name) => void store.write(kind, name, undefined),
    endNamespace() {
      isEnding = true
    },
    isEnding: () => isEnding,
  }
}

/** A PUT replaces labels, annotations and owners; the API server keeps the rest of the metadata. */
function replacedMetadata<T extends Stored>({ metadata: before }: T, { metadata: after }: T): ObjectMeta {
  const { labels: _labels, annotations: _annotations, ownerReferences: _owners, ...rest } = before
  const { labels, annotations, ownerReferences } = after
  return {
    ...rest,
    ...(labels !== undefined && { labels }),
    ...(annotations !== undefined && { annotations }),
    ...(ownerReferences !== undefined && { ownerReferences }),
  }
}

function refusalError(code: number, reason: string, what: string): KubeError {
  return new KubeError(`${reason}: ${what}`, { code, reason })
}
