import { groupOf, type KubeObject } from './kube-object.ts'

/** One entry of the API server's discovery: a kind and where it is served. */
export interface Resource {
  apiVersion: string
  kind: string
  plural: string
  namespaced: boolean
}

/** Which object, or with no name which list; a namespace is ignored for cluster-scoped kinds. */
export interface Place {
  namespace?: string | undefined
  name?: string
  subresource?: string
}

/** `/api/v1` or `/apis/<group>/<version>`. */
export function groupVersionPath(apiVersion: string): string {
  return groupOf(apiVersion) === '' ? `/api/${apiVersion}` : `/apis/${apiVersion}`
}

/** The URL path of an object, of a subresource of it, or of a list. */
export function resourcePath(resource: Resource, place: Place = {}): string {
  const inNamespace = resource.namespaced && place.namespace ? ['namespaces', place.namespace] : []
  const parts = [...inNamespace, resource.plural, place.name, place.subresource].filter(part => part !== undefined)
  return [groupVersionPath(resource.apiVersion), ...parts.map(encodeURIComponent)].join('/')
}

/** Where an object is. */
export function placeOf({ metadata: { namespace, name } }: KubeObject): {
  namespace: string | undefined
  name: string
} {
  return { namespace, name }
}
