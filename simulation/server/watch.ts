import type { Sighting } from '../../hooks/box-office/conference/conference-office.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Store } from './store.ts'
import type { Change, KindName, Kinds } from './stored.ts'

export type WatchedKind = Sighting['kind']

/** A list of one kind and the watch that continues it, as hooks/kube/watch/list-watch.ts shows them: late, in order, never backwards. */
export interface Watch<K extends KindName = KindName> {
  kind: K
  /** Whether a list was complete since the process started. */
  isListed(): boolean
  /** Whether a list is under way, or must begin. */
  isListing(): boolean
  /** The number of events, or of pages of a list, that the watch has not shown. */
  backlog(): number
  /** The time of the oldest of them, in milliseconds since 1970. */
  oldestAt(): number | undefined
  /** Shows the next event, or the next page of a list. */
  next(choices: Choices): Sighting[]
  /** The last sight: for an event that comes twice. */
  lastSight(): Sighting | undefined
  /** Takes a bookmark: a later revision without an event. Returns whether it is later than the last one. */
  bookmark(): boolean
  /** Lets the watch list again, because it is too far behind (410): the list also shows which objects no longer exist. */
  lose(): void
  /** The resourceVersion up to which the watch has shown everything. */
  shownRevision(): bigint
  get(name: string): Kinds[K] | undefined
  list(): Kinds[K][]
}

interface Listing {
  pages: Sighting[][]
  position: number
  revision: bigint
}

interface Around {
  store: Store
  /** The simulated time, in milliseconds since 1970. */
  now(): number
}

export function createWatch<K extends WatchedKind>(kind: K, { store, now }: Around): Watch<K> {
  const log = store.log(kind)
  const shown = new Map<string, Kinds[K]>()
  let position = 0
  let reached = 0n
  let isListed = false
  // The time of the request for a list, and the earliest position that the reply may show.
  let asked: { position: number; at: number } | undefined = { position: log.length, at: now() }
  let listing: Listing | undefined
  let last: Sighting | undefined

  /** The last revision before the change at a position. */
  const revisionBefore = (index: number) => (log[index]?.revision ?? store.revision() + 1) - 1

  const show = (sight: Sighting): Sighting => {
    if (sight.object === undefined) shown.delete(sight.name)
    else shown.set(sight.name, sight.object as Kinds[K])
    last = sight
    return sight
  }

  function begin(choices: Choices, from: number): Listing {
    const target = choices.integerBetween(from, log.length)
    const revision = BigInt(revisionBefore(target))
    const there = new Map<string, Kinds[K]>()
    for (const { name, after } of log.slice(0, target)) {
      if (after === undefined) there.delete(name)
      else there.set(name, after as Kinds[K])
    }
    const present = [...there.values()].map(object => sightOf(kind, object))
    const gone = [...shown.keys()].filter(name => !there.has(name))
    const whole = gone.map((name): Sighting => ({ kind, name, object: undefined, version: revision }))
    const split = choices.integerBelow(present.length + 1)
    return { pages: [present.slice(0, split), [...present.slice(split), ...whole]], position: target, revision }
  }

  function nextPage(choices: Choices, from: number): Sighting[] {
    listing ??= begin(choices, from)
    const page = listing.pages.shift() ?? []
    if (listing.pages.length === 0) {
      ;({ position, revision: reached } = listing)
      isListed = true
      asked = listing = undefined
    }
    return page.map(show)
  }

  return {
    kind,
    isListed: () => isListed,
    isListing: () => asked !== undefined,
    backlog: () => (asked === undefined ? log.length - position : (listing?.pages.length ?? 2)),
    oldestAt: () => (asked === undefined ? log[position]?.at : asked.at),
    next(choices) {
      if (asked !== undefined) return nextPage(choices, asked.position)
      const change = log[position]
      if (change === undefined) return []
      position += 1
      reached = BigInt(change.revision)
      return [show(sightOfChange(kind, change))]
    },
    lastSight: () => last,
    bookmark() {
      if (asked !== undefined) return false
      const before = reached
      reached = BigInt(revisionBefore(position))
      return reached > before
    },
    lose() {
      // The changes that the watch has not shown keep their age.
      asked = { position: log.length, at: asked?.at ?? log[position]?.at ?? now() }
      listing = undefined
    },
    shownRevision: () => reached,
    get: name => shown.get(name),
    list: () => [...shown.values()],
  }
}

function sightOf(kind: WatchedKind, object: Kinds[WatchedKind]): Sighting {
  const { name, resourceVersion = '0' } = object.metadata
  return { kind, name, object, version: BigInt(resourceVersion) } as Sighting
}

function sightOfChange(kind: WatchedKind, { name, after, revision }: Change): Sighting {
  return { kind, name, object: after, version: BigInt(revision) } as Sighting
}
