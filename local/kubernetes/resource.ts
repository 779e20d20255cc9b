import { groupOf, type KubeObject } from './kube-object.ts'

/** One entry of the API server's discovery: a kind and where it is served. */
export interface Resource {
  apiVersion: string
  kind: string
  plural: string
  namespaced: boolean
}

/** The position of one object, or without a name of a list; cluster-scoped kinds ignore the namespace. */
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

/** The position of an object. */
export function placeOf({ metadata: { namespace, name } }: KubeObject): {
  namespace: string | undefined
  name: string
} {
  return { namespace, name }
}
