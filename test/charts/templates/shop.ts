import t from 'tap'
import { chart, find, helm, type Rendered, rendered, template } from '../../fixtures/chart/chart.ts'
import { shopYaml } from '../../fixtures/chart/shop-values.ts'

const names = (objects: Rendered[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
const plain = await rendered()
const withShop = await rendered(shopYaml())

t.test('the shop is off by default, and brings these objects', async t => {
  t.strictSame(
    names(withShop)
      .filter(name => !names(plain).includes(name))
      .sort(),
    [
      'ClusterRole kconference-shop',
      'ClusterRoleBinding kconference-shop',
      'Deployment kconference-shop',
      'FlowSchema kconference-shop',
      'PriorityLevelConfiguration kconference-shop',
      'Service kconference-shop',
      'ServiceAccount kconference-shop',
      'ValidatingAdmissionPolicy kconference-shop',
      'ValidatingAdmissionPolicyBinding kconference-shop',
    ],
  )
})

t.test('it cannot be installed without its address and its keys', async t => {
  const keys = (which: string) =>
    `Cannot install shop.enabled with shop.${which}.existingSecret "": it must name a Secret of the release's namespace with 32 random bytes in base64 under a key such as "1" (docs/shop.md)`
  const table: [more: object, words: string][] = [
    [
      { url: '' },
      'Cannot install shop.enabled with shop.url "": it must be the public address of the shop, such as https://tickets.example.com',
    ],
    [{ linkKeys: {} }, keys('linkKeys')],
    [{ ticketKeys: {} }, keys('ticketKeys')],
    ...['ingress', 'httpRoute'].map((way): [object, string] => [
      { [way]: { enabled: true } },
      `Cannot install shop.${way} with shop.trustedProxies []: it must name the addresses of the proxy's pods, such as 10.244.0.0/16, or all buyers count as one`,
    ]),
    [
      { httpRoute: { enabled: true }, trustedProxies: ['10.0.0.0/8'] },
      'Cannot install shop.httpRoute.enabled: shop.httpRoute.parentRefs must name gateways',
    ],
    [
      { payWith: ['stripe'] },
      'Cannot install shop.payWith ["stripe"] without cashier.enabled: it must be true, because the cashier opens the payments',
    ],
    [{ payWith: ['cash'] }, "at '/shop/payWith/0'"],
    [{ payWith: ['paypal', 'paypal'] }, "at '/shop/payWith'"],
    [{ paymentPages: ['http://pay.example.com'] }, "at '/shop/paymentPages/0'"],
    [{ paymentPages: ['https://pay.example.com/'] }, "at '/shop/paymentPages/0'"],
    [{ url: 'tickets.example.com' }, "at '/shop/url': 'tickets.example.com' does not match pattern"],
    [{ url: 'https://example.com/tickets' }, "at '/shop/url'"],
    [{ linkKeys: { key: 'x' } }, "at '/shop/linkKeys': additional properties 'key' not allowed"],
    [{ fairness: { shares: 0 } }, "at '/shop/fairness/shares'"],
    [{ tls: {} }, "at '/shop': additional properties 'tls' not allowed"],
  ]
  for (const [more, words] of table) t.match(await template(shopYaml(more)), { code: 1, stderr: words })
  t.strictSame(
    names(await rendered(shopYaml({ enabled: false, url: '' }))),
    names(plain),
    'which are not needed without',
  )
})

interface Pod {
  template: {
    spec: {
      serviceAccountName: string
      automountServiceAccountToken: boolean
      containers: { env: object[]; volumeMounts: object[]; securityContext: object }[]
      volumes: object[]
    }
  }
}

t.test('its pods have its account, its address and both keys as files', async t => {
  const objects = await rendered(shopYaml({ url: 'https://tickets.example.com/', trustedProxies: ['10.0.0.0/8'] }))
  const { spec } = (find(objects, 'Deployment', 'kconference-shop').spec as never as Pod).template
  t.match(spec, { serviceAccountName: 'kconference-shop', automountServiceAccountToken: true })
  const [container] = spec.containers
  t.match(container, {
    command: ['node', '--max-semi-space-size=4', '--heap-growing-percent=30', 'hooks/shop-server.ts'],
    readinessProbe: { httpGet: { path: '/readyz' } },
    resources: { limits: { memory: '384Mi' } },
  })
  t.strictSame(container?.env, [
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: '3080' },
    { name: 'METRICS_PORT', value: '9090' },
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'DRAIN_SECONDS', value: '5' },
    { name: 'SHOP_LINK_KEYS', value: '/run/link-keys' },
    { name: 'SHOP_URL', value: 'https://tickets.example.com' },
    { name: 'TICKET_KEYS', value: '/run/ticket-keys' },
    { name: 'TRUSTED_PROXIES', value: '10.0.0.0/8' },
  ])
  t.strictSame(container?.volumeMounts, [
    { name: 'link-keys', mountPath: '/run/link-keys', readOnly: true },
    { name: 'ticket-keys', mountPath: '/run/ticket-keys', readOnly: true },
  ])
  t.strictSame(spec.volumes, [
    { name: 'link-keys', secret: { secretName: 'shop-links' } },
    { name: 'ticket-keys', secret: { secretName: 'ticket-keys' } },
  ])
})

