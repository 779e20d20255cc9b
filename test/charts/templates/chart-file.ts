import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { chart, rendered } from '../../fixtures/chart/chart.ts'

const read = (path: string) => readFileSync(join(chart, path), 'utf8')

t.test('Artifact Hub lists each kind', async t => {
  const { annotations } = parse(read('Chart.yaml'))
  const crds = (await rendered())
    .filter(({ kind }) => kind === 'CustomResourceDefinition')
    .map(({ metadata }) => metadata.name)
  const told: { name: string }[] = parse(annotations['artifacthub.io/crds'])
  t.strictSame(told.map(({ name }) => name).sort(), crds.sort())
  for (const { apiVersion, kind } of parse(annotations['artifacthub.io/crdsExamples'])) {
    t.equal(apiVersion, 'app.corley.it/v1', kind)
  }
})

t.test('the icon of the chart is its icon.svg', async t => {
  const { icon, maintainers } = parse(read('Chart.yaml'))
  const [, bytes = ''] = /^data:image\/svg\+xml;base64,(.*)$/.exec(icon) ?? []
  t.equal(Buffer.from(bytes, 'base64').toString(), read('icon.svg'))
  t.strictSame(maintainers, [{ name: 'The kconference maintainers' }])
})
