import t from 'tap'
import { chart, find, helm, type Rendered, rendered, template } from '../../fixtures/chart/chart.ts'

const off = 'payments: { paypalVerification: "off" }'
const names = (objects: Rendered[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()

t.test('helm lint has no complaints', async t => {
  const { code, stdout } = await helm(['lint', '--strict', chart, '--set-string=payments.paypalVerification=off'])
  t.match({ code, stdout }, { code: 0, stdout: '1 chart(s) linted, 0 chart(s) failed' })
})

const kinds = [
  'buyers',
  'checkouts',
  'conferences',
  'coupons',
  'orders',
  'payments',
  'plans',
  'refunds',
  'reservations',
  'seatpools',
  'tickets',
]
const crds = kinds.map(plural => `CustomResourceDefinition ${plural}.app.corley.it`)
const rights = ['ClusterRole kconference-metacontroller', 'ClusterRoleBinding kconference-metacontroller']
const policies = [
  'buyers',
  'checkouts',
  'conferences',
  'field-managers',
  'metadata',
  'namespaces',
  'older-releases',
  'orders',
  'payments',
  'plan-controllers',
  'plans',
  'protected-namespaces',
  'refunds',
  'reservations',
  'scales',
  'statuses',
  'tickets',
].flatMap(name => [
  `ValidatingAdmissionPolicy kconference-${name}`,
  `ValidatingAdmissionPolicyBinding kconference-${name}`,
])
const roles = ['accountant', 'box-office', 'organizer', 'viewer'].map(name => `ClusterRole kconference-${name}`)
const all = [
  ...crds,
  ...rights,
  ...policies,
  ...roles,
  ...['conference', 'order'].map(kind => `CompositeController kconference-${kind}`),
  ...['box-office-program', 'payments'].flatMap(name => [
    `ClusterRole kconference-${name}`,
    `ClusterRoleBinding kconference-${name}`,
  ]),
  ...['Role', 'RoleBinding'].flatMap(kind => [`${kind} kconference-box-office`, `${kind} kconference-payments`]),
  ...['Deployment', 'Service', 'ServiceAccount'].flatMap(kind =>
    ['box-office', 'hooks', 'payments'].map(name => `${kind} kconference-${name}`),
  ),
  'NetworkPolicy kconference-box-office',
  'NetworkPolicy kconference-hooks',
  'PodDisruptionBudget kconference-box-office',
  ...['ClusterRole', 'ClusterRoleBinding', 'Pod', 'ServiceAccount'].map(kind => `${kind} kconference-test`),
].sort()

t.test('the chart renders the objects of this list and no others', async t => {
  t.strictSame(names(await rendered()), all)
})

t.test('CRDs and the rights of the engine are optional', async t => {
  const without = await rendered(`{ ${off}, crds: { enabled: false }, metacontroller: { createRbac: false } }`)
  t.strictSame(
    names(without),
    // Such an engine may have namespaces of others.
    all.filter(name => !crds.includes(name) && !rights.includes(name) && !name.endsWith(' kconference-namespaces')),
  )
})

t.test('policies and roles are optional', async t => {
  const without = await rendered(`{ ${off}, policies: { enabled: false, roles: { create: false } } }`)
  t.strictSame(
    names(without),
    all.filter(name => !policies.includes(name) && !roles.includes(name)),
  )
})

t.test('CRDs outlive the release by default', async t => {
  const policies = (objects: Rendered[]) =>
    objects
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ metadata }) => metadata.annotations?.['helm.sh/resource-policy'])
  t.strictSame(policies(await rendered()), Array(11).fill('keep'))
  const others = (await rendered()).filter(({ kind }) => kind !== 'CustomResourceDefinition')
  for (const { kind, metadata } of others)
    t.notOk(metadata.annotations?.['helm.sh/resource-policy'], `helm uninstall removes ${kind} ${metadata.name}`)
  t.strictSame(policies(await rendered(`{ ${off}, crds: { keep: false } }`)), Array(11).fill(undefined))
})

t.test('without payments.paypalVerification it fails with one sentence', async t => {
  for (const [values, word] of [
    ['{}', ''],
    ['payments: { paypalVerification: postback }', 'postback'],
    ['payments: { paypalVerification: on }', 'true'],
  ] as const) {
    const { code, stderr } = await template(values)
    t.equal(code, 1)
    t.match(
      stderr,
      `Cannot install payments.paypalVerification "${word}": it must be "live", "sandbox", or "off" to believe every callback\n`,
    )
  }
})

