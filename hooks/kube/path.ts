import { group, version } from '../schema/crd/kind.ts'
import type { ObjectKey } from './api.ts'

/** The path of the API group of our kinds. */
export const ownApi = `/apis/${group}/${version}`

/** The path of the API group of Events. */
export const eventsApi = '/apis/events.k8s.io/v1'

/** The path of all objects of a kind in a namespace. `plural` is the kind's plural; `api` is the path of its API group. */
export function collectionPath(
  plural: string,
  { namespace, api = ownApi }: { namespace: string; api?: string },
): string {
  return `${api}/namespaces/${encodeURIComponent(namespace)}/${plural}`
}

/** The path of one object of a kind. */
export function objectPath(plural: string, { name, ...place }: ObjectKey & { api?: string }): string {
  return `${collectionPath(plural, place)}/${encodeURIComponent(name)}`
}
