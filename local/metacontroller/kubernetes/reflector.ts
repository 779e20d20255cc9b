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
  listed(): void
  /** Called when a list or watch failed; it is tried again in any case. */
  failed?(error: unknown): void
}

const firstPauseMs = 100
const longestPauseMs = 2_000

/**
 * Keeps a cache equal to what the API server has, until the signal: lists, watches from there, goes on from the last
 * resourceVersion when a connection ends, lists again when the server refuses that (410), and waits longer and longer
 * (0.1 s to 2 s) while the server cannot be reached.
 */
export async function reflect(api: ApiClient, resource: Resource, options: ReflectorOptions): Promise<void> {
  const { signal, log } = options
  let since: string | undefined
  let pause = firstPauseMs

  async function follow(): Promise<void> {
    if (since === undefined) {
      since = await listAll(api, resource, options)
      options.listed()
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
      // The server answered, and refused: what is known may be too old, or from another life of the server.
      if (error instanceof ApiError) since = undefined
      log.debug({ err: error, resource: resource.plural }, 'watch interrupted')
      options.failed?.(error)
    }
    await delay(pause, undefined, { signal }).catch(() => {})
    pause = Math.min(pause * 2, longestPauseMs)
  }
}

async function listAll(api: ApiClient, resource: Resource, { cache, signal }: ReflectorOptions): Promise<string> {
  const { metadata, items } = (await api.request('GET', resourcePath(resource), { signal })) as ObjectList
  // Items of a list of built-in kinds carry neither field.
  const { apiVersion, kind } = resource
  cache.replaceAll(items.map(item => ({ apiVersion, kind, ...item }) as KubeObject))
  return metadata.resourceVersion
}