t.test('a bare off, which YAML reads as false, is a valid word', async t => {
  t.strictSame(await rendered('payments: { paypalVerification: off }'), await rendered())
})

t.test('the environment of the payment endpoint has its verification and its accounts', async t => {
  const env = async (values: string) => {
    const deployment = find(await rendered(`payments: { ${values} }`), 'Deployment', 'kconference-payments')
    return (deployment.spec as never as Deployment).template.spec.containers[0]?.env.slice(5)
  }
  const live = { name: 'PAYPAL_VERIFICATION', value: 'live' }
  const mode = { name: 'STRIPE_MODE', value: 'live' }
  const of = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: 'gateways', key, optional: true } },
  })
  const stripe = [of('STRIPE_ACCOUNTS', 'stripe-accounts'), of('STRIPE_SIGNING_SECRETS', 'stripe-signing-secrets')]
  const home = { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }
  const webhooks = of('PAYPAL_WEBHOOK_IDS', 'paypal-webhook-ids')
  const receiver = { name: 'PAYPAL_RECEIVER', value: 'shop@example.org' }
  t.strictSame(await env('paypalVerification: live'), [live, mode, home])
  const secret = { name: 'ACCOUNTS_SECRET', value: 'accounts' }
  t.strictSame(await env('paypalVerification: live, accountsSecret: accounts'), [secret, live, mode, home])
  t.strictSame(await env('paypalVerification: live, existingSecret: gateways'), [
    live,
    mode,
    home,
    of('PAYPAL_RECEIVER', 'paypal-receiver'),
    webhooks,
    ...stripe,
  ])
  t.strictSame(await env('paypalVerification: live, existingSecret: gateways, paypalReceiver: shop@example.org'), [
    receiver,
    live,
    mode,
    home,
    webhooks,
    ...stripe,
  ])
  t.strictSame(await env('paypalVerification: sandbox, stripeMode: test, trustedProxies: [10.0.0.0/8, "fd00::/8"]'), [
    { ...live, value: 'sandbox' },
    { ...mode, value: 'test' },
    { name: 'TRUSTED_PROXIES', value: '10.0.0.0/8,fd00::/8' },
    home,
  ])
})

t.test('unknown values are rejected', async t => {
  for (const [values, words] of [
    ['{ replicas: 2 }', "additional properties 'replicas' not allowed"],
    ['image: { registry: x }', "at '/image': additional properties 'registry' not allowed"],
    ['hooks: { replica: 2 }', "at '/hooks': additional properties 'replica' not allowed"],
    ['payments: { url: x }', "at '/payments': additional properties 'url' not allowed"],
    ['payments: { stripeMode: sandbox }', "at '/payments/stripeMode'"],
    ['payments: { trustedProxies: [ingress] }', "at '/payments/trustedProxies/0'"],
    ['metacontroller: { rbac: true }', "at '/metacontroller': additional properties 'rbac' not allowed"],
    [
      'metacontroller: { serviceAccount: { create: true } }',
      "at '/metacontroller/serviceAccount': additional properties 'create' not allowed",
    ],
    ['crds: { install: true }', "at '/crds': additional properties 'install' not allowed"],
    ['policies: { strict: true }', "at '/policies': additional properties 'strict' not allowed"],
    ['policies: { exempt: [rita] }', "at '/policies/exempt': got array, want object"],
    ['policies: { exempt: { users: rita } }', "at '/policies/exempt/users': got string, want array"],
    ['policies: { manualPayments: { groups: [""] } }', "at '/policies/manualPayments/groups/0'"],
    ['policies: { roles: { bind: true } }', "at '/policies/roles': additional properties 'bind' not allowed"],
    ['hooks: { logLevel: loud }', "at '/hooks/logLevel'"],
    ['hooks: { port: 0 }', "at '/hooks/port'"],
    ['hooks: { url: localhost }', "at '/hooks/url'"],
    ['hooks: { maxBodyMebibytes: 0 }', "at '/hooks/maxBodyMebibytes'"],
    ['hooks: { maxBodyMebibytes: 513 }', "at '/hooks/maxBodyMebibytes'"],
    ['boxOffice: { shards: 0 }', "at '/boxOffice/shards'"],
    ['boxOffice: { shards: 17 }', "at '/boxOffice/shards'"],
    ['boxOffice: { autoscaling: {} }', "at '/boxOffice': additional properties 'autoscaling' not allowed"],
  ] as const) {
    const { code, stderr } = await template(values)
    t.match({ code, stderr }, { code: 1, stderr: words }, values)
  }
})

