import type { Logger } from 'pino'
import { KubeError } from '../../kube/api.ts'
import type { Lease, LeaseApi } from '../../kube/leases.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { failLease, holdLease, isHeldBy, leaseName, leaseSeconds, type SlotView, seeLease } from './slots.ts'

/** What reading and writing the Leases needs. */
export interface LeaseKeeper {
  leases: LeaseApi
  /** Of this process, unlike any other that lives. */
  identity: string
  /** Milliseconds that never go back. */
  monotonic(): number
  /** Milliseconds since 1970, for people who read a Lease: nothing is decided by it. */
  now(): number
  log: Pick<Logger, 'info' | 'warn'>
  signal: AbortSignal
  /** What is known of each slot; replaced by what is done here. */
  views: SlotView[]
}

const requestMs = 2_000

/** Reads all Leases at once, and answers whether it could. */
export async function readSlots(keeper: LeaseKeeper): Promise<boolean> {
  const error = await attempt(keeper, 'read the Leases', async () => {
    const listed = await ask(keeper, (leases, signal) => leases.list(signal))
    const found = new Map(listed.map(lease => [lease.metadata.name, lease]))
    for (const slot of keeper.views.keys()) showLease(keeper, slot, found.get(leaseName(slot)))
  })
  return error === undefined
}

/** Writes into the Lease of a slot of ours that we still have it. */
export async function renewSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const lease = await ownLease(keeper, slot)
    if (lease === undefined) return
    const sentAt = keeper.monotonic()
    const spec = { ...lease.spec, leaseDurationSeconds: leaseSeconds, renewTime: microTime(keeper) }
    const stored = await ask(keeper, (leases, signal) => leases.replace({ ...lease, spec }, signal))
    update(keeper, slot, view => holdLease(view, { lease: stored, sentAt }))
  })
}

/** Writes ourselves into the Lease of a slot that nobody has. */
export async function takeSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const { lease } = viewOf(keeper, slot)
    const time = microTime(keeper)
    const spec = {
      holderIdentity: keeper.identity,
      leaseDurationSeconds: leaseSeconds,
      acquireTime: time,
      renewTime: time,
      leaseTransitions: lease === undefined ? 0 : (lease.spec?.leaseTransitions ?? 0) + 1,
    }
    const sentAt = keeper.monotonic()
    const stored = await ask(keeper, (leases, signal) =>
      lease === undefined ? leases.create(newLease(slot, spec), signal) : leases.replace({ ...lease, spec }, signal),
    )
    update(keeper, slot, view => holdLease(view, { lease: stored, sentAt }))
  })
}

/** Writes into the Lease of a slot of ours that nobody has it. */
export async function releaseSlot(keeper: LeaseKeeper, slot: number): Promise<void> {
  await write(keeper, slot, async () => {
    const lease = await ownLease(keeper, slot)
    if (lease === undefined) return
    const spec = { ...lease.spec, holderIdentity: '', renewTime: microTime(keeper) }
    const stored = await ask(keeper, (leases, signal) => leases.replace({ ...lease, spec }, signal))
    showLease(keeper, slot, stored)
  })
}

// After a write without an answer the Lease may have another version, and after a refused one another holder.
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

function newLease(slot: number, spec: NonNullable<Lease['spec']>): Lease {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: leaseName(slot) }, spec }
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

// One that hangs must not keep the renewals waiting.
function ask<T>({ leases, signal: outer }: LeaseKeeper, call: (leases: LeaseApi, signal: AbortSignal) => Promise<T>) {
  return withTimeLimit({ milliseconds: requestMs, outer }, signal => call(leases, signal))
}

/** A MicroTime: RFC 3339 with six digits behind the seconds. */
function microTime({ now }: LeaseKeeper): string {
  return new Date(now()).toISOString().replace('Z', '000Z')
}
