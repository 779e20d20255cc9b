import type { Logger } from 'pino'
import type { ApiClient } from '../../kubernetes/api-client.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { reflect } from './reflector.ts'
import { createWatchCache, type WatchCache } from './watch-cache.ts'

export interface WatchedResource {
  resource: Resource
  cache: WatchCache
  /** Resolves when the cache contains a complete list. */
  synced: Promise<void>
  isSynced(): boolean
  /** The cache is dropped and its watch ends when all users have released it. */
  release(): void
}

export interface WatchCaches {
  acquire(resource: Resource): WatchedResource
}

interface Shared {
  users: number
  watched: Omit<WatchedResource, 'release'>
  end: AbortController
}

/** One watch for each resource, shared by all controllers. */
export function createWatchCaches(api: ApiClient, log: Logger): WatchCaches {
  const shared = new Map<string, Shared>()

  function acquire(resource: Resource): WatchedResource {
    const key = `${resource.apiVersion}/${resource.plural}`
    const entry = shared.get(key) ?? start(resource)
    shared.set(key, entry)
    entry.users += 1
    let released = false

    function release(): void {
      if (released) return
      released = true
      entry.users -= 1
      if (entry.users > 0) return
      shared.delete(key)
      entry.end.abort()
    }

    return { ...entry.watched, release }
  }

  function start(resource: Resource): Shared {
    const cache = createWatchCache()
    const end = new AbortController()
    const { promise: synced, resolve } = Promise.withResolvers<void>()
    let complete = false
    function onList(): void {
      complete = true
      resolve()
    }
    void reflect(api, resource, { cache, signal: end.signal, log, onList })
    return { users: 0, watched: { resource, cache, synced, isSynced: () => complete }, end }
  }

  return { acquire }
}
