import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { bin, root } from '../../../local/config.ts'
import { type CommandResult, run } from '../../../local/process/run.ts'
import { keepIdentity } from '../../../local/system/identity.ts'
import { install, release } from '../../../local/system/install.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const text = await readFile(join(root, 'docs', 'backup.md'), 'utf8')
const blocks = [...text.matchAll(/^ *```(?:sh|yaml)\n(.*?)^ *```$/gms)].map(([, block = '']) => block)

/** The one block of the page that has these words. */
function block(words: string): string {
  const [only = '', ...others] = blocks.filter(one => one.includes(words))
  if (only === '' || others.length > 0) throw new Error(`Reading docs/backup.md: "${words}" must be in one block`)
  return only
}

/** The line of the page that has these words. */
function line(words: string): string {
  const lines = blocks.flatMap(one => one.split('\n')).filter(one => one.includes(words))
  return lines.at(-1)?.trim() ?? ''
}

const controlPlane = await startTestControlPlane(t)
const { kubectl, kubeconfig, folder } = controlPlane
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values: { backup: { enabled: true } } })
await kubectl(['label', 'namespace', release.namespace, 'pod-security.kubernetes.io/enforce=restricted'])
const account = await keepIdentity(controlPlane, {
  name: 'kconference-backup',
  namespace: release.namespace,
  client: 'client-node',
})
t.teardown(account.stop)

// A checkout of its own, in which the commands leave what they write.
const checkout = join(folder, 'checkout')
await mkdir(checkout)
for (const path of ['package.json', 'hooks', 'node_modules']) await symlink(join(root, path), join(checkout, path))

/** The result of a shell script; by default it runs as the administrator. */
function shell(script: string, more: Record<string, string> = {}): Promise<CommandResult> {
  const path = [bin, join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const env = { PATH: path, HOME: folder, KUBECONFIG: kubeconfig, ...more }
  return run('/bin/sh', { args: ['-euc', `cd '${checkout}'\n${script}`], env })
}

async function done(t: Test, script: string, more?: Record<string, string>): Promise<void> {
  const { code, stdout, stderr } = await shell(script, more)
  t.equal(code, 0, `${script}\n${stdout}${stderr}`)
}

const name = 'cloudconf2020'

t.test('a conference', async t => {
  const create = async (object: object) => {
    const { code, stdout } = await kubectl(['create', '--filename=-', '--output=json'], JSON.stringify(object))
    t.equal(code, 0)
    return JSON.parse(stdout).metadata.uid
  }
  const uid = await create({ apiVersion, kind: 'Conference', metadata: { name }, spec: { title: 'CloudConf' } })
  const ownerReferences = [{ apiVersion, kind: 'Conference', name, uid, controller: true, blockOwnerDeletion: true }]
  await create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, ownerReferences } })
  const spec = { title: 'Early Bird', price: 29.9 }
  await create({ apiVersion, kind: 'Plan', metadata: { name: 'early-bird', namespace: name }, spec })
  await done(t, `kubectl create secret generic payment-gateway --namespace ${name} --from-literal=paypal-receiver=x`)
  await done(t, `kubectl create rolebinding olga --clusterrole=kconference-organizer --user=olga --namespace ${name}`)
})

t.test('the objects outside a backup are saved beside it', async t => {
  await done(t, block('get rolebindings'))
})

t.test('a backup is taken from a checkout with a token of the account', async t => {
  await done(t, block('config set-credentials'))
  const backup = JSON.parse(await readFile(join(checkout, `${name}.json`), 'utf8'))
  t.strictSame(
    backup.objects.map(({ kind }: { kind: string }) => kind),
    ['Conference', 'Namespace', 'Plan'],
  )
})

t.test('the pod may run where the strictest Pod Security Standard is enforced, with the account', async t => {
  const [command = ''] = block('kubectl run').split('kubectl wait')
  const { code, stdout, stderr } = await shell(command.replace(' -- ', ' --dry-run=server --output=json -- '))
  t.equal(code, 0, stderr)
  t.match(JSON.parse(stdout).spec, {
    serviceAccountName: 'kconference-backup',
    automountServiceAccountToken: true,
    containers: [{ args: ['-e', 'setTimeout(() => {}, 7_200_000)'] }],
  })
})

t.test('the nightly backup may run there too, and leaves only whole files', async t => {
  const job = parse(block('kind: CronJob'))
  const { spec } = job.spec.jobTemplate.spec.template
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'take', namespace: release.namespace }, spec }
  for (const object of [job, pod]) {
    const args = ['create', '--dry-run=server', '--validate=strict', '--filename=-']
    t.match(await kubectl(args, JSON.stringify(object)), { code: 0, stderr: '' }, object.kind)
  }
  const backups = join(folder, 'backups')
  await mkdir(backups)
  const [script] = spec.containers[0].args
  const env = { FOLDER: backups, KUBECONFIG: account.kubeconfig }
  await done(t, script, { ...env, CONFERENCE: name })
  t.match(await readdir(backups), [/^cloudconf2020-\d{8}T\d{6}Z\.json$/])
  t.equal((await shell(script, { ...env, CONFERENCE: 'nowhere' })).code, 1)
  const files = await readdir(backups)
  t.strictSame(
    files.filter(file => /^nowhere.*\.json$/.test(file)),
    [],
  )
})

t.test('it is deleted and restored, step by step', async t => {
  await done(t, block('delete conference'))
  // There is no such StatefulSet here; the flags are known, and there is no pod to wait for.
  const [scale = '', wait = ''] = block('--replicas=0').trim().split('\n')
  t.match(await shell(scale), { code: 1, stderr: 'statefulsets.apps "metacontroller" not found' })
  await done(t, wait)
  t.match(await shell(line('--replicas=2')), { code: 1, stderr: 'statefulsets.apps "metacontroller" not found' })
  await done(t, line('backup -- restore'))
  t.match(await kubectl(['get', 'plan/early-bird', `--namespace=${name}`]), { code: 0 })
  await done(t, 'kubectl create -f payment-gateway.yaml -f rolebindings.yaml')
  t.match(await kubectl(['get', 'rolebinding/olga', `--namespace=${name}`]), { code: 0 })
})
