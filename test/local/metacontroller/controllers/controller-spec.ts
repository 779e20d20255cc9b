import t from 'tap'
import { readControllerSpec } from '../../../../local/metacontroller/controllers/controller-spec.ts'

const hook = (webhook: object = {}) => ({ version: 'v2', webhook: { url: 'http://h/sync', ...webhook } })
const parentResource = { apiVersion: 'app.corley.it/v1', resource: 'orders' }

function read(spec: object) {
  const whole = { parentResource, hooks: { sync: hook() }, ...spec }
  return readControllerSpec({ apiVersion: 'v1', kind: 'CompositeController', metadata: { name: 'c' }, spec: whole })
}

t.test('a spec with the required fields only', async t => {
  t.strictSame(read({}), {
    parent: { ...parentResource, ignoreStatusChanges: false },
    children: [],
    sync: { url: 'http://h/sync', timeoutMs: 10_000 },
    generateSelector: false,
    resyncPeriodMs: 1_800_000,
  })
})

t.test('a spec with every field', async t => {
  const labelSelector = { matchLabels: { a: '1' } }
  const service = { name: 'hooks', namespace: 'system' }
  const children = [
    { apiVersion: 'v1', resource: 'namespaces', updateStrategy: { method: 'InPlace' } },
    { apiVersion: 'v1', resource: 'secrets' },
    { apiVersion: 'v1', resource: 'pods', updateStrategy: {} },
  ]
  const spec = {
    parentResource: { ...parentResource, labelSelector, ignoreStatusChanges: true },
    childResources: children,
    generateSelector: true,
    resyncPeriodSeconds: 300,
    hooks: {
      sync: hook({ timeout: '30s', responseUnMarshallMode: 'strict' }),
      customize: {
        version: 'v2',
        webhook: { service: { ...service, port: 8080, protocol: 'https' }, path: '/c', timeout: '0s' },
      },
    },
  }
  t.strictSame(read(spec), {
    parent: { ...parentResource, labelSelector, ignoreStatusChanges: true },
    children: ['InPlace', 'OnDelete', 'OnDelete'].map((method, index) => ({
      apiVersion: 'v1',
      resource: children[index]?.resource,
      method,
    })),
    sync: { url: 'http://h/sync', timeoutMs: 30_000 },
    customize: { url: 'https://hooks.system:8080/c', timeoutMs: 10_000 },
    generateSelector: true,
    resyncPeriodMs: 300_000,
  })
  const plain = { version: 'v2', webhook: { service, path: '/s' } }
  t.equal(read({ hooks: { sync: plain } }).sync.url, 'http://hooks.system:80/s')
})

t.test('a resync period is at least a second, and at most the period of the cache', async t => {
  t.strictSame(
    [0, 1, 86_400].map(seconds => read({ resyncPeriodSeconds: seconds }).resyncPeriodMs),
    [1000, 1000, 1_800_000],
  )
})

t.test("the authorities that sign the hook's certificate, and the token that the hook gets", async t => {
  const secretRef = { name: 'tokens', namespace: 'system', key: 'token' }
  const trusting = (webhook: object) => read({ hooks: { sync: hook(webhook) } }).sync
  const plain = { url: 'http://h/sync', timeoutMs: 10_000 }
  t.strictSame(trusting({ caBundle: { inline: 'PEM' } }), { ...plain, ca: 'PEM' })
  t.strictSame(trusting({ authorization: { secretRef } }), { ...plain, token: { scheme: 'Bearer', ...secretRef } })
  t.match(trusting({ authorization: { type: ' Token ', secretRef } }), { token: { scheme: 'Token' } })
})

t.test('settings that the stand-in does not support are rejected', async t => {
  const rolling = [{ apiVersion: 'v1', resource: 'pods', updateStrategy: { method: 'RollingInPlace' } }]
  const table: [object, string][] = [
    [{ hooks: { sync: hook(), finalize: hook() } }, 'hooks.finalize "defined": it must be absent'],
    [{ endpointConfigs: [] }, 'endpointConfigs "defined": it must be absent'],
    [{ hooks: undefined }, 'hooks.sync "absent": it must be given'],
    [{ hooks: { sync: {} } }, 'hooks.sync "absent": it must be given'],
    [
      { childResources: rolling },
      'updateStrategy.method of pods "RollingInPlace": it must be one of OnDelete, Recreate, InPlace',
    ],
    [{ hooks: { sync: { webhook: {} } } }, 'hooks.sync.version "v1": it must be v2'],
    [{ hooks: { sync: { ...hook(), version: 'v1' } } }, 'hooks.sync.version "v1": it must be v2'],
    [
      { hooks: { sync: hook({ responseUnMarshallMode: 'loose' }) } },
      'hooks.sync.webhook.responseUnMarshallMode "loose": it must be strict',
    ],
    [{ hooks: { sync: hook({ etag: {} }) } }, 'hooks.sync.webhook.etag "defined": it must be absent'],
    [
      { hooks: { sync: hook({ caBundle: { secretRef: {} } }) } },
      'hooks.sync.webhook.caBundle.inline "absent": it must be given',
    ],
    [
      { hooks: { sync: hook({ authorization: { type: 'basic' } }) } },
      'hooks.sync.webhook.authorization.type "basic": it must be another',
    ],
    [
      { hooks: { sync: hook(), customize: { version: 'v2', webhook: { path: '/' } } } },
      'hooks.customize.webhook.url "absent": it must be given, or service and path',
    ],
    [
      { hooks: { sync: { version: 'v2', webhook: { service: {} } } } },
      'hooks.sync.webhook.url "absent": it must be given, or service and path',
    ],
  ]
  for (const [spec, problem] of table) {
    const message = `Cannot start CompositeController "c" with ${problem}, the stand-in does nothing else`
    t.throws(() => read(spec), { message })
  }
})
