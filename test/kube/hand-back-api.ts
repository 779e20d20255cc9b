import t from 'tap'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { connectHandBack } from '../../hooks/kube/hand-back-api.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { anOrder, aPlan, aReservation } from '../fixtures/objects.ts'

const { controlPlane } = await startTestKinds(t)
const signal = AbortSignal.timeout(120_000)
const credentials = readCredentials({ kubeconfig: controlPlane.kubeconfig })
const api = connectHandBack(credentials, { releaseNamespace: 'kube-public' })
const namespace = 'conf'

async function create(object: object): Promise<void> {
  const { code, stderr } = await controlPlane.kubectl(['create', '--filename=-'], JSON.stringify(object))
  if (code !== 0) throw new Error(stderr)
}

const names = (objects: { metadata: { name: string } }[]) => objects.map(({ metadata }) => metadata.name)

t.test('each kind is listed completely, in its namespace only', async t => {
  for (const name of ['order-1', 'order-2', 'order-3', 'order-4', 'order-5']) {
    await create({ apiVersion, kind: 'Order', metadata: { name, namespace }, spec: anOrder().spec })
    await create({ apiVersion, kind: 'Reservation', metadata: { name, namespace }, spec: aReservation({ name }).spec })
  }
  await create({ apiVersion, kind: 'Plan', metadata: { name: 'plan', namespace }, spec: aPlan().spec })
  for (const pageSize of [2, 5, 500]) {
    const paged = connectHandBack(credentials, { releaseNamespace: 'kube-public', pageSize })
    const found = await paged.list('reservations', namespace, signal)
    t.strictSame(names(found), ['order-1', 'order-2', 'order-3', 'order-4', 'order-5'])
    t.match(found[0], { apiVersion, kind: 'Reservation', spec: aReservation().spec })
    t.equal((await paged.list('orders', namespace, signal)).length, 5)
    t.ok((await paged.namespaces(signal)).includes(namespace))
  }
  t.match(await api.list('plans', namespace, signal), [{ kind: 'Plan', spec: aPlan().spec }])
  t.strictSame(await api.list('plans', 'default', signal), [])
})

t.test('a listed reservation is replaced, unless it has changed since', async t => {
  const [found] = (await api.list('reservations', namespace, signal)) as [Reservation]
  const metadata = { ...found.metadata, namespace, labels: { mine: 'x' } }
  const replaced = await api.replaceReservation({ ...found, metadata }, signal)
  t.match(replaced, { metadata: { labels: { mine: 'x' } }, spec: found.spec })
  await t.rejects(api.replaceReservation({ ...found, metadata }, signal), { name: 'KubeError', code: 409 })
  t.strictSame(await api.getReservation({ name: found.metadata.name, namespace }, signal), replaced)
})

t.test('the Leases are those in the namespace of the release', async t => {
  t.strictSame(await api.leases(signal), [])
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'one', namespace: 'kube-public' },
  }
  await create(lease)
  await create({ ...lease, metadata: { ...lease.metadata, namespace } })
  t.match(await api.leases(signal), [{ metadata: { name: 'one', namespace: 'kube-public' } }])
})

t.test('controllers are listed, and a call that fails is a KubeError', async t => {
  t.strictSame(await api.compositeControllers(signal), [])
  await t.rejects(api.namespaces(AbortSignal.abort()), { name: 'KubeError' })
  await t.rejects(api.list('plans', namespace, AbortSignal.abort()), { name: 'KubeError' })
})
