import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { engineAccount, install, release } from '../../../local/system/install.ts'
import { chart, find, helm, rendered, template } from '../../fixtures/chart/chart.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const controlPlane = await startTestControlPlane(t)
const { kubectl } = controlPlane
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:8080' })

t.test('a second installation is an upgrade, and nothing fails', async t => {
  await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:8081' })
  const urls = await kubectl([
    'get',
    'compositecontrollers',
    '--output=jsonpath={.items[*].spec.hooks.sync.webhook.url}',
  ])
  t.strictSame(
    urls.stdout.split(' '),
    ['conference', 'order'].map(kind => `http://127.0.0.1:8081/sync/${kind}`),
  )
})

t.test('a GitOps tool finds no difference to what is installed, and has nothing to ignore', async t => {
  const values = { hooks: { url: 'http://127.0.0.1:8081' }, payments: { paypalVerification: 'off' } }
  const { stdout } = await helm(
    ['template', release.name, chart, `--namespace=${release.namespace}`, '--no-hooks', '--values=-'],
    JSON.stringify(values),
  )
  const diff = (text: string) => kubectl(['diff', '--server-side', '--force-conflicts', '--filename=-'], text)
  t.strictSame(await diff(stdout), { code: 0, stdout: '', stderr: '' })
  const changed = await diff(stdout.replace('DRAIN_SECONDS', 'DRAIN'))
  t.match(changed, { code: 1, stdout: /DRAIN_SECONDS/ })
})

t.test('no manifest of a conference differs from the object that is stored for it', async t => {
  await kubectl(['create', 'namespace', 'gitconf'])
  const files = globSync('examples/gitops/conference/**/*.yaml', { cwd: root }).map(file => join(root, file))
  t.equal(files.length, 2)
  for (const file of files.sort()) {
    t.equal((await kubectl(['apply', '--server-side', `--filename=${file}`])).code, 0, file)
    t.strictSame(await kubectl(['diff', '--server-side', `--filename=${file}`]), { code: 0, stdout: '', stderr: '' })
  }
})

// helm creates it before the pod of helm test, and deletes it afterwards.
await kubectl(['create', 'serviceaccount', 'kconference-test', `--namespace=${release.namespace}`])

t.test('the API server accepts all rendered objects, with any options, without a warning', async t => {
  const crds = `--filename=${join(root, 'test', 'fixtures', 'crds')}`
  await kubectl(['apply', '--server-side', crds])
  await kubectl(['wait', '--for=condition=Established', crds])
  for (const name of globSync('{ci,examples}/*-values.yaml', { cwd: chart })) {
    const { stdout } = await template(readFileSync(join(chart, name), 'utf8'))
    const { code, stderr } = await kubectl(
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '--filename=-'],
      stdout,
    )
    t.strictSame({ code, stderr }, { code: 0, stderr: '' }, name)
  }
})

t.test('all pods may run under the strictest Pod Security Standard', async t => {
  const objects = await rendered(readFileSync(join(chart, 'ci', 'full-values.yaml'), 'utf8'))
  const enforce = 'pod-security.kubernetes.io/enforce=restricted'
  await kubectl(['label', 'namespace', release.namespace, enforce])
  for (const name of ['kconference-hooks', 'kconference-box-office', 'kconference-payments']) {
    const { template: pod } = find(objects, 'Deployment', name).spec as { template: { metadata: object } }
    const metadata = { ...pod.metadata, name, namespace: release.namespace }
    const created = await kubectl(
      ['create', '--dry-run=server', '--filename=-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', ...pod, metadata }),
    )
    t.strictSame(created, { code: 0, stdout: `pod/${name} created (server dry run)\n`, stderr: '' })
  }
  const test = find(objects, 'Pod', 'kconference-test')
  const created = await kubectl(['create', '--dry-run=server', '--filename=-'], JSON.stringify(test))
  t.strictSame(created, { code: 0, stdout: 'pod/kconference-test created (server dry run)\n', stderr: '' })
})

const engine = `system:serviceaccount:${engineAccount.namespace}:${engineAccount.name}`
const account = (name: string) => `system:serviceaccount:${release.namespace}:${name}`

t.test('only the endpoint creates payments, and nobody changes or deletes one', async t => {
  const can = async (who: string, verb: string, resource: string) => {
    const { stdout } = await kubectl(['auth', 'can-i', verb, resource, `--as=${who}`, '--namespace=cloudconf2020'])
    return stdout.trim()
  }
  const payments = 'payments.app.corley.it'
  for (const verb of ['delete', 'deletecollection', 'update', 'patch']) {
    for (const who of [engine, account('kconference-payments'), account('kconference-hooks')]) {
      t.equal(await can(who, verb, payments), 'no', `${who} ${verb}`)
    }
  }
  t.equal(await can(engine, 'create', payments), 'no')
  t.equal(await can(engine, 'watch', payments), 'yes')
  t.equal(await can(account('kconference-payments'), 'create', payments), 'yes')
  t.equal(await can(account('kconference-payments'), 'get', 'secrets/payment-gateway'), 'yes')
  t.equal(await can(account('kconference-payments'), 'get', 'secrets/another'), 'no')
  t.equal(await can(account('kconference-payments'), 'list', 'secrets'), 'no')
  t.equal(await can(account('kconference-hooks'), 'get', 'orders.app.corley.it'), 'no')
  t.equal(await can(engine, 'delete', 'tickets.app.corley.it'), 'yes')
})
