import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseAllDocuments } from 'yaml'
import { printedRenderings } from '../../../scripts/print/printed-renderings.ts'

const project = join(import.meta.dirname, '..', '..', '..')
const trial = 'test/fixtures/charts/trial.yaml'

t.test('one file for each set of values, without the CRDs', async t => {
  const files = printedRenderings(project)
  t.strictSame(
    [...files.keys()],
    ['full', 'lean', 'trial'].map(name => `test/fixtures/charts/${name}.yaml`),
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
