import { setTimeout as delay } from 'node:timers/promises'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { ApiClient } from '../../local/kubernetes/api-client.ts'
import type { KubeObject } from '../../local/kubernetes/kube-object.ts'
import { type Resource, resourcePath } from '../../local/kubernetes/resource.ts'
import { type WatchEvent, watchStream } from '../../local/kubernetes/watch-stream.ts'
import { type Moment, momentsOf } from '../moments.ts'

/** Watches everything, as any client may, and remembers when (performance.now()) it heard of what for the first time. */
export interface Observer {
  at(moment: Moment, order: string): number | undefined
  count(moment: Moment): number
  uid(order: string): string
  /** Tells of each moment of each order from now on, the first time only. */
  listen(tell: (moment: Moment, order: string) => void): void
  /** Whether there is, such as "namespace summer". */
  isThere(what: string): boolean
  /** Resolves once it is so, looked at after each change. Rejects when nothing has changed for 400 s. */
  until(isSo: () => boolean, what: string): Promise<void>
  /** Resolves when nothing has changed for so many milliseconds. */
  quiet(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

const resources: Resource[] = [
  ...['Order', 'Reservation', 'Ticket', 'Payment', 'Plan'].map(kind => {
    return { apiVersion, kind, plural: `${kind.toLowerCase()}s`, namespaced: true }
  }),
  { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false },
]
/** Longer than the time after which controllers look at everything again. */
const patience = 400_000

export async function observe(api: ApiClient, signal: AbortSignal): Promise<Observer> {
  const moments = new Map<Moment, Map<string, number>>()
  const uids = new Map<string, string>()
  const there = new Set<string>()
  const listeners = new Set<() => void>()
  const told = new Set<(moment: Moment, order: string) => void>()
  const end = new AbortController()
  const either = AbortSignal.any([signal, end.signal])
  const timesOf = (moment: Moment) => moments.get(moment) ?? new Map<string, number>()

  function heard({ type, object }: WatchEvent): void {
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
      for (const tell of told) tell(moment, order)
    }
    if (object.kind === 'Order') uids.set(object.metadata.name, object.metadata.uid ?? '')
    for (const listener of [...listeners]) listener()
  }

  const following = await Promise.all(resources.map(resource => follow(api, resource, { heard, signal: either })))
  return {
    at: (moment, order) => moments.get(moment)?.get(order),
    count: moment => timesOf(moment).size,
    uid: order => uids.get(order) ?? '',
    listen: tell => void told.add(tell),
    isThere: what => there.has(what),
    until: (isSo, what) => untilSo(listeners, { isSo, what, signal: either }),
    quiet: milliseconds => untilQuiet(listeners, milliseconds, either),
    async stop() {
      end.abort()
      await Promise.all(following.map(({ done }) => done))
    },
  }
}

/** Hears all that is written from now on; resolves once it listens. */
async function follow(
  api: ApiClient,
  resource: Resource,
  { heard, signal }: { heard(event: WatchEvent): void; signal: AbortSignal },
): Promise<{ done: Promise<void> }> {
  const list = (await api.request('GET', `${resourcePath(resource)}?limit=1`, { signal })) as KubeObject
  let since = list.metadata.resourceVersion ?? ''
  const read = async () => {
    while (!signal.aborted) {
      for await (const event of watchStream(api, resource, { since, signal })) {
        since = event.object.metadata.resourceVersion ?? since
        heard(event)
      }
    }
  }
  return { done: read().catch(error => void (signal.aborted || Promise.reject(error))) }
}

async function untilSo(
  listeners: Set<() => void>,
  { isSo, what, signal }: { isSo: () => boolean; what: string; signal: AbortSignal },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const late = () => reject(new Error(`Cannot wait for ${what}: something must change within ${patience / 1000} s`))
  const timer = setTimeout(late, patience)
  const look = () => void (isSo() ? resolve() : timer.refresh())
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  // Of a signal that aborted before nobody is told.
  if (signal.aborted) abort()
  listeners.add(look)
  look()
  await promise.finally(() => {
    clearTimeout(timer)
    listeners.delete(look)
    signal.removeEventListener('abort', abort)
  })
}

async function untilQuiet(listeners: Set<() => void>, milliseconds: number, signal: AbortSignal): Promise<void> {
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
