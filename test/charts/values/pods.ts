import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { chart, find, type Rendered, rendered, template } from '../../fixtures/chart/chart.ts'

const read = (path: string) => parse(readFileSync(join(chart, path), 'utf8'))
const { podSecurityContext: _, ...full } = read('ci/full-values.yaml')
const defaults = read('values.yaml')

interface Container {
  securityContext: object
  env: { name: string; value: string }[]
  livenessProbe: object
  readinessProbe: object
  startupProbe?: object
}
interface Pod {
  securityContext: object
  containers: [Container]
}

/** All pods of the programs and of helm test, by the names of their objects. */
async function pods(values: object): Promise<Map<string, Pod>> {
  const objects = await rendered(JSON.stringify({ ...full, ...values }))
  const templates = objects.flatMap(({ kind, metadata, spec }): [string, Pod][] => {
    if (kind === 'Pod') return [[metadata.name, spec as never]]
    return kind === 'Deployment' ? [[metadata.name, (spec['template'] as { spec: Pod }).spec]] : []
  })
  return new Map(templates)
}

t.test('every pod and container has the security contexts of the values', async t => {
  const found = await pods({})
  t.equal(found.size, 7)
  for (const [name, { securityContext, containers }] of found) {
    t.strictSame(securityContext, defaults.podSecurityContext, name)
    t.strictSame(containers[0].securityContext, defaults.containerSecurityContext, name)
  }
})

t.test('a cluster that assigns the uid gets pods without one', async t => {
  const found = await pods({
    podSecurityContext: { runAsUser: null, runAsGroup: null, fsGroup: 2000 },
    containerSecurityContext: { privileged: false },
  })
  for (const [name, { securityContext, containers }] of found) {
    const rest = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, fsGroup: 2000 }
    t.strictSame(securityContext, rest, name)
    t.strictSame(containers[0].securityContext, { ...defaults.containerSecurityContext, privileged: false }, name)
  }
})

t.test('programs listen on the address of the values, and their Services have its families', async t => {
  const service = { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] }
  const objects = await rendered(JSON.stringify({ ...full, host: '::', service }))
  const services = objects.filter(({ kind }) => kind === 'Service')
  t.equal(services.length, 6)
  for (const { spec, metadata } of services) t.match(spec, service, metadata.name)
  for (const [name, { containers }] of await pods({ host: '::', service })) {
    const host = containers[0].env.find(one => one.name === 'HOST')?.value
    t.equal(host, name === 'kconference-test' ? undefined : '::', name)
  }
  for (const { spec } of (await rendered()).filter(({ kind }) => kind === 'Service')) {
    t.notOk('ipFamilyPolicy' in spec || 'ipFamilies' in spec, 'the cluster decides')
  }
})

t.test('the times of probes are values, and a startup probe exists only with times', async t => {
  const httpGet = (path: string) => ({ httpGet: { path, port: 'http', scheme: 'HTTP' } })
  const shop = (await pods({})).get('kconference-shop')?.containers[0]
  t.strictSame(shop?.livenessProbe, { ...httpGet('/healthz'), periodSeconds: 10, timeoutSeconds: 5 })
  t.strictSame(shop?.readinessProbe, { ...httpGet('/readyz'), periodSeconds: 5, timeoutSeconds: 5 })
  t.equal(shop?.startupProbe, undefined)
  const times = {
    livenessProbe: { periodSeconds: 30, failureThreshold: 5 },
    readinessProbe: { initialDelaySeconds: 2, successThreshold: 2 },
    startupProbe: { failureThreshold: 60 },
  }
  const slow = (await pods({ shop: { ...full.shop, ...times } })).get('kconference-shop')?.containers[0]
  t.strictSame(slow?.livenessProbe, {
    ...httpGet('/healthz'),
    periodSeconds: 30,
    timeoutSeconds: 5,
    failureThreshold: 5,
  })
  t.match(slow?.readinessProbe, { initialDelaySeconds: 2, successThreshold: 2, periodSeconds: 5 })
  t.strictSame(slow?.startupProbe, { ...httpGet('/healthz'), failureThreshold: 60 })
  for (const [probe, wrong] of [
    ['livenessProbe', { successThreshold: 2 }],
    ['readinessProbe', { terminationGracePeriodSeconds: 5 }],
    ['startupProbe', { httpGet: { path: '/' } }],
  ] as const) {
    const values = { payments: { paypalVerification: 'off' }, hooks: { [probe]: wrong } }
    t.match(await template(JSON.stringify(values)), { code: 1, stderr: `at '/hooks/${probe}': additional properties` })
  }
})

t.test('the strategy of a program is a value', async t => {
  const strategyOf = (objects: Rendered[], component: string) =>
    find(objects, 'Deployment', `kconference-${component}`).spec['strategy']
  const plain = await rendered()
  t.equal(strategyOf(plain, 'hooks'), undefined)
  t.strictSame(strategyOf(plain, 'box-office'), {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
  })
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%', maxUnavailable: 0 } }
  const given = await rendered(
    JSON.stringify({
      payments: { paypalVerification: 'off' },
      hooks: { strategy },
      boxOffice: { strategy: { type: 'Recreate' } },
    }),
  )
  t.strictSame(strategyOf(given, 'hooks'), strategy)
  t.strictSame(strategyOf(given, 'box-office'), { type: 'Recreate' }, 'Kubernetes allows no rollingUpdate beside it')
})

t.test('every object has the common annotations, and its own win', async t => {
  const commonAnnotations = { 'example.com/team': 'tickets', 'helm.sh/resource-policy': 'delete' }
  for (const { kind, metadata } of await rendered(JSON.stringify({ ...full, commonAnnotations }))) {
    const policy = kind === 'CustomResourceDefinition' ? 'keep' : 'delete'
    t.match(metadata.annotations, { 'example.com/team': 'tickets', 'helm.sh/resource-policy': policy }, metadata.name)
  }
})

t.test('the Certificate of the webhook names any issuer', async t => {
  const admission = (issuerRef: object) =>
    JSON.stringify({
      payments: { paypalVerification: 'off' },
      admission: { enabled: true, certificate: { source: 'certManager', issuerRef } },
    })
  const issuerOf = (objects: Rendered[]) => find(objects, 'Certificate', 'kconference-admission').spec['issuerRef']
  t.strictSame(issuerOf(await rendered(admission({}))), {
    group: 'cert-manager.io',
    kind: 'Issuer',
    name: 'kconference-admission',
  })
  const external = { group: 'awspca.cert-manager.io', kind: 'AWSPCAClusterIssuer', name: 'pca' }
  t.strictSame(issuerOf(await rendered(admission(external))), external)
})
