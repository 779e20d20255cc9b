import t from 'tap'
import { find, rendered } from '../../fixtures/chart/chart.ts'

const objects = await rendered()
const app = ['app.corley.it']
const read = ['get', 'list', 'watch']
const write = ['create', 'update', 'patch', 'delete']

t.test('the payment endpoint creates payments and events, reads only what it needs, and changes nothing', async t => {
  const account = { apiGroups: [''], resources: ['secrets'], resourceNames: ['payment-gateway'], verbs: ['get'] }
  const events = { apiGroups: ['events.k8s.io'], resources: ['events'] }
  const rules = (secrets: object[]) => [
    { apiGroups: app, resources: ['orders'], verbs: read },
    { apiGroups: app, resources: ['payments'], verbs: ['create', 'get', 'list'] },
    { apiGroups: app, resources: ['tickets'], verbs: ['list'] },
    { apiGroups: app, resources: ['orders/finalizers'], verbs: ['update'] },
    ...secrets,
    { ...events, verbs: ['create'] },
  ]
  t.strictSame(find(objects, 'ClusterRole', 'kconference-payments').rules, rules([account]))
  t.strictSame(find(objects, 'Role', 'kconference-payments').rules, [{ ...events, verbs: ['get'] }])
  const together = await rendered('payments: { paypalVerification: "off", accountsSecret: accounts }')
  t.strictSame(find(together, 'ClusterRole', 'kconference-payments').rules, rules([]))
  t.strictSame(find(together, 'Role', 'kconference-payments').rules, [
    { ...events, verbs: ['get'] },
    { ...account, resourceNames: ['accounts'] },
  ])
})

t.test(
  'Metacontroller has the rights it needs for parents and children, and none to change a payment or a reservation',
  async t => {
    t.strictSame(find(objects, 'ClusterRole', 'kconference-metacontroller').rules, [
      {
        apiGroups: ['metacontroller.k8s.io'],
        resources: ['compositecontrollers', 'decoratorcontrollers', 'controllerrevisions'],
        verbs: read,
      },
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: read },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['metacontroller'],
        verbs: ['get', 'update'],
      },
      { apiGroups: app, resources: ['conferences', 'orders'], verbs: [...read, 'update'] },
      { apiGroups: app, resources: ['conferences/status', 'orders/status'], verbs: ['update'] },
      { apiGroups: app, resources: ['conferences/finalizers', 'orders/finalizers'], verbs: ['update'] },
      { apiGroups: [''], resources: ['namespaces'], verbs: [...read, ...write] },
      { apiGroups: app, resources: ['tickets'], verbs: [...read, ...write] },
      { apiGroups: app, resources: ['payments', 'reservations'], verbs: read },
    ])
  },
)

t.test('the box office writes reservations, the statuses of plans and pools and its own leases', async t => {
  t.strictSame(find(objects, 'ClusterRole', 'kconference-box-office-program').rules, [
    { apiGroups: app, resources: ['plans', 'seatpools', 'coupons', 'orders', 'payments', 'reservations'], verbs: read },
    { apiGroups: app, resources: ['reservations'], verbs: ['create', 'update'] },
    { apiGroups: app, resources: ['reservations'], verbs: ['delete'] },
    { apiGroups: app, resources: ['plans/finalizers'], verbs: ['update'] },
    { apiGroups: app, resources: ['plans/status', 'seatpools/status'], verbs: ['update'] },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] },
    { apiGroups: ['metacontroller.k8s.io'], resources: ['compositecontrollers'], verbs: ['list'] },
  ])
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] }
  t.strictSame(find(objects, 'Role', 'kconference-box-office').rules, [
    { ...leases, verbs: ['create', 'list'] },
    {
      ...leases,
      resourceNames: Array.from({ length: 16 }, (_, slot) => `kconference-box-office-${slot}`),
      verbs: ['get', 'update'],
    },
  ])
  t.match(find(objects, 'ServiceAccount', 'kconference-box-office'), { automountServiceAccountToken: false })
})

