import { type AssemblyOptions, assembleBoxOffice } from './assemble.ts'
import { Comparison } from './comparison.ts'
import type { Leadership, LeadershipOptions } from './leading/leadership.ts'

export interface BoxOfficeOptions extends AssemblyOptions {
  /** Begins to lead; called once the views are complete. */
  lead(events: Pick<LeadershipOptions, 'onChange' | 'onRound'>): Leadership
}

/** The readiness of a box office, with its role and the obstacle to its decisions. */
export interface Readiness {
  isReady: boolean
  role: 'leader' | 'standby'
  /** The slots that it leads. */
  slots: number[]
  conferences: number
  /** The reason why it decides nothing; absent if it can decide. */
  waitsFor?: string
}

/** A running box office. */
export interface BoxOffice {
  readiness(): Readiness
  /** Stops deciding, waits for the writes under way, and releases the Leases. */
  stop(): Promise<void>
  /** Resolves once its watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

const doubtsMs = 10_000
/** The longest wait for writes under way at the end. */
const patienceMs = 1_000

/** Starts a box office: it lists all objects, leads free slots, and decides until `stop`. */
export function startBoxOffice(options: BoxOfficeOptions): BoxOffice {
  const ending = new AbortController()
  const { signal } = ending
  let leadership: Leadership | undefined
  let isStopping = false
  const leader = {
    isLeaderOf: (namespace: string) => leadership?.isLeaderOf(namespace) === true,
    slots: () => leadership?.slots() ?? [],
  }
  const parts = assembleBoxOffice(options, { leader, signal })
  const { registry, gate, oldArbiter, touch, inquiries, office, writer, views } = parts
  const touchAll = () => {
    for (const registered of registry.all()) touch(registered)
  }
  const look = () => void oldArbiter.look(signal)
  look()
  void views.listed.then(() => {
    if (!isStopping) leadership = options.lead({ onChange: touchAll, onRound: look })
  })
  const comparison = new Comparison({ ...options, ...parts, onDifference: parts.counts.countDifference })
  const settleDoubts = () => {
    const open = [...registry.all()].filter(one => gate(one) === undefined)
    for (const registered of open) inquiries.settleDoubts(registered)
  }
  const doubts = setInterval(settleDoubts, doubtsMs)

  return {
    ended: views.ended,
    readiness() {
      const stale = views.staleReason()
      const waitsFor = stale ?? oldArbiter.closedReason()
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
