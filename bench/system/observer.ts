import { setTimeout as delay } from 'node:timers/promises'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { ApiClient } from '../../local/kubernetes/api-client.ts'
import type { KubeObject } from '../../local/kubernetes/kube-object.ts'
import { type Resource, resourcePath } from '../../local/kubernetes/resource.ts'
import { type WatchEvent, watchStream } from '../../local/kubernetes/watch-stream.ts'
import { type Moment, momentsOf } from '../sale/moments.ts'

/** Watches all objects, as any client may, and records the time (performance.now()) of each first moment. */
export interface Observer {
  timeOf(moment: Moment, order: string): number | undefined
  count(moment: Moment): number
  uid(order: string): string
  /** Calls `onMoment` for each later moment of each order, the first time only. */
  listen(onMoment: (moment: Moment, order: string) => void): void
  /** Whether an object exists, such as "namespace summer". */
  isStored(what: string): boolean
  /** Resolves once the condition holds; it is checked after each change. Rejects when nothing has changed for 400 s. */
  waitUntil(isSo: () => boolean, what: string): Promise<void>
  /** Resolves when nothing has changed for that many milliseconds. */
  waitUntilQuiet(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

const resources: Resource[] = [
  ...['Order', 'Reservation', 'Ticket', 'Payment', 'Plan'].map(kind => {
    return { apiVersion, kind, plural: `${kind.toLowerCase()}s`, namespaced: true }
  }),
  { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
]
/** Longer than the resync period of the controllers. */
const patienceMs = 400_000

export async function observe(api: ApiClient, signal: AbortSignal): Promise<Observer> {
  const moments = new Map<Moment, Map<string, number>>()
  const uids = new Map<string, string>()
  const there = new Set<string>()
  const listeners = new Set<() => void>()
  const watchers = new Set<(moment: Moment, order: string) => void>()
  const end = new AbortController()
  const either = AbortSignal.any([signal, end.signal])
  const timesOf = (moment: Moment) => moments.get(moment) ?? new Map<string, number>()

  function onEvent({ type, object }: WatchEvent): void {
    if (type === 'BOOKMARK') return
    const now = performance.now()
    const place = `${object.kind.toLowerCase()} ${object.metadata.name}`
    if (type === 'DELETED') there.delete(place)
    else there.add(place)
    for (const { moment, order } of type === 'DELETED' ? [] : momentsOf(object)) {
      const times = timesOf(moment)
      moments.set(moment, times)
      if (times.has(order)) continue
      times.set(order, now)
      for (const onMoment of watchers) onMoment(moment, order)
    }
    if (object.kind === 'Order') uids.set(object.metadata.name, object.metadata.uid ?? '')
    for (const listener of [...listeners]) listener()
  }

  const following = await Promise.all(resources.map(resource => follow(api, resource, { onEvent, signal: either })))
  return {
    timeOf: (moment, order) => moments.get(moment)?.get(order),
    count: moment => timesOf(moment).size,
    uid: order => uids.get(order) ?? '',
    listen: onMoment => void watchers.add(onMoment),
    isStored: what => there.has(what),
    waitUntil: (isSo, what) => waitUntilTrue(listeners, { isSo, what, signal: either }),
    waitUntilQuiet: milliseconds => waitUntilQuiet(listeners, milliseconds, either),
    async stop() {
      end.abort()
      await Promise.all(following.map(({ done }) => done))
    },
  }
}

/** Watches all later changes of a resource; resolves once the watch runs. */
async function follow(
  api: ApiClient,
  resource: Resource,
  { onEvent, signal }: { onEvent(event: WatchEvent): void; signal: AbortSignal },
): Promise<{ done: Promise<void> }> {
  const list = (await api.request('GET', `${resourcePath(resource)}?limit=1`, { signal })) as KubeObject
  let since = list.metadata.resourceVersion ?? ''
  const read = async () => {
    while (!signal.aborted) {
      for await (const event of watchStream(api, resource, { since, signal })) {
        since = event.object.metadata.resourceVersion ?? since
        onEvent(event)
      }
    }
  }
  return { done: read().catch(error => void (signal.aborted || Promise.reject(error))) }
}

async function waitUntilTrue(
  listeners: Set<() => void>,
  { isSo, what, signal }: { isSo: () => boolean; what: string; signal: AbortSignal },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onTimeout = () =>
    reject(new Error(`Cannot wait for ${what}: something must change within ${patienceMs / 1000} s`))
  const timer = setTimeout(onTimeout, patienceMs)
  const look = () => void (isSo() ? resolve() : timer.refresh())
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  // A signal that aborted earlier fires no event.
  if (signal.aborted) abort()
  listeners.add(look)
  look()
  await promise.finally(() => {
    clearTimeout(timer)
    listeners.delete(look)
    signal.removeEventListener('abort', abort)
  })
}

async function waitUntilQuiet(listeners: Set<() => void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  let last = performance.now()
  const note = () => {
    last = performance.now()
  }
  listeners.add(note)
  try {
    for (let rest = milliseconds; rest > 0; rest = milliseconds - (performance.now() - last)) {
      await delay(rest, undefined, { signal })
    }
  } finally {
    listeners.delete(note)
  }
}
