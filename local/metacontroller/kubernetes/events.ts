import type { Logger } from 'pino'
import type { ApiClient } from '../../kubernetes/api-client.ts'
import { isNotFound } from '../../kubernetes/api-error.ts'
import { type KubeObject, objectKey } from '../../kubernetes/kube-object.ts'
import { createTokenBucket, type TokenBucket } from '../../kubernetes/token-bucket.ts'

export interface Happening {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
}

export interface EventRecorder {
  /** Writes an Event about the object in the background, or drops it if there were too many. A failure is only logged. */
  record(object: KubeObject, happening: Happening): void
}

interface Written {
  path: string
  count: number
}

// Metacontroller's defaults: 25 events at once for an object, then one in five minutes.
const burst = 25
const perSecond = 1 / 300
const rememberedEvents = 4096

/** Records Events as `metacontroller`; a repeated message raises the count of its Event. `now` is in milliseconds. */
export function createEventRecorder(api: ApiClient, log: Logger, { now = Date.now } = {}): EventRecorder {
  const buckets = new Map<string, TokenBucket>()
  const written = new Map<string, Promise<Written | undefined>>()

  function record(object: KubeObject, happening: Happening): void {
    const about = `${object.kind} ${objectKey(object)} ${object.metadata.uid}`
    const bucket = buckets.get(about) ?? createTokenBucket({ perSecond, burst, now })
    remember(buckets, about, bucket)
    if (!bucket.tryTake()) return
    const key = `${about} ${happening.type} ${happening.reason} ${happening.message}`
    remember(written, key, write(object, happening, written.get(key)))
  }

  async function write(
    object: KubeObject,
    happening: Happening,
    earlier: Promise<Written | undefined> | undefined,
  ): Promise<Written | undefined> {
    const before = await earlier
    try {
      if (before) return await repeat(before)
      return await create(object, happening)
    } catch (error) {
      log.debug({ err: error, reason: happening.reason }, 'event not written')
      if (before && isNotFound(error)) return write(object, happening, undefined)
      return undefined
    }
  }

  async function create(object: KubeObject, happening: Happening): Promise<Written> {
    const event = eventOf(object, happening, now())
    const path = `/api/v1/namespaces/${event.metadata.namespace}/events`
    await api.request('POST', path, { body: event })
    return { path: `${path}/${event.metadata.name}`, count: 1 }
  }

  async function repeat({ path, count }: Written): Promise<Written> {
    const body = { count: count + 1, lastTimestamp: timestamp(now()) }
    await api.request('PATCH', path, { body, contentType: 'application/merge-patch+json' })
    return { path, count: count + 1 }
  }

  return { record }
}

function eventOf(object: KubeObject, happening: Happening, at: number) {
  const { apiVersion, kind } = object
  const { namespace, name, uid, resourceVersion } = object.metadata
  // Events about cluster-scoped objects are stored in the namespace "default".
  const place = { namespace: namespace ?? 'default', name: `${name}.${at.toString(16)}${suffix()}` }
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: place,
    involvedObject: { apiVersion, kind, namespace, name, uid, resourceVersion },
    ...happening,
    message: happening.message.slice(0, 1024),
    source: { component: 'metacontroller' },
    firstTimestamp: timestamp(at),
    lastTimestamp: timestamp(at),
    count: 1,
  }
}

function suffix(): string {
  return Math.random().toString(16).slice(2, 8)
}

function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > rememberedEvents && oldest !== undefined) map.delete(oldest)
}
