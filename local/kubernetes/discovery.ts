import type { ApiClient } from './api-client.ts'
import { isNotFound } from './api-error.ts'
import { groupVersionPath, type Resource } from './resource.ts'

interface ListedResource {
  name: string
  kind: string
  namespaced: boolean
}

/** Both throw if the API server does not serve such a resource now; a caller tries again later. */
export interface Discovery {
  findByPlural(apiVersion: string, plural: string): Promise<Resource>
  findByKind(apiVersion: string, kind: string): Promise<Resource>
}

/**
 * Reads the served resources from the API server: once for each group version, and again if a resource is not found in
 * it.
 */
export function createDiscovery(api: ApiClient): Discovery {
  const known = new Map<string, Resource[]>()

  async function load(apiVersion: string): Promise<Resource[]> {
    const resources = await listResources(api, apiVersion)
    known.set(apiVersion, resources)
    return resources
  }

  async function find(apiVersion: string, matches: (resource: Resource) => boolean): Promise<Resource | undefined> {
    return known.get(apiVersion)?.find(matches) ?? (await load(apiVersion)).find(matches)
  }

  async function findByPlural(apiVersion: string, plural: string): Promise<Resource> {
    const found = await find(apiVersion, resource => resource.plural === plural)
    if (!found) throw new Error(`discovery: can't find resource ${plural} in apiVersion ${apiVersion}`)
    return found
  }

  async function findByKind(apiVersion: string, kind: string): Promise<Resource> {
    const found = await find(apiVersion, resource => resource.kind === kind)
    if (!found) throw new Error(`discovery: can't find kind ${kind} in apiVersion ${apiVersion}`)
    return found
  }

  return { findByPlural, findByKind }
}

async function listResources(api: ApiClient, apiVersion: string): Promise<Resource[]> {
  try {
    const list = (await api.request('GET', groupVersionPath(apiVersion))) as { resources: ListedResource[] }
    // A name with a slash is a subresource.
    const main = list.resources.filter(({ name }) => !name.includes('/'))
    return main.map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }))
  } catch (error) {
    if (isNotFound(error)) return []
    throw error
  }
}
