import { setTimeout as delay } from 'node:timers/promises'
import { type LeaseKeeper, readSlots, releaseSlot, renewSlot, takeSlot } from './slot-leases.ts'
import { isDue, isHeldBy, pollMs, renewalMs, type SlotView, unseen } from './slot-view.ts'
import { shareOf, slotCount, slotOf, slotsToTake } from './slots.ts'

export interface LeadershipOptions extends Omit<LeaseKeeper, 'signal' | 'views'> {
  /** The number of processes that share the slots; any others wait. */
  shards: number
  /** Called with the slots that this process leads, whenever they have changed. */
  onChange(slots: number[]): void
  /** Called every 2 s before Leases are renewed, even while this process leads no slot. */
  onRound(): void
  /** Ends the leadership at once, without a further write. */
  signal?: AbortSignal
  /** Waits for `ms` milliseconds, or until the signal. */
  pause?(ms: number, signal: AbortSignal): Promise<void>
}

/** The conferences on which this process decides. */
export interface Leadership {
  /** Whether this process certainly leads the conference of that namespace at this moment; check before every write. */
  isLeaderOf(namespace: string): boolean
  /** The slots that it leads at this moment. */
  slots(): number[]
  /** Stops leading, and releases the Leases. Call it when no write is under way any more. */
  stop(): Promise<void>
}

/**
 * Leads slots by Leases: takes its share of the free slots, renews their Leases every 2 s, and looks for free slots every
 * 0.5 s while it does not lead all. A released slot has a new leader within 1 s, a slot of a killed process within 10 s.
 * Without an answer of the API server it leads for at most 7 s, by the monotonic clock alone.
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

interface RoundOptions extends Pick<LeadershipOptions, 'shards' | 'onChange' | 'onRound' | 'pause'> {
  slots(): number[]
  ended: AbortSignal
}

async function keepLeading(
  keeper: LeaseKeeper,
  { shards, onChange, onRound, pause = waitFor, slots, ended }: RoundOptions,
): Promise<void> {
  const share = shareOf(shards)
  let reported = ''
  const reportSlots = () => {
    const led = slots()
    if (reported === `${led}`) return
    reported = `${led}`
    keeper.log.info({ slots: led }, 'the slots of this process changed')
    onChange(led)
  }
  let roundAt = Number.NEGATIVE_INFINITY
  while (!ended.aborted) {
    // A leadership may have ended unnoticed, such as while the process was suspended: report that before any renewal.
    reportSlots()
    if (keeper.monotonic() >= roundAt) {
      roundAt = keeper.monotonic() + renewalMs - pollMs / 2
      onRound()
    }
    await renewSlots(keeper)
    await takeSlots(keeper, { share, ended })
    reportSlots()
    await pause(pollMs, ended)
  }
  reportSlots()
}

async function renewSlots(keeper: LeaseKeeper): Promise<void> {
  const due = [...keeper.views].flatMap((view, slot) =>
    isHeldBy(keeper.identity, view.lease) && isDue(view, keeper.monotonic()) ? [slot] : [],
  )
  await Promise.all(due.map(slot => renewSlot(keeper, slot)))
}

// Takes the first slot of a run first, and the other slots immediately after it (slotsToTake).
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
