import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import type { System } from '../../../local/system/system.ts'
import { type Entry, entryOf } from '../../chaos/log/log-entry.ts'
import { lastRevision, storeUrl, watchStore } from '../../chaos/log/store-history.ts'
import type { Controller } from '../../server/controllers.ts'
import { byKind } from '../../server/store.ts'
import type { KindName } from '../../server/stored.ts'
import { type Realm, remainingWork } from './remaining-work.ts'

/** Sees every write of a system, and knows the present objects of each conference. */
export interface Observer {
  /** Resolves when nothing is left to do in a conference, and nothing was written into it for a moment. */
  rest(conference: string): Promise<void>
  /** The kind and name of every uid so far in a conference. */
  uids(conference: string): ReadonlyMap<string, string>
  stop(): Promise<void>
}

interface Place {
  conference: KubeObject | undefined
  hasNamespace: boolean
  objects: Record<KindName, Map<string, object>>
  uids: Map<string, string>
  listeners: Set<() => void>
}

/** The time without a write that counts as rest, in milliseconds: an engine with an older view writes within this time. */
const stillnessMs = 400
/** The longest wait for rest, in milliseconds: the garbage collector looks for new kinds every 30 s, sometimes twice. */
const patienceMs = 90_000

/** Watches a system. `controllers` returns the controllers whose hooks answer now; by default those of this version. */
export async function startObserver(
  system: System,
  { controllers }: { controllers?: () => readonly Controller[] } = {},
): Promise<Observer> {
  const url = storeUrl(system)
  const end = new AbortController()
  const places = new Map<string, Place>()
  const revision = { last: await lastRevision(url), listeners: new Set<() => void>() }
  const placeOf = (name: string) => {
    const place = places.get(name) ?? newPlace()
    places.set(name, place)
    return place
  }
  const read = async () => {
    const from = revision.last + 1
    for await (const write of watchStore(url, { from, signal: end.signal, onResume() {} })) {
      const [, , group = '', , namespace = ''] = write.key.split('/')
      const entry = entryOf(write, { namespace, at: 0 })
      const name = group === 'namespaces' || entry?.kind === 'Conference' ? (entry?.name ?? '') : namespace
      revision.last = write.revision
      if (entry !== undefined) note(placeOf(name), entry)
      for (const listener of revision.listeners) listener()
    }
  }
  const reading = read()
  const failed = reading.then(() => new Promise<never>(() => {}))
  failed.catch(() => {})
  const rest = async (conference: string) => {
    const present = await lastRevision(url)
    await waitUntilHeard(revision.listeners, () => revision.last >= present)
    await waitUntilAtRest(placeOf(conference), { name: conference, ...(controllers && { controllers }) })
  }
  return {
    rest: conference => Promise.race([rest(conference), failed]),
    uids: conference => placeOf(conference).uids,
    async stop() {
      end.abort()
      await reading
    },
  }
}

function newPlace(): Place {
  const objects = byKind(() => new Map<string, object>())
  return { conference: undefined, hasNamespace: false, objects, uids: new Map(), listeners: new Set() }
}

function note(place: Place, { kind, name, after }: Entry): void {
  if (kind === 'Namespace') place.hasNamespace = after !== undefined
  else {
    const object = after as KubeObject | undefined
    if (object?.metadata.uid !== undefined) place.uids.set(object.metadata.uid, `${kind} ${name}`)
    if (kind === 'Conference') place.conference = object
    else if (object === undefined) place.objects[kind].delete(name)
    else place.objects[kind].set(name, object)
  }
  for (const listener of place.listeners) listener()
}

async function waitUntilHeard(listeners: Set<() => void>, isEnough: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = () => {
    if (isEnough()) resolve()
  }
  listeners.add(look)
  look()
  await promise.finally(() => listeners.delete(look))
}

async function waitUntilAtRest(
  place: Place,
  { name, controllers }: { name: string; controllers?: () => readonly Controller[] },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const listWork = () =>
    remainingWork({ ...realmOf(place), ...(controllers && { controllers: controllers() }) }, Date.now())
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    clearTimeout(timer)
    if (listWork().length === 0) timer = setTimeout(resolve, stillnessMs)
  }
  const tooLate = () => {
    const limit = `within ${patienceMs / 1000} s`
    reject(
      new Error(`Cannot bring "${name}" to rest ${limit}: nothing must be left to do, but ${listWork().join('; ')}`),
    )
  }
  const limit = setTimeout(tooLate, patienceMs)
  place.listeners.add(look)
  look()
  await promise.finally(() => {
    place.listeners.delete(look)
    clearTimeout(limit)
    clearTimeout(timer)
  })
}

function realmOf({ conference, hasNamespace, objects }: Place): Realm {
  return { conference, hasNamespace, list: kind => [...objects[kind].values()] as never }
}
