import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { run } from '../../../local/process/run.ts'
import { writeSchemas } from '../../fixtures/chart/openapi-schemas.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const { kubectl } = await startTestControlPlane(t)
const crds = ['crds', 'local/crds', 'test/fixtures/crds'].map(folder => `--filename=${join(root, folder)}`)
await kubectl(['apply', '--server-side', ...crds])
await kubectl(['wait', '--for=condition=Established', ...crds])
const schemas = t.testdir({})
writeSchemas((await kubectl(['get', '--raw', '/openapi/v2'])).stdout, schemas)

/** The report of kubeconform about files, with the schemas of this API server and no others. */
async function conform(files: string[]): Promise<{ code: number | null; found: Record<string, unknown>[] }> {
  const location = join(schemas, '{{ .ResourceKind }}{{ .KindSuffix }}.json')
  const args = ['-strict', '-output=json', '-verbose', `-schema-location=${location}`, ...files]
  const { code, stdout } = await run(join(bin, 'kubeconform'), { args })
  return { code, found: JSON.parse(stdout).resources }
}

t.test('printed files and examples conform to the schemas of the API server', async t => {
  const folders = ['crds', 'metacontroller', 'examples', 'test/fixtures/charts']
  // No schema of this API server is for the kinds of Argo CD and Flux: test/manifests/gitops reads these examples.
  const exclude = ['examples/gitops/argo-cd/**', 'examples/gitops/flux/**']
  const names = folders.flatMap(folder => globSync(`${folder}/**/*.yaml`, { cwd: root, exclude }))
  const files = names.map(file => join(root, file))
  const { code, found } = await conform(files)
  t.strictSame(
    found.filter(({ status }) => status !== 'statusValid'),
    [],
  )
  t.equal(code, 0)
  const kinds = new Set(found.map(({ kind }) => kind))
  for (const kind of ['Deployment', 'CompositeController', 'Order', 'HTTPRoute', 'ServiceMonitor', 'PrometheusRule']) {
    t.ok(kinds.has(kind), kind)
  }
})

t.test('an unknown field, a wrong type and an unknown kind are found', async t => {
  const meta = { metadata: { name: 'a', namespace: 'conf' } }
  const order = { apiVersion: 'app.corley.it/v1', kind: 'Order', ...meta }
  const spec = { planRef: 'plan', price: 29.9 }
  const table: [object: object, status: string, words: string][] = [
    [{ ...order, spec }, 'statusValid', ''],
    [{ ...order, spec: { ...spec, seat: 1 } }, 'statusInvalid', "additional properties 'seat' not allowed"],
    [{ ...order, spec: { ...spec, quantity: 'two' } }, 'statusInvalid', 'got string, want integer'],
    [{ ...order, kind: 'Box', spec }, 'statusError', 'could not find schema for Box'],
    [
      { apiVersion: 'v1', kind: 'Service', ...meta, spec: { ports: [{ port: 'http' }] } },
      'statusInvalid',
      'want integer',
    ],
    [{ apiVersion: 'v1', kind: 'Service', ...meta, specs: {} }, 'statusInvalid', "'specs' not allowed"],
  ]
  for (const [object, status, words] of table) {
    const file = join(t.testdir({}), 'object.json')
    writeFileSync(file, JSON.stringify(object))
    const { code, found } = await conform([file])
    t.match(found, [{ status, msg: words }], words)
    t.equal(code, status === 'statusValid' ? 0 : 1)
  }
})
