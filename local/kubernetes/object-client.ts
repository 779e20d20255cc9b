import type { ApiClient } from './api-client.ts'
import type { KubeObject } from './kube-object.ts'
import { type Place, placeOf, type Resource, resourcePath } from './resource.ts'

/** Single calls on single objects; each throws ApiError. */
export interface ObjectClient {
  get(resource: Resource, place: Place): Promise<KubeObject>
  create(resource: Resource, object: KubeObject): Promise<KubeObject>
  /** Replaces the object (or a subresource of it) if it still has this resourceVersion. */
  replace(resource: Resource, object: KubeObject, subresource?: string): Promise<KubeObject>
  /** Deletes exactly this object (its uid), and then its dependents in the background. */
  remove(resource: Resource, object: KubeObject): Promise<void>
}

export function createObjectClient(api: ApiClient): ObjectClient {
  async function get(resource: Resource, place: Place): Promise<KubeObject> {
    return (await api.request('GET', resourcePath(resource, place))) as KubeObject
  }

  async function create(resource: Resource, object: KubeObject): Promise<KubeObject> {
    const path = resourcePath(resource, { namespace: object.metadata.namespace })
    return (await api.request('POST', path, { body: object })) as KubeObject
  }

  async function replace(resource: Resource, object: KubeObject, subresource?: string): Promise<KubeObject> {
    const path = resourcePath(resource, { ...placeOf(object), ...(subresource && { subresource }) })
    return (await api.request('PUT', path, { body: object })) as KubeObject
  }

  async function remove(resource: Resource, object: KubeObject): Promise<void> {
    const preconditions = { uid: object.metadata.uid }
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions, propagationPolicy: 'Background' }
    await api.request('DELETE', resourcePath(resource, placeOf(object)), { body })
  }

  return { get, create, replace, remove }
}
