import { join } from 'node:path'
import t from 'tap'
import { root } from '../../local/config.ts'
import { startTestControlPlane } from '../fixtures/cluster/control-plane.ts'

const hook = { webhook: { url: 'http://127.0.0.1:8080/sync/order' } }
const parentResource = { apiVersion: 'app.corley.it/v1', resource: 'orders' }
const child = { apiVersion: 'app.corley.it/v1', resource: 'tickets' }
const secretRef = { name: 'secret', namespace: 'default' }

const composite = (spec: unknown) => ({ kind: 'CompositeController', spec })
const decorator = (spec: unknown) => ({ kind: 'DecoratorController', spec })

const accepted = {
  'only a parent': composite({ parentResource }),
  'a controller of this project': composite({
    generateSelector: true,
    resyncPeriodSeconds: 300,
    parentResource,
    childResources: [{ ...child, updateStrategy: { method: 'OnDelete' } }],
    hooks: { sync: { ...hook, version: 'v2' }, customize: { ...hook, version: 'v2' } },
  }),
  'every field of a hook': composite({
    parentResource: {
      ...parentResource,
      labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
      ignoreStatusChanges: true,
      revisionHistory: { fieldPaths: ['spec'] },
    },
    childResources: [
      {
        ...child,
        updateStrategy: {
          method: 'RollingInPlace',
          statusChecks: { conditions: [{ type: 'Ready', status: 'True', reason: 'Yes' }] },
        },
      },
    ],
    hooks: {
      finalize: {
        version: 'v1',
        webhook: {
          service: { name: 'hooks', namespace: 'default', port: 80, protocol: 'https' },
          path: '/finalize',
          timeout: '1m30s',
          responseUnMarshallMode: 'strict',
          etag: { enabled: true, cacheTimeoutSeconds: 60, cacheCleanupSeconds: 60 },
          caBundle: { secretRef },
          clientTLS: { secretRef },
          authorization: { secretRef: { ...secretRef, key: 'token' } },
        },
      },
      preUpdateChild: hook,
      postUpdateChild: hook,
    },
    endpointConfigs: [{ host: 'hooks:8443', caBundle: { inline: 'PEM' }, basicAuth: { secretRef } }],
  }),
  'a decorator': decorator({
    resources: [
      {
        apiVersion: 'v1',
        resource: 'services',
        annotationSelector: { matchAnnotations: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
      },
    ],
    attachments: [{ ...child, updateStrategy: { method: 'InPlace' } }],
    hooks: { sync: hook },
  }),
  'a revision': {
    kind: 'ControllerRevision',
    parentPatch: { spec: { any: [1] } },
    children: [{ apiGroup: '', kind: 'Pod', names: ['a'] }],
  },
}

const refused: Record<string, [unknown, RegExp]> = {
  'no parent': [composite({}), /spec\.parentResource: Required value/],
  'a parent without a resource': [
    composite({ parentResource: { apiVersion: 'v1' } }),
    /parentResource\.resource: Required value/,
  ],
  'an unknown update method': [
    composite({ parentResource, childResources: [{ ...child, updateStrategy: { method: 'Never' } }] }),
    /method: Unsupported value: "Never"/,
  ],
  'an unknown wire format': [
    composite({ parentResource, hooks: { sync: { ...hook, version: 'v3' } } }),
    /version: Unsupported value: "v3"/,
  ],
  'a timeout that is none': [
    composite({ parentResource, hooks: { sync: { webhook: { url: 'http://a', timeout: 'long' } } } }),
    /timeout: Invalid value: "long"/,
  ],
  'an unknown field': [composite({ parentResource, hook }), /unknown field "spec\.hook"/],
  'no resources': [decorator({}), /spec\.resources: Required value/],
  'a revision of nothing': [{ kind: 'ControllerRevision' }, /parentPatch: Required value/],
}

const manifest = (name: string, object: object) =>
  JSON.stringify({
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    metadata: { name: name.replaceAll(' ', '-') },
    ...object,
  })

t.test('the CRDs of the engine', async t => {
  const { kubectl } = await startTestControlPlane(t)
  const crds = `--filename=${join(root, 'local', 'crds')}`
  t.match(await kubectl(['apply', '--server-side', crds]), { code: 0, stderr: '' })
  t.match(await kubectl(['wait', '--for=condition=Established', '--timeout=30s', crds]), { code: 0 })

  for (const [name, object] of Object.entries(accepted)) {
    t.test(`accept ${name}, and keep every field`, async t => {
      const { code, stdout, stderr } = await kubectl(['create', '-o', 'json', '-f', '-'], manifest(name, object))
      t.match({ code, stderr }, { code: 0, stderr: '' })
      t.match(JSON.parse(stdout), object)
    })
  }

  for (const [name, [object, why]] of Object.entries(refused)) {
    t.test(`refuse ${name}`, async t => {
      t.match(await kubectl(['create', '-f', '-'], manifest(name, object as object)), { code: 1, stderr: why })
    })
  }

  t.test('give a hook the wire format v1 if it names none', async t => {
    const object = composite({ parentResource, hooks: { sync: hook } })
    const { stdout } = await kubectl(['create', '-o', 'json', '-f', '-'], manifest('defaults', object))
    t.equal(JSON.parse(stdout).spec.hooks.sync.version, 'v1')
  })

  t.test('have the short names', async t => {
    for (const name of ['cc', 'cctl', 'dec', 'decorators', 'controllerrevisions']) {
      t.match(await kubectl(['get', name, '-A']), { code: 0 })
    }
  })
})
