import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { root } from '../../../local/config.ts'
import { chart, find, helm, type Rendered, rendered } from '../../fixtures/chart/chart.ts'

const read = (path: string) => readFileSync(join(chart, path), 'utf8')
const { version } = parse(read('Chart.yaml'))
const full = await rendered(read('ci/full-values.yaml'))
const trial = await rendered(read('ci/trial-values.yaml'))
const names = (objects: Rendered[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)

/** The notes after an installation with values in YAML. */
async function notes(values: string): Promise<string> {
  const args = ['install', 'kconference', chart, '--dry-run=client', '--namespace=kconference-system', '--values=-']
  const { code, stdout, stderr } = await helm(args, `{ payments: { paypalVerification: "off" }, ${values} }`)
  if (code !== 0 || stderr !== '') throw new Error(stderr)
  return stdout.slice(stdout.indexOf('NOTES:'))
}

t.test('optional objects exist only if the values ask for them', async t => {
  const optional = [
    'ClusterRole kconference-admission',
    'ClusterRole kconference-backup',
    'ClusterRole kconference-cashier',
    'ClusterRole kconference-manual-payments',
    'ClusterRole kconference-refunds',
    'ClusterRole kconference-shop',
    'ClusterRoleBinding kconference-admission',
    'ClusterRoleBinding kconference-backup',
    'ClusterRoleBinding kconference-cashier',
    'ClusterRoleBinding kconference-manual-payments',
    'ClusterRoleBinding kconference-shop',
    'ConfigMap kconference-dashboard',
    'Deployment kconference-admission',
    'Deployment kconference-cashier',
    'Deployment kconference-shop',
    'FlowSchema kconference-shop',
    'HTTPRoute kconference-payments',
    'HTTPRoute kconference-shop',
    'HorizontalPodAutoscaler kconference-admission',
    'HorizontalPodAutoscaler kconference-hooks',
    'HorizontalPodAutoscaler kconference-payments',
    'HorizontalPodAutoscaler kconference-shop',
    'Ingress kconference-payments',
    'Ingress kconference-shop',
    'NetworkPolicy kconference-admission',
    'NetworkPolicy kconference-cashier',
    'NetworkPolicy kconference-payments',
    'NetworkPolicy kconference-shop',
    'PodDisruptionBudget kconference-admission',
    'PodDisruptionBudget kconference-cashier',
    'PodDisruptionBudget kconference-hooks',
    'PodDisruptionBudget kconference-payments',
    'PodDisruptionBudget kconference-shop',
    'PriorityLevelConfiguration kconference-shop',
    'PrometheusRule kconference',
    'Role kconference-cashier',
    'RoleBinding kconference-cashier',
    'Service kconference-admission',
    'Service kconference-cashier',
    'Service kconference-shop',
    'ServiceAccount kconference-admission',
    'ServiceAccount kconference-backup',
    'ServiceAccount kconference-cashier',
    'ServiceAccount kconference-shop',
    'ServiceMonitor kconference-admission',
    'ServiceMonitor kconference-box-office',
    'ServiceMonitor kconference-cashier',
    'ServiceMonitor kconference-hooks',
    'ServiceMonitor kconference-payments',
    'ServiceMonitor kconference-shop',
    'ValidatingAdmissionPolicy kconference-shop',
    'ValidatingAdmissionPolicyBinding kconference-shop',
    'ValidatingWebhookConfiguration kconference-orders',
  ]
  t.strictSame(
    names(full)
      .filter(name => !names(trial).includes(name))
      .sort(),
    optional,
  )
  t.strictSame(
    names(trial).filter(name => !names(full).includes(name)),
    [],
  )
})

t.test('all objects have the standard labels, and those of commonLabels', async t => {
  for (const { kind, metadata } of full) {
    t.match(
      metadata.labels,
      {
        'app.kubernetes.io/name': 'kconference',
        'app.kubernetes.io/instance': 'kconference',
        'app.kubernetes.io/version': version,
        'app.kubernetes.io/part-of': 'kconference',
        'app.kubernetes.io/managed-by': 'Helm',
        'helm.sh/chart': `kconference-${version}`,
        team: 'tickets',
      },
      `${kind} ${metadata.name}`,
    )
  }
})

t.test(
  'with a certificate Metacontroller calls the hooks by TLS, with the authority to trust and the token to send',
  async t => {
    const controllers = full.filter(({ kind }) => kind === 'CompositeController')
    t.equal(controllers.length, 2)
    for (const { spec, metadata } of controllers) {
      for (const hook of Object.values(spec['hooks'] as Record<string, { webhook: { url: string } }>)) {
        t.match(hook.webhook, {
          url: /^https:\/\/kconference-hooks\.kconference-system\.svc\//,
          caBundle: { inline: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' },
          authorization: {
            secretRef: { name: 'kconference-hooks-tokens', namespace: 'kconference-system', key: 'token-2' },
          },
        })
      }
      t.ok(metadata.name)
    }
    t.match(find(full, 'Service', 'kconference-hooks').spec['ports'], [
      { name: 'https', port: 443, targetPort: 'http' },
      {},
    ])
    t.match(find(trial, 'Service', 'kconference-hooks').spec['ports'], [
      { name: 'http', port: 80, targetPort: 'http' },
      {},
    ])
  },
)

t.test('Metacontroller may read Secrets only with a token', async t => {
  const secrets = (objects: Rendered[]) =>
    find(objects, 'ClusterRole', 'kconference-metacontroller').rules.filter(rule =>
      JSON.stringify(rule).includes('secrets'),
    )
  t.strictSame(secrets(trial), [])
  t.strictSame(secrets(full), [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }])
})

t.test('an autoscaler sets the number of pods, and the chart does not', async t => {
  t.notOk('replicas' in find(full, 'Deployment', 'kconference-hooks').spec)
  t.equal(find(trial, 'Deployment', 'kconference-hooks').spec['replicas'], 2)
})

t.test('the grace period of a pod is longer than its drain and its requests under way', async t => {
  const seconds = (objects: Rendered[], name: string) => {
    const { template } = find(objects, 'Deployment', name).spec as unknown as {
      template: { spec: { terminationGracePeriodSeconds: number } }
    }
    return template.spec.terminationGracePeriodSeconds
  }
  t.equal(seconds(trial, 'kconference-hooks'), 40)
  t.equal(seconds(trial, 'kconference-box-office'), 35)
  t.equal(seconds(full, 'kconference-payments'), 50)
})

t.test('the network lets Metacontroller call the hooks, which call nobody', async t => {
  const { spec } = find(full, 'NetworkPolicy', 'kconference-hooks')
  t.match(spec, { policyTypes: ['Ingress', 'Egress'], egress: [] })
  const [calls, metrics] = spec['ingress'] as { from: object[]; ports: object[] }[]
  t.match(calls?.from[0], {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'metacontroller' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'metacontroller' } },
  })
  t.equal(calls?.from.length, 2, 'Metacontroller, and the pod of helm test')
  t.strictSame([calls?.ports, metrics?.ports], [[{ port: 'http' }], [{ port: 'metrics' }]])
})

