import t from 'tap'
import { acquiredLease, releasedLease, renewedLease } from '../../../hooks/box-office/leading/lease-object.ts'

const now = Date.parse('2026-11-20T08:00:00.123Z')
const time = '2026-11-20T08:00:00.123000Z'
const first = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'kconference-box-office-3' },
  spec: {
    holderIdentity: 'me',
    leaseDurationSeconds: 8,
    acquireTime: time,
    renewTime: time,
    leaseTransitions: 0,
  },
}

t.test('the Lease of a slot is created with its first holder', async t => {
  t.strictSame(acquiredLease(undefined, { slot: 3, identity: 'me', now }), first)
})

t.test('the next holder replaces it and counts the transition', async t => {
  const stored = { ...first, metadata: { ...first.metadata, resourceVersion: '7' } }
  t.strictSame(acquiredLease(stored, { slot: 3, identity: 'other', now }), {
    ...stored,
    spec: { ...first.spec, holderIdentity: 'other', leaseTransitions: 1 },
  })
  const { spec: _, ...bare } = stored
  t.equal(acquiredLease(bare, { slot: 3, identity: 'other', now }).spec?.leaseTransitions, 1, 'a Lease without a spec')
})

t.test('a holder renews it with its own duration, or releases it', async t => {
  const old = { ...first, spec: { ...first.spec, leaseDurationSeconds: 15 } }
  const renewTime = '2026-11-20T08:00:02.123000Z'
  t.strictSame(renewedLease(old, now + 2_000), { ...first, spec: { ...first.spec, renewTime } })
  t.strictSame(releasedLease(first, now + 2_000), { ...first, spec: { ...first.spec, holderIdentity: '', renewTime } })
})