t.test('the engine calls the hooks at their URL', async t => {
  const urls = async (values?: string) =>
    (await rendered(values)).flatMap(({ kind, spec }) =>
      kind === 'CompositeController'
        ? Object.values(spec['hooks'] as Record<string, { webhook: { url: string } }>).map(({ webhook }) => webhook.url)
        : [],
    )
  const paths = ['/sync/conference', '/customize/conference', '/sync/order']
  const at = (base: string) => paths.map(path => base + path)
  t.strictSame((await urls()).sort(), at('http://kconference-hooks.kconference-system.svc').sort())
  const elsewhere = await urls(`{ ${off}, hooks: { url: "http://127.0.0.1:8080/" } }`)
  t.strictSame(elsewhere.sort(), at('http://127.0.0.1:8080').sort())
})

t.test('one image, three commands, and each with its own environment', async t => {
  const objects = await rendered(`{
    image: { repository: example.com/kconference, tag: "1.2.3", pullPolicy: Always },
    hooks: { replicas: 3, port: 8088, logLevel: debug, maxBodyMebibytes: 2, resources: { limits: { memory: 1Gi } } },
    boxOffice: { shards: 2, logLevel: warn },
    payments: { paypalVerification: "off", port: 3001 }
  }`)
  const container = (name: string) => find(objects, 'Deployment', name).spec as never as Deployment
  const hooks = container('kconference-hooks')
  t.match(hooks, { replicas: 3, template: { spec: { automountServiceAccountToken: false } } })
  t.match(hooks.template.spec.containers, [
    {
      image: 'example.com/kconference:1.2.3',
      imagePullPolicy: 'Always',
      command: ['node', 'hooks/sync-server.ts'],
      env: [
        { name: 'HOST', value: '0.0.0.0' },
        { name: 'PORT', value: '8088' },
        { name: 'METRICS_PORT', value: '9090' },
        { name: 'LOG_LEVEL', value: 'debug' },
        { name: 'DRAIN_SECONDS', value: '5' },
        { name: 'MAX_BODY_MEBIBYTES', value: '2' },
      ],
      ports: [
        { name: 'http', containerPort: 8088 },
        { name: 'metrics', containerPort: 9090 },
      ],
      resources: { requests: { cpu: '50m' }, limits: { memory: '1Gi' } },
    },
  ])
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } })
  const boxOffice = container('kconference-box-office')
  t.equal(boxOffice.template.spec.automountServiceAccountToken, true)
  t.match(boxOffice.template.spec.containers, [
    {
      command: ['node', '--max-semi-space-size=8', '--heap-growing-percent=30', 'hooks/box-office.ts'],
      env: [
        { name: 'HOST', value: '0.0.0.0' },
        { name: 'PORT', value: '8081' },
        { name: 'METRICS_PORT', value: '9090' },
        { name: 'LOG_LEVEL', value: 'warn' },
        { name: 'DRAIN_SECONDS', value: '0' },
        { name: 'EVENTS_PER_SECOND', value: '10' },
        { name: 'SHARDS', value: '2' },
        field('IDENTITY', 'metadata.name'),
        field('NAMESPACE', 'metadata.namespace'),
      ],
      livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
      resources: { requests: { memory: '256Mi' }, limits: { memory: '1Gi' } },
    },
  ])
  t.strictSame(find(objects, 'Service', 'kconference-box-office').spec['ports'], [
    { name: 'metrics', port: 9090, targetPort: 'metrics' },
  ])
  const payments = container('kconference-payments')
  t.equal(payments.template.spec.automountServiceAccountToken, true)
  t.match(payments.template.spec.containers[0], {
    command: ['node', 'hooks/payment-server.ts'],
    env: [
      { name: 'HOST', value: '0.0.0.0' },
      { name: 'PORT', value: '3001' },
      { name: 'METRICS_PORT', value: '9090' },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'DRAIN_SECONDS', value: '5' },
      { name: 'PAYPAL_VERIFICATION', value: 'off' },
      { name: 'STRIPE_MODE', value: 'live' },
    ],
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  })
})

interface Deployment {
  replicas: number
  template: { spec: { automountServiceAccountToken: boolean; containers: { env: object[] }[] } }
}