t.test('by default only Metacontroller may call the hooks, and everybody may read their metrics', async t => {
  const { spec } = find(trial, 'NetworkPolicy', 'kconference-hooks')
  const labels = { 'app.kubernetes.io/name': 'kconference', 'app.kubernetes.io/instance': 'kconference' }
  const component = (name: string) => ({ matchLabels: { ...labels, 'app.kubernetes.io/component': name } })
  t.strictSame(spec, {
    podSelector: component('hooks'),
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'metacontroller' } } },
          { podSelector: component('test') },
        ],
        ports: [{ port: 'http' }],
      },
      { ports: [{ port: 'metrics' }] },
    ],
  })
  const off = 'payments: { paypalVerification: "off" }'
  for (const without of ['networkPolicies: { hooks: false }', 'hooks: { url: "http://elsewhere" }']) {
    const objects = await rendered(`{ ${off}, ${without} }`)
    t.notOk(names(objects).includes('NetworkPolicy kconference-hooks'), without)
  }
})

t.test('by default callers reach nothing of the box office but its metrics', async t => {
  const { spec } = find(trial, 'NetworkPolicy', 'kconference-box-office')
  t.strictSame([spec['policyTypes'], spec['ingress']], [['Ingress'], [{ ports: [{ port: 'metrics' }] }]])
  const objects = await rendered(
    '{ payments: { paypalVerification: "off" }, networkPolicies: { boxOffice: false }, boxOffice: { podDisruptionBudget: { enabled: false } } }',
  )
  for (const kind of ['NetworkPolicy', 'PodDisruptionBudget'])
    t.notOk(names(objects).includes(`${kind} kconference-box-office`), kind)
})

