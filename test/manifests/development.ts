import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { root } from '../../local/config.ts'
import { template } from '../fixtures/chart/chart.ts'

// Neither kind nor skaffold publishes its schema as a package that could be installed here, so these tests check what this
// project relies on: names, versions, files, and values of the chart.

const read = (path: string) => parse(readFileSync(join(root, path), 'utf8'))
const kind = read('kind.yaml')
const skaffold = read('skaffold.yaml')
const [engine, chart] = skaffold.deploy.helm.releases

t.test('kind.yaml has one control plane, and a node for each of two replicas', async t => {
  t.strictSame(kind, {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: 'kconference',
    nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }],
  })
})

t.test('skaffold.yaml builds the image of the Dockerfile and installs it', async t => {
  t.match(skaffold, { apiVersion: 'skaffold/v4beta11', kind: 'Config' })
  const [{ image, docker }] = skaffold.build.artifacts
  const dockerfile = readFileSync(join(root, docker.dockerfile), 'utf8')
  for (const name of Object.keys(docker.buildArgs)) t.match(dockerfile, `ARG ${name}=`)
  t.strictSame(chart.setValueTemplates, {
    'image.repository': `{{.IMAGE_REPO_${image}}}`,
    'image.tag': `{{.IMAGE_TAG_${image}}}`,
  })
  t.equal(existsSync(join(root, chart.chartPath, 'Chart.yaml')), true)
  const values = { ...read(chart.valuesFiles[0]), image: { repository: image, tag: 'x' } }
  const { code, stdout } = await template(JSON.stringify(values))
  t.equal(code, 0)
  t.match(stdout, `image: "${image}:x"`)
})

t.test('skaffold.yaml installs Metacontroller first, in the version of the guide', async t => {
  t.strictSame(
    [engine.name, engine.namespace, engine.valuesFiles],
    ['metacontroller', 'metacontroller', ['charts/metacontroller-values.yaml']],
  )
  const guide = readFileSync(join(root, 'docs', 'install.md'), 'utf8')
  t.match(guide, `${engine.remoteChart} --version ${engine.version}`)
})

t.test('skaffold.yaml forwards the port that the guide pays at', async t => {
  const [forwarded] = skaffold.portForward
  t.match(forwarded, { resourceName: 'kconference-payments', namespace: chart.namespace, port: 80, localPort: 3000 })
  t.match(
    readFileSync(join(root, 'docs', 'operations.md'), 'utf8'),
    `http://127.0.0.1:${forwarded.localPort}/payment-gateway/`,
  )
})
