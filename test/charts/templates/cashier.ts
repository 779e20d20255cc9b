import t from 'tap'
import { find, type Rendered, rendered, template } from '../../fixtures/chart/chart.ts'

const values = (cashier: object, more: object = {}) =>
  JSON.stringify({ payments: { paypalVerification: 'off' }, cashier: { enabled: true, ...cashier }, ...more })
const names = (objects: Rendered[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
const plain = await rendered()
const withCashier = await rendered(values({}))

interface Pod {
  replicas: number
  template: {
    spec: { serviceAccountName: string; automountServiceAccountToken: boolean; containers: { env: object[] }[] }
  }
}

t.test('the cashier is off by default, and brings these objects', async t => {
  const brought = names(withCashier).filter(name => !names(plain).includes(name))
  t.strictSame(brought.sort(), [
    'ClusterRole kconference-cashier',
    'ClusterRole kconference-refunds',
    'ClusterRoleBinding kconference-cashier',
    'Deployment kconference-cashier',
    'NetworkPolicy kconference-cashier',
    'PodDisruptionBudget kconference-cashier',
    'Role kconference-cashier',
    'RoleBinding kconference-cashier',
    'Service kconference-cashier',
    'ServiceAccount kconference-cashier',
  ])
})

t.test('its pods have its account and its settings, and no Secret', async t => {
  const given = { keysSecret: 'keys', stripeMode: 'test', paypalMode: 'sandbox', refundsPerHour: 7 }
  const objects = await rendered(values(given))
  const { spec } = (find(objects, 'Deployment', 'kconference-cashier').spec as never as Pod).template
  t.match(spec, { serviceAccountName: 'kconference-cashier', automountServiceAccountToken: true, volumes: undefined })
  const [container] = spec.containers
  t.match(container, { command: ['node', 'hooks/cashier.ts'], readinessProbe: { httpGet: { path: '/readyz' } } })
  t.strictSame(container?.env, [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: '8082' },
    { name: 'METRICS_PORT', value: '9090' },
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'DRAIN_SECONDS', value: '0' },
    { name: 'KEYS_SECRET', value: 'keys' },
    { name: 'PAYPAL_MODE', value: 'sandbox' },
    { name: 'REFUNDS_PER_HOUR', value: '7' },
    { name: 'STRIPE_MODE', value: 'test' },
    { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  ])
  const byDefault = (find(withCashier, 'Deployment', 'kconference-cashier').spec as never as Pod).template.spec
  t.notMatch(JSON.stringify(byDefault), /KEYS_SECRET/)
})

t.test('callers reach nothing of it but its metrics', async t => {
  const { spec } = find(withCashier, 'NetworkPolicy', 'kconference-cashier')
  t.strictSame([spec['policyTypes'], spec['ingress']], [['Ingress'], [{ ports: [{ port: 'metrics' }] }]])
  const peers = { enabled: true, ingress: [{ podSelector: {} }] }
  const closed = await rendered(values({}, { networkPolicies: peers }))
  const { egress, ...policy } = find(closed, 'NetworkPolicy', 'kconference-cashier').spec
  t.match(policy, { policyTypes: ['Ingress', 'Egress'], ingress: [] })
  t.strictSame(egress, find(closed, 'NetworkPolicy', 'kconference-payments').spec['egress'])
  const monitoring = [{ namespaceSelector: {} }]
  const watched = await rendered(values({}, { networkPolicies: { ...peers, monitoring } }))
  const readers = [{ from: monitoring, ports: [{ port: 'metrics' }] }]
  t.strictSame(find(watched, 'NetworkPolicy', 'kconference-cashier').spec['ingress'], readers)
})

t.test('its values have rules', async t => {
  for (const [wrong, words] of [
    [{ stripeMode: 'sandbox' }, "at '/cashier/stripeMode'"],
    [{ paypalMode: 'test' }, "at '/cashier/paypalMode'"],
    [{ refundsPerHour: -1 }, "at '/cashier/refundsPerHour'"],
    [{ shards: 2 }, "at '/cashier': additional properties 'shards' not allowed"],
  ] as const) {
    t.match(await template(values(wrong)), { code: 1, stderr: words })
  }
})
