import { type AssemblyOptions, assembleBoxOffice } from './assemble.ts'
import { Comparison } from './compare.ts'
import type { Leadership, LeadershipOptions } from './leading/leadership.ts'
import type { Registered } from './registry.ts'

export interface BoxOfficeOptions extends AssemblyOptions {
  /** Begins to lead, once there is something to decide by. */
  lead(events: Pick<LeadershipOptions, 'onChange' | 'onRound'>): Leadership
}

/** Whether it can decide, and what it does. */
export interface Readiness {
  isReady: boolean
  role: 'leader' | 'standby'
  /** The slots that it leads. */
  slots: number[]
  conferences: number
  /** Why it decides nothing; absent when nothing stands against it. */
  waitsFor?: string
}

/** A running box office. */
export interface BoxOffice {
  readiness(): Readiness
  /** Decides nothing more, finishes what is on its way, and gives its Leases back. */
  stop(): Promise<void>
  /** Once its watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

const doubtsMs = 10_000
/** For how long writes that are on their way are waited for at the end. */
const patienceMs = 1_000

/** Starts a box office: it lists everything, leads what nobody else leads, and decides until it is told to stop. */
export function startBoxOffice(options: BoxOfficeOptions): BoxOffice {
  const ending = new AbortController()
  const { signal } = ending
  let leadership: Leadership | undefined
  let isStopping = false
  const leader = {
    leads: (namespace: string) => leadership?.leads(namespace) === true,
    slots: () => leadership?.slots() ?? [],
  }
  const parts = assembleBoxOffice(options, { leader, signal })
  const { registry, gate, oldArbiter, touch, inquiries, office, writer, views } = parts
  const look = () => void oldArbiter.look(signal)
  look()
  void views.listed.then(() => {
    if (!isStopping) leadership = options.lead({ onChange: () => each(registry.all(), touch), onRound: look })
  })
  const comparison = new Comparison({ ...options, ...parts, differed: parts.counts.countDifference })
  const settleDoubts = () =>
    each(
      [...registry.all()].filter(one => gate(one) === undefined),
      inquiries.settleDoubts,
    )
  const doubts = setInterval(settleDoubts, doubtsMs)

  return {
    ended: views.ended,
    readiness() {
      const stale = views.staleBecause()
      const waitsFor = stale ?? oldArbiter.closedBecause()
      const slots = leader.slots()
      const role = slots.length > 0 ? 'leader' : 'standby'
      const conferences = [...registry.all()].length
      return { isReady: stale === undefined, role, slots, conferences, ...(waitsFor !== undefined && { waitsFor }) }
    },
    async stop() {
      isStopping = true
      office.stop()
      comparison.stop()
      clearInterval(doubts)
      await writer.stop(patienceMs)
      await leadership?.stop()
      ending.abort()
    },
  }
}

function each(conferences: Iterable<Registered>, tell: (registered: Registered) => void): void {
  for (const registered of conferences) tell(registered)
}
