import type { Lease } from '../../kube/leases.ts'
import { microTime } from '../../rules/time.ts'
import { leaseSeconds } from './slot-view.ts'
import { leaseName } from './slots.ts'

/** A Lease with its next holder; `lease` is the stored one, undefined if none exists. Times are milliseconds since 1970. */
export function acquiredLease(
  lease: Lease | undefined,
  { slot, identity, now }: { slot: number; identity: string; now: number },
): Lease {
  const time = microTime(now)
  const spec = {
    holderIdentity: identity,
    leaseDurationSeconds: leaseSeconds,
    acquireTime: time,
    renewTime: time,
    leaseTransitions: lease === undefined ? 0 : (lease.spec?.leaseTransitions ?? 0) + 1,
  }
  return { ...(lease ?? newLease(slot)), spec }
}

/** A Lease that its holder keeps. */
export function renewedLease(lease: Lease, now: number): Lease {
  return { ...lease, spec: { ...lease.spec, leaseDurationSeconds: leaseSeconds, renewTime: microTime(now) } }
}

/** A Lease that its holder gives up. */
export function releasedLease(lease: Lease, now: number): Lease {
  return { ...lease, spec: { ...lease.spec, holderIdentity: '', renewTime: microTime(now) } }
}

function newLease(slot: number): Lease {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: leaseName(slot) } }
}