t.test('by default an eviction leaves one pod of the box office', async t => {
  t.match(find(trial, 'PodDisruptionBudget', 'kconference-box-office').spec, { maxUnavailable: 1 })
})

t.test(
  'only readers of metrics reach the box office, and it reaches the destinations of the payment endpoint',
  async t => {
    const { spec } = find(full, 'NetworkPolicy', 'kconference-box-office')
    const { egress } = find(full, 'NetworkPolicy', 'kconference-payments').spec
    const { ingress, ...rest } = spec
    t.strictSame(rest, {
      podSelector: {
        matchLabels: {
          'app.kubernetes.io/name': 'kconference',
          'app.kubernetes.io/instance': 'kconference',
          'app.kubernetes.io/component': 'box-office',
        },
      },
      policyTypes: ['Ingress', 'Egress'],
      egress,
    })
    t.match(ingress, [{ from: [{ namespaceSelector: {} }], ports: [{ port: 'metrics' }] }])
    const [, api, gateways] = egress as object[]
    t.match([api, gateways], [{ ports: [{ port: 6443 }] }, { ports: [{ port: 443 }] }])
    const open =
      '{ payments: { paypalVerification: "off" }, networkPolicies: { enabled: true, ingress: [{ podSelector: {} }] } }'
    t.strictSame(find(await rendered(open), 'NetworkPolicy', 'kconference-box-office').spec['ingress'], [])
  },
)

t.test('a box office ends only when another is ready, and the notes warn if none stands by', async t => {
  t.match(find(trial, 'Deployment', 'kconference-box-office').spec, {
    replicas: 2,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  })
  const warning = 'No box office waits to take over'
  t.notMatch(await notes('boxOffice: { replicas: 2 }'), warning)
  t.match(await notes('boxOffice: { replicas: 1 }'), warning)
  t.match(await notes('boxOffice: { replicas: 3, shards: 3 }'), warning)
})

t.test('the notes name the namespace that can reach the hooks', async t => {
  const only = (namespace: string) => `Only pods of namespace ${namespace} reach the hooks`
  t.match(await notes(''), only('metacontroller'))
  t.match(await notes('metacontroller: { serviceAccount: { namespace: engines } }'), only('engines'))
  const enabled = await notes('networkPolicies: { enabled: true, ingress: [{ podSelector: {} }] }')
  t.match(enabled, 'Only pods of namespace metacontroller with the labels metacontroller.podLabels reach the hooks')
  for (const open of ['networkPolicies: { hooks: false }', 'hooks: { url: "http://elsewhere" }']) {
    t.notMatch(await notes(open), 'reach the hooks', open)
  }
})

t.test('the notes warn that a generated certificate does not work with GitOps', async t => {
  const warning = 'The certificate of the admission webhook is generated'
  t.match(await notes('admission: { enabled: true }'), warning)
  t.notMatch(await notes('admission: { enabled: true, certificate: { source: certManager } }'), warning)
  t.notMatch(await notes(''), warning)
})

t.test('the values for the chart of Metacontroller match those of this chart', async t => {
  const values = parse(readFileSync(join(root, 'charts', 'metacontroller-values.yaml'), 'utf8'))
  const { metacontroller } = parse(read('values.yaml'))
  t.equal(values.serviceAccount.name, metacontroller.serviceAccount.name)
  t.equal(values.nameOverride, metacontroller.podLabels['app.kubernetes.io/name'])
  for (const flag of [
    '--client-go-qps=1000',
    '--client-go-burst=2000',
    '--workers=20',
    '--apply-strategy=dynamic-apply',
  ]) {
    t.ok(values.commandArgs.includes(flag), flag)
    t.match(read('templates/NOTES.txt'), flag, 'and the notes say so')
  }
  t.strictSame(values.env, [
    { name: 'GOGC', value: '200' },
    { name: 'GOMEMLIMIT', value: '1800MiB' },
  ])
  t.equal(values.resources.limits.memory, '2Gi')
})
