import { setTimeout as delay } from 'node:timers/promises'
import { type LeaseKeeper, readSlots, releaseSlot, renewSlot, takeSlot } from './slot-leases.ts'
import {
  isDue,
  isHeldBy,
  pollMs,
  renewalMs,
  type SlotView,
  shareOf,
  slotCount,
  slotOf,
  slotsToTake,
  unseen,
} from './slots.ts'

export interface LeadershipOptions extends Omit<LeaseKeeper, 'signal' | 'views'> {
  /** How many processes share the slots; more than that wait. */
  shards: number
  /** The slots that this process leads, whenever they have changed. */
  onChange(slots: number[]): void
  /** Called every 2 s, before Leases are renewed, also while this process waits. */
  onRound(): void
  /** Ends it at once: nothing is renewed, and nothing released. */
  signal?: AbortSignal
  /** Waits that many milliseconds, or until the signal. */
  pause?(ms: number, signal: AbortSignal): Promise<void>
}

/** On which conferences this process decides. */
export interface Leadership {
  /** Whether the conference of that namespace is certainly its own at this moment: ask before every write. */
  isLeaderOf(namespace: string): boolean
  /** The slots that it leads at this moment. */
  slots(): number[]
  /** Leads nothing from now on, and releases what it has. Call it when no write is on its way any more. */
  stop(): Promise<void>
}

/**
 * Leads slots by Leases: takes its share of those that nobody has, renews them every 2 s, and looks every 0.5 s while it
 * does not lead all. A released slot has a new leader within 1 s, one of a killed process within 10 s. It holds no more
 * than 7 s without an answer of the API server, by the monotonic clock alone.
 */
export function startLeadership(options: LeadershipOptions): Leadership {
  const { monotonic, identity, signal: killed = new AbortController().signal } = options
  const stopped = new AbortController()
  const ended = AbortSignal.any([stopped.signal, killed])
  const views = Array.from({ length: slotCount }, () => unseen)
  const keeper: LeaseKeeper = { ...options, signal: killed, views }
  const isLeaderOfSlot = (slot: number) => !ended.aborted && monotonic() < (views[slot] as SlotView).leadsUntil
  const slots = () => [...views.keys()].filter(isLeaderOfSlot)
  const running = keepLeading(keeper, { ...options, slots, ended })
  return {
    isLeaderOf: namespace => isLeaderOfSlot(slotOf(namespace)),
    slots,
    async stop() {
      stopped.abort()
      await running
      const isOurs = (view: SlotView) => isHeldBy(identity, view.lease) || view.isDoubtful
      if (killed.aborted) return
      await Promise.all(
        [...views.keys()].filter(slot => isOurs(views[slot] as SlotView)).map(slot => releaseSlot(keeper, slot)),
      )
    },
  }
}

interface Watch extends Pick<LeadershipOptions, 'shards' | 'onChange' | 'onRound' | 'pause'> {
  slots(): number[]
  ended: AbortSignal
}

async function keepLeading(
  keeper: LeaseKeeper,
  { shards, onChange, onRound, pause = waitFor, slots, ended }: Watch,
): Promise<void> {
  const share = shareOf(shards)
  let told = ''
  const tell = () => {
    const led = slots()
    if (told === `${led}`) return
    told = `${led}`
    keeper.log.info({ slots: led }, 'the slots of this process changed')
    onChange(led)
  }
  let roundAt = Number.NEGATIVE_INFINITY
  while (!ended.aborted) {
    // What ended while nobody looked, such as while the process stood still, is told before anything is renewed.
    tell()
    if (keeper.monotonic() >= roundAt) {
      roundAt = keeper.monotonic() + renewalMs - pollMs / 2
      onRound()
    }
    await renewSlots(keeper)
    await takeSlots(keeper, { share, ended })
    tell()
    await pause(pollMs, ended)
  }
  tell()
}

async function renewSlots(keeper: LeaseKeeper): Promise<void> {
  const due = [...keeper.views].flatMap((view, slot) =>
    isHeldBy(keeper.identity, view.lease) && isDue(view, keeper.monotonic()) ? [slot] : [],
  )
  await Promise.all(due.map(slot => renewSlot(keeper, slot)))
}

// First the slot that a run begins with, then at once the others.
async function takeSlots(keeper: LeaseKeeper, { share, ended }: { share: number; ended: AbortSignal }): Promise<void> {
  const { views, identity, monotonic } = keeper
  if (views.every(view => isHeldBy(identity, view.lease)) || !(await readSlots(keeper))) return
  const tried = new Set<number>()
  while (!ended.aborted) {
    const free = slotsToTake(views, { at: monotonic(), identity, share }).filter(slot => !tried.has(slot))
    if (free.length === 0) return
    for (const slot of free) tried.add(slot)
    await Promise.all(free.map(slot => takeSlot(keeper, slot)))
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}
