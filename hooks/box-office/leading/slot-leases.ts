import type { Logger } from 'pino'
import { KubeError } from '../../kube/api.ts'
import type { Lease, LeaseApi } from '../../kube/leases.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { acquiredLease, releasedLease, renewedLease } from './lease-object.ts'
import { failLease, holdLease, isHeldBy, type SlotView, seeLease } from './slot-view.ts'
import { leaseName } from './slots.ts'

/** The context of reads and writes of the Leases. */
export interface LeaseKeeper {
  leases: LeaseApi
  /** The identity of this process; no other running process has it. */
  identity: string
  /** Monotonic milliseconds. */
  monotonic(): number
  /** Milliseconds since 1970, for the times in a Lease; people read them, no decision uses them. */
  now(): number
  log: Pick<Logger, 'info' | 'warn'>
  signal: AbortSignal
  /** The view of each slot; the functions of this file replace its items. */
  views: SlotView[]
}

const requestMs = 2_000

/** Reads all Leases in one request, and returns whether that succeeded. */
export async function readSlots(keeper: LeaseKeeper): Promise<boolean> {
  const error = await attempt(keeper, 'read the Leases', async () => {
    const listed = await ask(keeper, (leases, signal) => leases.list(signal))
    const found = new Map(listed.map(lease => [lease.metadata.name, lease]))
    for (const slot of keeper.views.keys()) showLease(keeper, slot, found.get(leaseName(slot)))
  })
  return error === undefined
}

/** Renews the Lease of a slot of ours. */
export async function renewSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const lease = await ownLease(keeper, slot)
    if (lease === undefined) return
    const sentAt = keeper.monotonic()
    const renewed = renewedLease(lease, keeper.now())
    const stored = await ask(keeper, (leases, signal) => leases.replace(renewed, signal))
    update(keeper, slot, view => holdLease(view, { lease: stored, sentAt }))
  })
}

/** Acquires the Lease of a free slot. */
export async function takeSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const { lease } = viewOf(keeper, slot)
    const acquired = acquiredLease(lease, { slot, identity: keeper.identity, now: keeper.now() })
    const sentAt = keeper.monotonic()
    const stored = await ask(keeper, (leases, signal) =>
      lease === undefined ? leases.create(acquired, signal) : leases.replace(acquired, signal),
    )
    update(keeper, slot, view => holdLease(view, { lease: stored, sentAt }))
  })
}

/** Releases the Lease of a slot of ours. */
export async function releaseSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const lease = await ownLease(keeper, slot)
    if (lease === undefined) return
    const released = releasedLease(lease, keeper.now())
    const stored = await ask(keeper, (leases, signal) => leases.replace(released, signal))
    showLease(keeper, slot, stored)
  })
}

// After a write without an answer the Lease may have another version, and after a refused write another holder.
async function ownLease(keeper: LeaseKeeper, slot: number): Promise<Lease | undefined> {
  if (viewOf(keeper, slot).isDoubtful) {
    const stored = await ask(keeper, (leases, signal) => leases.get(leaseName(slot), signal))
    showLease(keeper, slot, stored)
  }
  const { lease } = viewOf(keeper, slot)
  return isHeldBy(keeper.identity, lease) ? lease : undefined
}

async function write(keeper: LeaseKeeper, slot: number, call: () => Promise<void>): Promise<void> {
  const error = await attempt(keeper, `write the Lease "${leaseName(slot)}"`, call)
  if (error === undefined) return
  const isRefused = error.code === 409 || error.code === 404
  update(keeper, slot, view => failLease(view, { isRefused }))
}

async function attempt(
  { log, signal }: LeaseKeeper,
  what: string,
  call: () => Promise<void>,
): Promise<KubeError | undefined> {
  try {
    await call()
    return undefined
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    if (!signal.aborted && error.code !== 409) log.warn({ err: error }, `Cannot ${what}`)
    return error
  }
}

function showLease(keeper: LeaseKeeper, slot: number, lease: Lease | undefined): void {
  const { identity } = keeper
  update(keeper, slot, view => seeLease(view, { lease, at: keeper.monotonic(), identity }))
}

function viewOf(keeper: LeaseKeeper, slot: number): SlotView {
  return keeper.views[slot] as SlotView
}

function update(keeper: LeaseKeeper, slot: number, change: (view: SlotView) => SlotView): void {
  keeper.views[slot] = change(viewOf(keeper, slot))
}

// A request that hangs must not delay the renewals.
function ask<T>({ leases, signal: outer }: LeaseKeeper, call: (leases: LeaseApi, signal: AbortSignal) => Promise<T>) {
  return withTimeLimit({ milliseconds: requestMs, outer }, signal => call(leases, signal))
}