t.test('the backup account reads and creates the objects of a conference, and marks its namespace', async t => {
  const asked = await rendered('{ payments: { paypalVerification: "off" }, backup: { enabled: true } }')
  t.strictSame(find(asked, 'ClusterRole', 'kconference-backup').rules, [
    {
      apiGroups: app,
      resources: [
        ...['conferences', 'seatpools', 'plans', 'coupons', 'orders', 'buyers', 'payments', 'checkouts', 'refunds'],
        ...['reservations', 'tickets'],
      ],
      verbs: ['list', 'create'],
    },
    {
      apiGroups: app,
      resources: [
        ...['conferences/status', 'seatpools/status', 'plans/status', 'orders/status', 'checkouts/status'],
        'refunds/status',
      ],
      verbs: ['update'],
    },
    { apiGroups: [''], resources: ['namespaces', 'resourcequotas'], verbs: ['list', 'create'] },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['patch'] },
    {
      apiGroups: app,
      resources: ['conferences/finalizers', 'plans/finalizers', 'orders/finalizers'],
      verbs: ['update'],
    },
  ])
  const account = { kind: 'ServiceAccount', name: 'kconference-backup', namespace: 'kconference-system' }
  t.match(find(asked, 'ClusterRoleBinding', 'kconference-backup'), {
    roleRef: { kind: 'ClusterRole', name: 'kconference-backup' },
    subjects: [account],
  })
  t.match(find(asked, 'ServiceAccount', 'kconference-backup'), { automountServiceAccountToken: false })
  t.strictSame(
    objects.filter(({ metadata }) => /backup/.test(metadata.name)),
    [],
    'and there is nothing of it unless it is asked for',
  )
})

t.test('each role is bound to one account, and none to the hooks', async t => {
  const boxOffice = { kind: 'ServiceAccount', name: 'kconference-box-office', namespace: 'kconference-system' }
  const payments = { kind: 'ServiceAccount', name: 'kconference-payments', namespace: 'kconference-system' }
  const bindings = objects.filter(({ kind }) => kind.endsWith('RoleBinding'))
  t.strictSame(
    bindings.map(binding => [binding.metadata.name, (binding as unknown as { subjects: object }).subjects]),
    [
      ['kconference-box-office-program', [boxOffice]],
      ['kconference-metacontroller', [{ kind: 'ServiceAccount', name: 'metacontroller', namespace: 'metacontroller' }]],
      ['kconference-payments', [payments]],
      ['kconference-box-office', [boxOffice]],
      ['kconference-payments', [payments]],
      ['kconference-test', [{ kind: 'ServiceAccount', name: 'kconference-test', namespace: 'kconference-system' }]],
    ],
  )
})

t.test('the rights of helm test exist only while it runs', async t => {
  const hook = {
    'helm.sh/hook': 'test',
    'helm.sh/hook-weight': '-1',
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
  }
  for (const kind of ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding']) {
    t.strictSame(find(objects, kind, 'kconference-test').metadata.annotations, hook, kind)
  }
  const conference = { resourceNames: ['kconference-helm-test'] }
  t.strictSame(find(objects, 'ClusterRole', 'kconference-test').rules, [
    { apiGroups: ['app.corley.it'], resources: ['conferences', 'plans', 'orders'], verbs: ['create'] },
    { apiGroups: ['app.corley.it'], resources: ['conferences'], ...conference, verbs: ['get', 'delete'] },
    { apiGroups: ['app.corley.it'], resources: ['orders', 'reservations'], resourceNames: ['order-1'], verbs: ['get'] },
    { apiGroups: ['app.corley.it'], resources: ['tickets'], verbs: ['list'] },
    { apiGroups: [''], resources: ['namespaces'], ...conference, verbs: ['get'] },
  ])
  const more = await rendered('{ payments: { paypalVerification: "off" }, cashier: { enabled: true } }')
  const { rules } = find(more, 'ClusterRole', 'kconference-test') as unknown as { rules: { resources: string[] }[] }
  t.strictSame(
    rules.filter(({ resources }) => resources.includes('checkouts')),
    [
      { apiGroups: ['app.corley.it'], resources: ['checkouts'], verbs: ['create'] },
      { apiGroups: ['app.corley.it'], resources: ['checkouts'], resourceNames: ['order-1-1'], verbs: ['get'] },
    ],
  )
})
