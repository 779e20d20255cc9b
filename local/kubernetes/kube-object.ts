/** `metadata.ownerReferences[]`; the one with `controller: true` names the controller of the object. */
export interface OwnerReference {
  apiVersion: string
  kind: string
  name: string
  uid: string
  controller?: boolean
  blockOwnerDeletion?: boolean
}

export interface ObjectMeta {
  name: string
  namespace?: string
  uid?: string
  resourceVersion?: string
  generation?: number
  creationTimestamp?: string
  deletionTimestamp?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  ownerReferences?: OwnerReference[]
}

/** Any Kubernetes object, as JSON. */
export interface KubeObject {
  apiVersion: string
  kind: string
  metadata: ObjectMeta
  [field: string]: unknown
}

/** `namespace/name`, or `name` alone for a cluster-scoped object: the key of wire format v2 and of the work queue. */
export function objectKey(object: KubeObject): string {
  const { namespace, name } = object.metadata
  return namespace ? `${namespace}/${name}` : name
}

/** The owner reference with `controller: true`, if there is one. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(reference => reference.controller === true)
}

/** The owner reference that a parent writes to its children. */
export function controllerReference(parent: KubeObject): OwnerReference {
  const { name, uid = '' } = parent.metadata
  return { apiVersion: parent.apiVersion, kind: parent.kind, name, uid, controller: true, blockOwnerDeletion: true }
}

/** `Ticket conf/t-1`, for messages. */
export function describeObject(object: KubeObject): string {
  return `${object.kind} ${objectKey(object)}`
}

/** The API group of an apiVersion; '' for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}
