import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse, parseAllDocuments } from 'yaml'
import { helmTemplate, printedControllers, printedRenderings } from '../../../scripts/print/printed-chart.ts'

const project = join(import.meta.dirname, '..', '..', '..')

t.test('the chart is rendered as the release kconference, with the given arguments', async t => {
  const args = ['--set=payments.paypalVerification=off', '--show-only=templates/payments-rbac.yaml']
  const text = helmTemplate(project, { folder: 'x/', args })
  t.match(text, 'app.kubernetes.io/instance: kconference\n')
  t.match(text, 'namespace: kconference-system\n')
})

t.test('without helm the error names the command that builds it', async t => {
  t.throws(() => helmTemplate(t.testdir({}), { folder: 'x/', args: [] }), {
    message: 'Cannot print x/ with ".local/bin/helm": it must be built first; run "npm run build"',
  })
})

const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
const base = 'http://kconference-hooks.kconference-system.svc'

const hook = (path: string, timeout: string) => ({ version: 'v2', webhook: { url: `${base}${path}`, timeout } })
const controller = (kind: string, childResources: unknown[], more: object = {}) => ({
  apiVersion: 'metacontroller.k8s.io/v1alpha1',
  kind: 'CompositeController',
  metadata: { name: `kconference-${kind}` },
  spec: {
    generateSelector: true,
    resyncPeriodSeconds: kind === 'order' ? 1800 : 300,
    parentResource: { apiVersion: 'app.corley.it/v1', resource: `${kind}s`, ignoreStatusChanges: true },
    childResources,
    hooks: { sync: hook(`/sync/${kind}`, '30s'), ...more },
  },
})
const child = (resource: string, method: string, apiVersion = 'app.corley.it/v1') => ({
  apiVersion,
  resource,
  updateStrategy: { method },
})

t.test('one file for each controller of the chart, without the labels of a release', async t => {
  const files = printedControllers(project)
  t.strictSame(Object.fromEntries([...files].map(([path, text]) => [path, parse(text)])), {
    'metacontroller/conference.yaml': controller('conference', [child('namespaces', 'InPlace', 'v1')], {
      customize: hook('/customize/conference', '5s'),
    }),
    'metacontroller/order.yaml': controller(
      'order',
      ['tickets', 'payments', 'reservations'].map(resource => child(resource, 'OnDelete')),
    ),
  })
  t.match(
    files.get('metacontroller/order.yaml'),
    /^# Printed from charts\/kconference\/templates\/controllers\/order.yaml by `npm run print`: do not edit.\n# An order/,
  )
})

t.test('without helm there are no controllers', async t => {
  t.throws(() => printedControllers(t.testdir({})), {
    message: 'Cannot print metacontroller/ with ".local/bin/helm": it must be built first; run "npm run build"',
  })
})

t.test('the chart has the version of the package', async t => {
  const chart = parse(readFileSync(join(project, 'charts', 'kconference', 'Chart.yaml'), 'utf8'))
  t.strictSame([chart.version, chart.appVersion], [version, version])
})

const trial = 'test/fixtures/charts/trial.yaml'

t.test('one file for each set of values, without the CRDs', async t => {
  const files = printedRenderings(project)
  t.strictSame(
    [...files.keys()],
    ['full', 'lean', 'trial', 'kind', 'production'].map(name => `test/fixtures/charts/${name}.yaml`),
  )
  const kinds = parseAllDocuments(files.get(trial) ?? '').map(document => document.toJS().kind)
  t.equal(kinds.filter(kind => kind === 'CompositeController').length, 2)
  t.notOk(kinds.includes('CustomResourceDefinition'))
  t.match(
    files.get(trial),
    /^# Printed from charts\/kconference with charts\/kconference\/ci\/trial-values.yaml by `npm run print`: do not edit.\n# Source: /,
  )
  t.notMatch(files.get(trial), / \n/, 'no line ends with a space')
})

t.test('a change of a template shows', async t => {
  const root = t.testdir({ '.local': { bin: t.fixture('symlink', join(project, '.local', 'bin')) } })
  cpSync(join(project, 'charts'), join(root, 'charts'), { recursive: true })
  writeFileSync(join(root, 'charts', 'kconference', 'templates', 'payments-rbac.yaml'), '')
  t.notMatch(printedRenderings(root).get(trial), 'kind: ClusterRole\nmetadata:\n  name: kconference-payments')
  t.match(printedRenderings(project).get(trial), 'kind: ClusterRole\nmetadata:\n  name: kconference-payments')
})