t.test('it takes payments at the gateways that are named, if the cashier runs', async t => {
  const envOf = async (more: object) => {
    const objects = await rendered(shopYaml(more, { cashier: { enabled: true } }))
    const { env = [] } =
      (find(objects, 'Deployment', 'kconference-shop').spec as never as Pod).template.spec.containers[0] ?? {}
    return (env as { name: string; value: string }[]).filter(({ name }) => name.startsWith('PAY'))
  }
  t.strictSame(await envOf({}), [])
  t.strictSame(await envOf({ payWith: ['paypal', 'stripe'] }), [
    { name: 'PAYPAL_MODE', value: 'live' },
    { name: 'PAY_WITH', value: 'paypal,stripe' },
  ])
  const paymentPages = ['https://pay.example.com', 'https://www.paypal.com']
  t.strictSame(await envOf({ payWith: ['stripe'], paymentPages }), [
    { name: 'PAYMENT_PAGES', value: paymentPages.join(',') },
    { name: 'PAYPAL_MODE', value: 'live' },
    { name: 'PAY_WITH', value: 'stripe' },
  ])
})

t.test('a rush at the shop takes nothing from the other programs', async t => {
  const level = find(withShop, 'PriorityLevelConfiguration', 'kconference-shop')
  t.match(level.spec, { type: 'Limited', limited: { nominalConcurrencyShares: 30 } })
  t.match(find(withShop, 'FlowSchema', 'kconference-shop').spec, {
    priorityLevelConfiguration: { name: 'kconference-shop' },
    matchingPrecedence: 1000,
    distinguisherMethod: { type: 'ByNamespace' },
    rules: [{ subjects: [{ serviceAccount: { name: 'kconference-shop', namespace: 'kconference-system' } }] }],
  })
  const without = names(await rendered(shopYaml({ fairness: { enabled: false } })))
  for (const kind of ['FlowSchema', 'PriorityLevelConfiguration']) t.notOk(without.includes(`${kind} kconference-shop`))
})

t.test('callers come through the ingress, and the shop reaches DNS and the API server', async t => {
  const ingress = [{ podSelector: { matchLabels: { app: 'ingress' } } }]
  const monitoring = [{ podSelector: { matchLabels: { app: 'prometheus' } } }]
  const helmTest = {
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'kconference',
        'app.kubernetes.io/instance': 'kconference',
        'app.kubernetes.io/component': 'test',
      },
    },
  }
  const others = { networkPolicies: { enabled: true, ingress, monitoring } }
  const objects = await rendered(shopYaml({}, others))
  const { spec } = find(objects, 'NetworkPolicy', 'kconference-shop')
  t.strictSame(spec['ingress'], [
    { from: [...ingress, helmTest], ports: [{ port: 'http' }] },
    { from: monitoring, ports: [{ port: 'metrics' }] },
  ])
  t.strictSame(spec['egress'], find(objects, 'NetworkPolicy', 'kconference-payments').spec['egress'])
  const unseen = await rendered(shopYaml({}, { networkPolicies: { enabled: true, ingress } }))
  t.strictSame(find(unseen, 'NetworkPolicy', 'kconference-shop').spec['ingress'], [
    { from: [...ingress, helmTest], ports: [{ port: 'http' }] },
  ])
})

t.test('ingress and route lead every path to it', async t => {
  const trustedProxies = ['10.0.0.0/8']
  const host = 'tickets.example.com'
  const ways = {
    trustedProxies,
    ingress: { enabled: true, host, tlsSecret: 'certificate' },
    httpRoute: { enabled: true, parentRefs: [{ name: 'public' }], hostnames: [host] },
  }
  const objects = await rendered(shopYaml(ways))
  const backend = { service: { name: 'kconference-shop', port: { name: 'http' } } }
  t.strictSame(find(objects, 'Ingress', 'kconference-shop').spec, {
    tls: [{ secretName: 'certificate', hosts: [host] }],
    rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] }, host }],
  })
  t.strictSame(find(objects, 'HTTPRoute', 'kconference-shop').spec, {
    parentRefs: [{ name: 'public' }],
    hostnames: [host],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [{ name: 'kconference-shop', port: 80 }],
      },
    ],
  })
})

t.test('Prometheus reads its metrics with those of the others', async t => {
  const objects = await rendered(shopYaml({}, { monitoring: { serviceMonitor: { enabled: true } } }))
  t.match(find(objects, 'ServiceMonitor', 'kconference-shop').spec, {
    selector: { matchLabels: { 'app.kubernetes.io/component': 'shop' } },
    endpoints: [{ port: 'metrics' }],
  })
})

t.test('every message of its policy is one sentence with the condition and the next step', async t => {
  const { spec } = find(withShop, 'ValidatingAdmissionPolicy', 'kconference-shop')
  const messages = (spec['validations'] as { message: string }[]).map(({ message }) => message)
  t.equal(messages.length, 6)
  for (const message of messages) t.match(message, /^(the shop|a new (order|object) of the shop) must .*: .*[^.\n]$/)
})

t.test('the notes say where it is, and warn of an address without TLS', async t => {
  const notes = async (more: object) => {
    const args = ['install', 'kconference', chart, '--dry-run=client', '--namespace=kconference-system', '--values=-']
    const { stdout } = await helm(args, shopYaml(more))
    return stdout.slice(stdout.indexOf('NOTES:'))
  }
  const warning = 'shop.url is not HTTPS'
  const closed = await notes({})
  t.match(closed, '5. Open the shop at https://tickets.example.com: lead that address to kconference-shop')
  t.notMatch(closed, warning)
  const open = await notes({ ingress: { enabled: true }, trustedProxies: ['10.0.0.0/8'] })
  t.match(open, /5\. Open the shop at https:\/\/tickets\.example\.com\n/)
  t.match(await notes({ url: 'http://tickets.example.com' }), warning)
  t.notMatch(await notes({ enabled: false }), 'Open the shop')
})
