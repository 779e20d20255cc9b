import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { ApiClient } from '../../kubernetes/api-client.ts'
import { ApiError } from '../../kubernetes/api-error.ts'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import { type Resource, resourcePath } from '../../kubernetes/resource.ts'
import { watchStream } from '../../kubernetes/watch-stream.ts'
import type { WatchCache } from './watch-cache.ts'

interface ObjectList {
  metadata: { resourceVersion: string }
  items: Omit<KubeObject, 'apiVersion' | 'kind'>[]
}

export interface ReflectorOptions {
  cache: WatchCache
  signal: AbortSignal
  log: Logger
  /** Called after each complete list. */
  onList(): void
  /** Called when a list or watch failed; the reflector tries again in any case. */
  onError?(error: unknown): void
}

const firstPauseMs = 100
const longestPauseMs = 2_000

/**
 * Keeps a cache equal to the objects of the API server until the signal aborts. It lists and then watches, and
 * continues from the last resourceVersion when a connection ends. It lists again if the server rejects that version
 * (410). While the server cannot be reached, its pauses grow from 0.1 s to 2 s.
 */
export async function reflect(api: ApiClient, resource: Resource, options: ReflectorOptions): Promise<void> {
  const { signal, log } = options
  let since: string | undefined
  let pause = firstPauseMs

  async function follow(): Promise<void> {
    if (since === undefined) {
      since = await listAll(api, resource, options)
      options.onList()
    }
    for await (const { type, object } of watchStream(api, resource, { since, signal })) {
      pause = firstPauseMs
      since = object.metadata.resourceVersion ?? since
      if (type === 'DELETED') options.cache.remove(object)
      else if (type !== 'BOOKMARK') options.cache.upsert(object)
    }
  }

  while (!signal.aborted) {
    try {
      await follow()
    } catch (error) {
      if (signal.aborted) return
      // The server rejected the request: the known version may be too old, or come from a server whose data was
      // replaced.
      if (error instanceof ApiError) since = undefined
      log.debug({ err: error, resource: resource.plural }, 'watch interrupted')
      options.onError?.(error)
    }
    await delay(pause, undefined, { signal }).catch(() => {})
    pause = Math.min(pause * 2, longestPauseMs)
  }
}

async function listAll(api: ApiClient, resource: Resource, { cache, signal }: ReflectorOptions): Promise<string> {
  const { metadata, items } = (await api.request('GET', resourcePath(resource), { signal })) as ObjectList
  // Items of a list of built-in kinds have neither field.
  const { apiVersion, kind } = resource
  cache.replaceAll(items.map(item => ({ apiVersion, kind, ...item }) as KubeObject))
  return metadata.resourceVersion
}
