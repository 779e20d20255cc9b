import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { install, release } from '../../../local/system/install.ts'
import { waitForPolicies } from '../../../local/system/policies.ts'
import { find, rendered } from '../../fixtures/chart/chart.ts'
import { ownedBuyer, ownedCheckout, ownedTicket } from '../../fixtures/chart/policy-objects.ts'
import { mustSucceed, rightsOf } from '../../fixtures/chart/rights-of.ts'
import { shopValues, shopYaml } from '../../fixtures/chart/shop-values.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const user = `system:serviceaccount:${release.namespace}:kconference-shop`
const groups = ['system:serviceaccounts', `system:serviceaccounts:${release.namespace}`, 'system:authenticated']
const name = 'web-abcdefghijkl2'

const controlPlane = await startTestControlPlane(t)
// The administrator acts as Metacontroller.
const values = { ...shopValues, cashier: { enabled: true }, policies: { exempt: { users: ['kconference-admin'] } } }
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values })
const kubectl = (args: string[], input?: object) => mustSucceed(controlPlane, { args, ...(input && { input }) })
await kubectl(['create', 'namespace', 'conf'])
await kubectl(['create', 'clusterrolebinding', 'carl', '--clusterrole=cluster-admin', '--user=carl'])
await waitForPolicies({ kubectl: (args, input) => controlPlane.kubectl([...args, '--as=carl'], input) })

/** kubectl with the rights of the shop's ServiceAccount. */
const act = (args: string[], input?: object) =>
  controlPlane.kubectl([...args, '--namespace=conf', `--as=${user}`], input && JSON.stringify(input))
const create = (object: Manifest) => act(['create', '--filename=-', '--output=json'], object)
const patch = (object: string, spec: object) =>
  act(['patch', object, '--type=merge', `--patch=${JSON.stringify({ spec })}`])

t.test('its role is bound to its account, in the whole cluster', async t => {
  const objects = await rendered(shopYaml())
  t.match(find(objects, 'ClusterRoleBinding', 'kconference-shop'), {
    roleRef: { kind: 'ClusterRole', name: 'kconference-shop' },
    subjects: [{ kind: 'ServiceAccount', name: 'kconference-shop', namespace: 'kconference-system' }],
  })
  t.match(find(objects, 'ServiceAccount', 'kconference-shop'), { automountServiceAccountToken: false })
  const { rules } = find(objects, 'ClusterRole', 'kconference-shop')
  t.notMatch(JSON.stringify(rules), 'checkouts', 'without a cashier it asks for no payment')
})

t.test('it has these verbs on each kind, and cannot read buyers', async t => {
  t.strictSame(await rightsOf(controlPlane, { user, groups }), {
    conferences: 'list watch',
    plans: 'list watch',
    seatpools: 'list watch',
    coupons: 'get',
    orders: 'get list watch create patch',
    tickets: 'get list patch',
    buyers: 'create',
    checkouts: 'get create patch',
  })
})

t.test('it reads and writes nothing else of the cluster', async t => {
  const core = ['secrets', 'configmaps', 'namespaces', 'pods', 'pods/exec', 'events', 'serviceaccounts/token', 'nodes']
  const others: [group: string, paths: string[]][] = [
    ['', core],
    ['events.k8s.io', ['events']],
    ['apps', ['deployments']],
    ['rbac.authorization.k8s.io', ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings']],
    ['admissionregistration.k8s.io', ['validatingadmissionpolicies', 'validatingwebhookconfigurations']],
    ['apiextensions.k8s.io', ['customresourcedefinitions']],
    ['coordination.k8s.io', ['leases']],
    ['metacontroller.k8s.io', ['compositecontrollers']],
    ['flowcontrol.apiserver.k8s.io', ['flowschemas', 'prioritylevelconfigurations']],
  ]
  for (const [group, paths] of others)
    t.strictSame(await rightsOf(controlPlane, { user, groups, group, paths }), {}, `of group "${group}"`)
})

t.test('with its rights the shop places, changes, names and cancels an order, and begins a payment', async t => {
  const placed = await create(manifest({ kind: 'Order', name, spec: { quantity: 2 } }))
  t.match(placed, { code: 0, stderr: '' })
  const { uid } = JSON.parse(placed.stdout).metadata
  t.match(await create(ownedBuyer({ name, uid })), { code: 0, stderr: '' })
  await kubectl(['create', '--filename=-'], ownedTicket({ name, uid }, `${name}-1000001`))
  for (const [object, spec] of [
    [`order/${name}`, { holdUntil: '2027-01-01T08:00:00Z' }],
    [`order/${name}`, { quantity: 1 }],
    [`ticket/${name}-1000001`, { attendee: { firstname: 'Ada', lastname: 'Lovelace' } }],
    [`order/${name}`, { cancelled: true }],
  ] as const)
    t.match(await patch(object, spec), { code: 0, stderr: '' }, JSON.stringify(spec))
  t.match(await create(ownedCheckout({ name, uid })), { code: 0, stderr: '' })
  t.match(await patch(`checkout/${name}-1`, { returned: true }), { code: 0, stderr: '' })
  t.match(await act(['get', `checkout/${name}-1`]), { code: 0, stdout: /Requested/ })
  t.match(await act(['get', 'buyer', name]), { code: 1, stderr: /cannot get resource "buyers"/ })
})

t.test('an order of others stays as it is', async t => {
  await kubectl(['create', '--filename=-'], manifest({ kind: 'Order', name: 'order-1' }))
  t.match(await patch('order/order-1', { cancelled: true }), {
    code: 1,
    stderr: /the shop must write only its own orders, which are named web- and 13 characters: use another account/,
  })
  t.match(await act(['delete', `order/${name}`]), { code: 1, stderr: /cannot delete resource "orders"/ })
  t.match(await act(['scale', `order/${name}`, '--replicas=0']), {
    code: 1,
    stderr: /cannot patch resource "orders\/scale"/,
  })
})

t.test('its requests have a priority level of their own', async t => {
  const dump = await kubectl(['get', '--raw', '/debug/api_priority_and_fairness/dump_priority_levels'])
  t.match(dump, /^kconference-shop,/m)
  const condition = '--output=jsonpath={.status.conditions[?(@.type=="Dangling")].status}'
  t.equal(await kubectl(['get', 'flowschema', 'kconference-shop', condition]), 'False')
  const raw = '--raw=/apis/app.corley.it/v1/namespaces/conf/orders'
  const { stderr } = await act(['get', raw, '-v=9'])
  const level = await kubectl([
    'get',
    'prioritylevelconfiguration',
    'kconference-shop',
    '--output=jsonpath={.metadata.uid}',
  ])
  t.match(stderr.toLowerCase(), `x-kubernetes-pf-prioritylevel-uid: ${level}`)
})
