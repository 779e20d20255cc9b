import type { Lease } from '../../kube/leases.ts'

/** Conferences are spread over this many slots; a Lease each says who decides on them. */
export const slotCount = 16

/** How long a Lease stands without being renewed. */
export const leaseSeconds = 8

// A holder stops leading one second before anybody else may begin.
const leadsMs = leaseSeconds * 1_000 - 1_000

/** How often a Lease is renewed, and how often a process looks for what is free. */
export const renewalMs = 2_000
export const pollMs = 500

// What is not due yet at one poll would be late by half a poll at the next.
const dueMs = renewalMs - pollMs / 2

const strandedMs = 16_000

/** The slot of a conference: FNV-1a (32 bits) of its namespace. */
export function slotOf(namespace: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < namespace.length; index++) {
    hash = Math.imul(hash ^ namespace.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % slotCount
}

/** The name of the Lease of a slot. */
export function leaseName(slot: number): string {
  return `kconference-box-office-${slot}`
}

/** What a process knows of one slot. Times are milliseconds of its own monotonic clock. */
export interface SlotView {
  lease: Lease | undefined
  /** Since when its record has been what it is, as far as this process saw. */
  seenAt: number
  /** Since when nobody has had it; undefined while somebody has. */
  freeSince: number | undefined
  /** Until when it is certainly our own. */
  leadsUntil: number
  /** Whether a write of ours failed, or may have been made unseen: the Lease must be read before the next one. */
  isDoubtful: boolean
}

/** Before anything was seen. */
export const unseen: SlotView = {
  lease: undefined,
  seenAt: Number.NEGATIVE_INFINITY,
  freeSince: undefined,
  leadsUntil: Number.NEGATIVE_INFINITY,
  isDoubtful: false,
}

/** The view after its Lease was read, undefined when there is none. */
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

/** The view after we wrote ourselves into the Lease; sentAt is the time before the request was sent. */
export function holdLease(view: SlotView, { lease, sentAt }: { lease: Lease; sentAt: number }): SlotView {
  return { ...view, lease, seenAt: sentAt, freeSince: undefined, leadsUntil: sentAt + leadsMs, isDoubtful: false }
}

/** The view after a write of ours failed: `isRefused` when the API server said that somebody else had acted. */
export function failLease(view: SlotView, { isRefused }: { isRefused: boolean }): SlotView {
  const leadsUntil = isRefused ? Number.NEGATIVE_INFINITY : view.leadsUntil
  return { ...view, leadsUntil, isDoubtful: true }
}

/** Whether it is time to renew the Lease of a slot of ours, at once after a failure. */
export function isDue({ leadsUntil }: SlotView, at: number): boolean {
  return at >= leadsUntil - leadsMs + dueMs
}

/** Whether the Lease says that this process has it. */
export function isHeldBy(identity: string, lease: Lease | undefined): boolean {
  return lease?.spec?.holderIdentity === identity
}

// Somebody may write a Lease by hand, with a duration of years: nobody keeps a slot longer than this without renewing it.
const longestLeaseSeconds = 60

// As client-go: clocks of two machines are never compared. A record that did not change for its duration has no holder.
function isFreeLease(lease: Lease | undefined, unchangedMs: number): boolean {
  if (!lease?.spec?.holderIdentity) return true
  return unchangedMs >= Math.min(lease.spec.leaseDurationSeconds ?? leaseSeconds, longestLeaseSeconds) * 1_000
}

function isSameRecord(one: Lease | undefined, other: Lease | undefined): boolean {
  return JSON.stringify(one?.spec) === JSON.stringify(other?.spec)
}

/** How many slots each of so many processes takes. */
export function shareOf(shards: number): number {
  return Math.ceil(slotCount / shards)
}

/**
 * The free slots that a process should take now. It takes one run of `share` slots: the first of the run, and when it has
 * that one the others, so that two that start at once do not divide a run. What nobody has taken for 16 s is taken by all.
 */
export function slotsToTake(
  views: readonly SlotView[],
  { at, identity, share }: { at: number; identity: string; share: number },
): number[] {
  const slots = [...views.keys()]
  const free = slots.filter(slot => views[slot]?.freeSince !== undefined)
  const stranded = slots.filter(slot => (views[slot]?.freeSince ?? at) <= at - strandedMs)
  const own = slots.filter(slot => isHeldBy(identity, views[slot]?.lease))
  const first = own.find(slot => slot % share === 0)
  const run =
    first === undefined
      ? free.filter(slot => slot % share === 0).slice(0, 1)
      : free.filter(slot => slot > first && slot < first + share)
  return [...new Set([...run.slice(0, Math.max(0, share - own.length)), ...stranded])]
}
