import { isSameValue } from '../same-value.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Faults } from '../schedule/faults.ts'
import { syncRun } from '../sync-run.ts'
import type { ApiServer } from './api-server.ts'
import type { Answer, Controller, Seen } from './controllers.ts'
import type { Store } from './store.ts'
import { type Change, type KindName, ownerOf, type Stored } from './stored.ts'
import { createView, type View } from './view.ts'

/** The engine's pause before it retries a failed sync, in milliseconds. */
const backOffMs = 1_000
/** The controller's resyncPeriodSeconds, in milliseconds. */
const resyncPeriodMs = 1_800_000

/** One controller in one engine process: its views, its queue, and its syncs that are under way. */
export interface Consumer {
  name: string
  controller: Controller
  views: View[]
  /** The names of the parents that wait for a sync. */
  waitingKeys(): string[]
  /** The names of the parents whose sync is under way. */
  runningKeys(): string[]
  /** Shows the view the next change, or the last one again, and enqueues the parents that it concerns. */
  deliver(view: View, event: 'next' | 'again'): void
  /** Starts the sync of a waiting parent; its first step calls the hook. */
  start(key: string): void
  /** Lets a sync do one more call. Returns its next call in words; undefined at its end. */
  step(key: string, choices: Choices): string | undefined
  /** Drops a sync in the middle; it is retried later. */
  giveUp(key: string): void
  /** The start of a sync, in milliseconds since 1970. */
  startedAt(key: string): number
  /** Enqueues the parents whose timers are due. */
  wake(): void
  /** The time of the next timer, in milliseconds since 1970. */
  wakesAt(): number
  /** Forgets everything in memory, lists again, and enqueues all parents. */
  restart(relist: (view: View) => void): void
}

interface Run {
  steps: ReturnType<typeof syncRun>
  startedAt: number
}

export interface Process {
  api: ApiServer
  store: Store
  faults: Faults
  /** The simulated time, in milliseconds since 1970. */
  now(): number
  /** The error of this process's clock, in milliseconds. */
  skewMs: number
  onAnswer(asked: { by: string; parent: Stored; seen: Seen; now: number }, answer: Answer): void
}

export function createConsumer(name: string, controller: Controller, process: Process): Consumer {
  const { api, store, faults, now } = process
  const kinds: KindName[] = [controller.parent, ...controller.children]
  const views = kinds.map(kind => createView(store, kind))
  const parents = viewOf(controller.parent)
  const queue = new Set<string>()
  const runs = new Map<string, Run>()
  const timers = new Map<string, number>()
  let nextResync = now() + resyncPeriodMs

  function viewOf(kind: KindName): View {
    const view = views.find(view => view.kind === kind)
    if (view === undefined) throw new TypeError(`Cannot view "${kind}": it must be one of the controller's kinds`)
    return view
  }

  function concernedKeys({ kind, name, before, after }: Change): string[] {
    if (kind === controller.parent) return isStatusChange(before, after) ? [] : [name]
    const owners = [before, after].map(object => object && ownerOf(object))
    return parents.list().flatMap(({ metadata }) => (owners.includes(metadata.uid) ? [metadata.name] : []))
  }

  const wakeUpAfter = (key: string, milliseconds: number) => {
    timers.set(key, Math.min(timers.get(key) ?? Number.POSITIVE_INFINITY, now() + milliseconds))
  }

  const run = (key: string): Run => {
    const parent = parents.get(key)
    const place = {
      controller,
      api,
      faults,
      list: (kind: KindName) => viewOf(kind).list(),
      now: () => now() + process.skewMs,
      onAnswer(asked: { parent: Stored; seen: Seen }, answer: Answer) {
        if (answer.resyncAfterSeconds !== undefined) wakeUpAfter(key, answer.resyncAfterSeconds * 1000)
        process.onAnswer({ by: name, ...asked, now: now() + process.skewMs }, answer)
      },
      putOff: (seconds: number) => wakeUpAfter(key, seconds * 1000),
    }
    return { steps: parent === undefined ? noSteps() : syncRun(parent, place), startedAt: now() }
  }

  return {
    name,
    controller,
    views,
    waitingKeys: () => [...queue].filter(key => !runs.has(key)),
    runningKeys: () => [...runs.keys()],
    startedAt: key => runs.get(key)?.startedAt ?? now(),
    deliver(view, event) {
      const change = event === 'again' ? view.lastChange() : view.next()
      if (change === undefined) return
      for (const key of concernedKeys(change)) queue.add(key)
    },
    start(key) {
      queue.delete(key)
      runs.set(key, run(key))
    },
    step(key, choices) {
      const { done, value } = runs.get(key)?.steps.next(choices) ?? { done: true, value: false }
      if (done !== true) return value as string
      runs.delete(key)
      if (value === true) wakeUpAfter(key, backOffMs)
      return undefined
    },
    giveUp(key) {
      runs.delete(key)
      wakeUpAfter(key, backOffMs)
    },
    wake() {
      for (const [key, at] of timers) {
        if (at > now()) continue
        timers.delete(key)
        queue.add(key)
      }
      if (nextResync > now()) return
      nextResync = now() + resyncPeriodMs
      for (const { metadata } of parents.list()) queue.add(metadata.name)
    },
    wakesAt: () => Math.min(nextResync, ...timers.values()),
    restart(relist) {
      queue.clear()
      runs.clear()
      timers.clear()
      nextResync = now() + resyncPeriodMs
      for (const view of views) relist(view)
      for (const { metadata } of parents.list()) queue.add(metadata.name)
    },
  }
}

/** Whether only the status changed, which causes no sync (ignoreStatusChanges). A parent that is being deleted does not count. */
function isStatusChange(before: Stored | undefined, after: Stored | undefined): boolean {
  if (before === undefined || after === undefined || after.metadata.deletionTimestamp !== undefined) return false
  const syncTrigger = ({ metadata: { uid, generation, labels, annotations } }: Stored) => [
    uid,
    generation,
    labels,
    annotations,
  ]
  return isSameValue(syncTrigger(before), syncTrigger(after))
}

// biome-ignore lint/correctness/useYield: a deleted parent takes no steps
function* noSteps(): Generator<string, boolean, Choices> {
  return false
}
