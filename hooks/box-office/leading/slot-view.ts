import type { Lease } from '../../kube/leases.ts'

/** The time after which a Lease expires without a renewal. */
export const leaseSeconds = 8

// A holder stops leading one second before another process may begin.
const leadsMs = leaseSeconds * 1_000 - 1_000

/** The interval of renewals, and the interval at which a process looks for free slots. */
export const renewalMs = 2_000
export const pollMs = 500

// A renewal can start only at a poll: half a poll of tolerance starts it at the nearest one, not at the next.
const dueMs = renewalMs - pollMs / 2

/** The view that a process has of one slot. Times are milliseconds of its own monotonic clock. */
export interface SlotView {
  lease: Lease | undefined
  /** The time when this process first saw the current record of the Lease. */
  seenAt: number
  /** The time since which no process holds the slot; undefined while one does. */
  freeSince: number | undefined
  /** The time until which this process certainly leads the slot. */
  leadsUntil: number
  /** Whether a write of ours failed or has an unknown outcome: the Lease must be read before the next write. */
  isDoubtful: boolean
}

/** The view before the first read. */
export const unseen: SlotView = {
  lease: undefined,
  seenAt: Number.NEGATIVE_INFINITY,
  freeSince: undefined,
  leadsUntil: Number.NEGATIVE_INFINITY,
  isDoubtful: false,
}

/** The view after a read of its Lease; `lease` is undefined if it does not exist. */
export function seeLease(
  view: SlotView,
  { lease, at, identity }: { lease: Lease | undefined; at: number; identity: string },
): SlotView {
  const seenAt = isSameRecord(lease, view.lease) ? view.seenAt : at
  const isOurs = isHeldBy(identity, lease)
  const isFree = isFreeLease(lease, at - seenAt)
  return {
    lease,
    seenAt,
    freeSince: isFree ? (view.freeSince ?? at) : undefined,
    leadsUntil: isOurs ? view.leadsUntil : Number.NEGATIVE_INFINITY,
    isDoubtful: false,
  }
}

/** The view after this process acquired or renewed the Lease; `sentAt` is the time before the request. */
export function holdLease(view: SlotView, { lease, sentAt }: { lease: Lease; sentAt: number }): SlotView {
  return { ...view, lease, seenAt: sentAt, freeSince: undefined, leadsUntil: sentAt + leadsMs, isDoubtful: false }
}

/** The view after a failed write; `isRefused` if the API server reported that another process had written or deleted it. */
export function failLease(view: SlotView, { isRefused }: { isRefused: boolean }): SlotView {
  const leadsUntil = isRefused ? Number.NEGATIVE_INFINITY : view.leadsUntil
  return { ...view, leadsUntil, isDoubtful: true }
}

/** Whether the Lease of a slot of ours is due for renewal; after a failed renewal it is due at once. */
export function isDue({ leadsUntil }: SlotView, at: number): boolean {
  return at >= leadsUntil - leadsMs + dueMs
}

/** Whether the Lease names this process as its holder. */
export function isHeldBy(identity: string, lease: Lease | undefined): boolean {
  return lease?.spec?.holderIdentity === identity
}

// A Lease that was written by hand may have a duration of years: without a renewal, no holder keeps a slot for longer.
const longestLeaseSeconds = 60

// Like client-go, this never compares the clocks of two machines: a record that stays unchanged for its duration is free.
function isFreeLease(lease: Lease | undefined, unchangedMs: number): boolean {
  if (!lease?.spec?.holderIdentity) return true
  return unchangedMs >= Math.min(lease.spec.leaseDurationSeconds ?? leaseSeconds, longestLeaseSeconds) * 1_000
}

function isSameRecord(one: Lease | undefined, other: Lease | undefined): boolean {
  return JSON.stringify(one?.spec) === JSON.stringify(other?.spec)
}
