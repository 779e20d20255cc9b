import { isArbiter } from '../box-office/leading/old-arbiter.ts'
import { leaseSeconds } from '../box-office/leading/slot-view.ts'
import { leaseName, slotCount } from '../box-office/leading/slots.ts'
import type { HandBackApi } from '../kube/hand-back-api.ts'
import type { Lease } from '../kube/leases.ts'

export interface Look {
  api: Pick<HandBackApi, 'leases' | 'compositeControllers'>
  signal: AbortSignal
  /** Waits for that number of milliseconds. */
  pause(milliseconds: number): Promise<void>
}

const names = new Set(Array.from({ length: slotCount }, (_, slot) => leaseName(slot)))
const expiryMs = (leaseSeconds + 2) * 1000

/**
 * Rejects with one sentence while the box office or the plan controller of 0.2.0 still decides; it names the one that runs. A
 * held Lease counts as expired if nobody renewed it for ten seconds by our clock.
 */
export async function refuseArbiters({ api, signal, pause }: Look): Promise<void> {
  const controller = (await api.compositeControllers(signal)).find(isArbiter)
  if (controller !== undefined)
    throw handBackRefusal(`the CompositeController "${controller.name}" decides on plans; delete it`)
  const before = await readOwnLeases(api, signal)
  if (before.length === 0)
    throw handBackRefusal(
      'the box office has no Lease in the namespace of NAMESPACE; set it to the namespace of the release',
    )
  if (!before.some(isHeld)) return
  await pause(expiryMs)
  const after = await readOwnLeases(api, signal)
  const renewed = after.find(lease => isHeld(lease) && !before.some(one => isSameVersion(one, lease)))
  if (renewed === undefined) return
  throw handBackRefusal(
    `the box office "${renewed.spec?.holderIdentity}" runs (Lease "${renewed.metadata.name}"); scale it to 0 and wait until its pods have ended`,
  )
}

async function readOwnLeases(api: Look['api'], signal: AbortSignal): Promise<Lease[]> {
  return (await api.leases(signal)).filter(({ metadata }) => names.has(metadata.name))
}

function isHeld({ spec }: Lease): boolean {
  return Boolean(spec?.holderIdentity)
}

function isSameVersion({ metadata: one }: Lease, { metadata: other }: Lease): boolean {
  return one.name === other.name && one.resourceVersion === other.resourceVersion
}

/** The error of a command that does not begin, or does not end as it should. */
export function handBackRefusal(why: string): Error {
  return new Error(`Cannot hand reservations back: ${why}`)
}
