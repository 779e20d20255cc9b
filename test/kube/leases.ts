import t from 'tap'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { connectLeases, type Lease } from '../../hooks/kube/leases.ts'
import { startTestControlPlane } from '../fixtures/cluster/control-plane.ts'

t.test('the Leases of a namespace, on a real API server', async t => {
  const { kubeconfig } = await startTestControlPlane(t)
  const leases = connectLeases(readCredentials({ kubeconfig }), 'default')
  const signal = AbortSignal.timeout(60_000)
  const time = '2026-11-20T08:00:00.123000Z'
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'slot-1' },
    spec: { holderIdentity: 'a', leaseDurationSeconds: 8, acquireTime: time, renewTime: time, leaseTransitions: 0 },
  }
  t.equal(await leases.get('slot-1', signal), undefined)
  t.strictSame(await leases.list(signal), [])

  const created = await leases.create(lease, signal)
  t.match(created, lease)
  await t.rejects(leases.create(lease, signal), { name: 'KubeError', code: 409, reason: 'AlreadyExists' })
  t.strictSame(await leases.get('slot-1', signal), created)

  const released = await leases.replace({ ...created, spec: { ...created.spec, holderIdentity: '' } }, signal)
  t.equal(released.spec?.holderIdentity, '')
  await t.rejects(leases.replace(created, signal), { name: 'KubeError', code: 409, reason: 'Conflict' })
  t.match(await leases.list(signal), [{ metadata: { name: 'slot-1' }, spec: released.spec }])
  await t.rejects(leases.get('slot-1', AbortSignal.abort()), { name: 'KubeError', code: undefined })
})
