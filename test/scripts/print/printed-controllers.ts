import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { printedControllers } from '../../../scripts/print/printed-controllers.ts'

const project = join(import.meta.dirname, '..', '..', '..')
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

t.test('without helm the error names the command that builds it', async t => {
  t.throws(() => printedControllers(t.testdir({})), {
    message: 'Cannot print metacontroller/ with ".local/bin/helm": it must be built first; run "npm run build"',
  })
})

t.test('the chart has the version of the package', async t => {
  const chart = parse(readFileSync(join(project, 'charts', 'kconference', 'Chart.yaml'), 'utf8'))
  t.strictSame([chart.version, chart.appVersion], [version, version])
})
