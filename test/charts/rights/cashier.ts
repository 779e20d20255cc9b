import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { engineAccount, install, release } from '../../../local/system/install.ts'
import { waitForPolicies } from '../../../local/system/policies.ts'
import { find, rendered } from '../../fixtures/chart/chart.ts'
import { ownedCheckout, ownedPayment, ownedRefund } from '../../fixtures/chart/policy-objects.ts'
import { mustSucceed, resources, rightsOf } from '../../fixtures/chart/rights-of.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const user = `system:serviceaccount:${release.namespace}:kconference-cashier`
const groups = ['system:serviceaccounts', `system:serviceaccounts:${release.namespace}`, 'system:authenticated']
const app = ['app.corley.it']
const events = { apiGroups: ['events.k8s.io'], resources: ['events'] }
const keysIn = (name: string) => ({
  apiGroups: [''],
  resources: ['secrets'],
  resourceNames: [name],
  verbs: ['get'],
})

const controlPlane = await startTestControlPlane(t)
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values: { cashier: { enabled: true } } })
const kubectl = (args: string[], input?: object) => mustSucceed(controlPlane, { args, ...(input && { input }) })
await kubectl(['create', 'namespace', 'conf'])
await waitForPolicies(controlPlane)

/** kubectl with the rights of the cashier's ServiceAccount. */
const act = (args: string[], input?: object) =>
  controlPlane.kubectl([...args, '--namespace=conf', `--as=${user}`], input && JSON.stringify(input))
const create = (object: Manifest) => act(['create', '--filename=-', '--output=json'], object)

t.test('it exists only if it is asked for', async t => {
  const objects = await rendered()
  t.strictSame(
    objects.filter(({ metadata: { name } }) => name === 'kconference-cashier'),
    [],
  )
})

t.test('its role is bound to its account, in the whole cluster and in the namespace of the release', async t => {
  const objects = await rendered('{ payments: { paypalVerification: "off" }, cashier: { enabled: true } }')
  const subjects = [{ kind: 'ServiceAccount', name: 'kconference-cashier', namespace: 'kconference-system' }]
  for (const [binding, kind] of [
    ['ClusterRoleBinding', 'ClusterRole'],
    ['RoleBinding', 'Role'],
  ] as const)
    t.match(find(objects, binding, 'kconference-cashier'), { roleRef: { kind, name: 'kconference-cashier' }, subjects })
  t.match(find(objects, 'ServiceAccount', 'kconference-cashier'), { automountServiceAccountToken: false })
})

t.test('on each kind it has only these verbs: it changes and deletes nothing', async t => {
  const read = 'get list watch'
  t.strictSame(await rightsOf(controlPlane, { user, groups }), {
    plans: read,
    orders: read,
    'orders/finalizers': 'update',
    reservations: read,
    payments: `${read} create`,
    checkouts: read,
    'checkouts/status': 'update',
    refunds: `${read} create`,
    'refunds/status': 'update',
  })
})

t.test('beside them it reads namespaces and its keys, and writes events', async t => {
  const rules = async (values: string, kind: string) => {
    const objects = await rendered(`{ payments: { paypalVerification: "off" }, cashier: ${values} }`)
    return find(objects, kind, 'kconference-cashier').rules.filter(
      rule => (rule as { apiGroups: string[] }).apiGroups[0] !== app[0],
    )
  }
  const namespaces = { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] }
  const own = [{ ...events, verbs: ['get'] }]
  t.strictSame(await rules('{ enabled: true }', 'ClusterRole'), [
    namespaces,
    keysIn('payment-gateway-keys'),
    { ...events, verbs: ['create'] },
  ])
  t.strictSame(await rules('{ enabled: true }', 'Role'), own)
  const together = '{ enabled: true, keysSecret: keys }'
  t.strictSame(await rules(together, 'ClusterRole'), [namespaces, { ...events, verbs: ['create'] }])
  t.strictSame(await rules(together, 'Role'), [...own, keysIn('keys')])
})

t.test('it reads and writes nothing else of the cluster', async t => {
  const core = ['secrets', 'configmaps', 'pods', 'pods/exec', 'events', 'serviceaccounts/token', 'nodes']
  const others: [group: string, paths: string[]][] = [
    ['', core],
    ['apps', ['deployments']],
    ['rbac.authorization.k8s.io', ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings']],
    ['admissionregistration.k8s.io', ['validatingadmissionpolicies', 'validatingwebhookconfigurations']],
    ['coordination.k8s.io', ['leases']],
    ['metacontroller.k8s.io', ['compositecontrollers']],
  ]
  for (const [group, paths] of others)
    t.strictSame(await rightsOf(controlPlane, { user, groups, group, paths }), {}, `of group "${group}"`)
  const can = async (what: string) => (await act(['auth', 'can-i', ...what.split(' ')])).stdout.trim()
  t.equal(await can('get secrets/payment-gateway-keys'), 'yes')
  t.equal(await can('get secrets/payment-gateway'), 'no', 'nor the secrets that sign callbacks')
})

t.test('no other program has any right on checkouts and refunds', async t => {
  const paths = resources.filter(path => /^(checkouts|refunds)/.test(path))
  t.equal(paths.length, 6)
  const programs = ['payments', 'box-office', 'hooks', 'admission', 'shop'].map(
    name => `system:serviceaccount:${release.namespace}:kconference-${name}`,
  )
  const engine = `system:serviceaccount:${engineAccount.namespace}:${engineAccount.name}`
  for (const program of [...programs, engine])
    t.strictSame(await rightsOf(controlPlane, { user: program, groups, paths }), {}, program)
})

t.test('no other program reads the keys', async t => {
  for (const program of ['payments', 'shop', 'box-office', 'hooks', 'admission']) {
    const as = `--as=system:serviceaccount:${release.namespace}:kconference-${program}`
    const asked = ['auth', 'can-i', 'get', 'secrets/payment-gateway-keys', '--namespace=conf', as]
    t.equal((await controlPlane.kubectl(asked)).stdout.trim(), 'no', program)
  }
})

t.test('with its rights it records the money of a checkout, and sends it back', async t => {
  const placed = JSON.parse(
    await kubectl(['create', '--filename=-', '--output=json'], manifest({ kind: 'Order', name: 'paid' })),
  )
  const order = { name: 'paid', uid: String(placed.metadata.uid) }
  const asked = JSON.parse(await kubectl(['create', '--filename=-', '--output=json'], ownedCheckout(order)))
  const report = (object: Manifest, status: object) => {
    const { apiVersion, kind, metadata } = object
    const plural = `${kind?.toLowerCase()}s`
    const path = `/apis/${apiVersion}/namespaces/conf/${plural}/${metadata?.name}/status`
    return act(['replace', `--raw=${path}`, '--filename=-'], { ...object, status })
  }
  const paid = { state: 'Paid' }
  t.match(await report(asked, paid), { code: 0 })
  t.match(await report(asked, { ...paid, state: 'Failed' }), { code: 1, stderr: /modified/ }, 'from an older version')
  t.match(await create(ownedPayment(order)), { code: 0, stderr: '' })
  const back = await create(ownedRefund(order))
  t.match(back, { code: 0, stderr: '' })
  t.match(await report(JSON.parse(back.stdout), { state: 'Sent', providerId: 're_1' }), {
    code: 0,
  })
  t.match(await create(ownedRefund(order)), { code: 1, stderr: /already exists/ }, 'once')
  t.match(await act(['get', 'refunds']), { stdout: /^NAME +ORDER +STATE .*\nrecorded-1 +paid +Sent +29\.90 +EUR/ })
})
