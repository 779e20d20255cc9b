import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import type { Program } from '../../../local/process/child.ts'
import { waitForLine } from '../../../local/process/log-tail.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { chooseEngine } from '../../../local/system/engine.ts'
import { keepIdentity } from '../../../local/system/identity.ts'
import { engineAccount, install, release } from '../../../local/system/install.ts'
import { chart, helm } from '../../fixtures/chart/chart.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'
import { certificateOne } from '../../fixtures/http/self-signed.ts'

const controlPlane = await startTestControlPlane(t)
const { kubectl, supervisor, kubeconfig } = controlPlane
const [port = 0] = await findPorts(1)
const hooksUrl = `https://127.0.0.1:${port}`
await install(controlPlane, { root, bin, hooksUrl })
const tokens = { 'token-1': 'first\n', 'token-2': 'second', 'token-3': 'nobody accepts this one' }
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tokens', namespace: release.namespace } }
await kubectl(['create', '--filename=-'], JSON.stringify({ ...secret, stringData: tokens }))

const folder = t.testdir({
  'tls.crt': certificateOne.cert,
  'tls.key': certificateOne.key,
  tokens: { 'token-1': tokens['token-1'], 'token-2': tokens['token-2'] },
})
let log = ''
const hooks: Program = {
  name: 'hooks',
  command: process.execPath,
  args: [join(root, 'hooks', 'sync-server.ts')],
  env: {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    CERTIFICATES: folder,
    TOKENS: join(folder, 'tokens'),
  },
  ready: async ({ log: file, from, signal }) => {
    log = file
    await waitForLine(file, { from, matches: line => line.includes(`Server listening at ${hooksUrl}`), signal })
  },
}

/** Has Metacontroller send the token of that key: the chart is upgraded, and nothing restarted. */
async function sendToken(key: string): Promise<void> {
  const secure = {
    tls: { existingSecret: 'tls', caBundle: certificateOne.cert },
    auth: { existingSecret: 'tokens', key },
  }
  const values = { payments: { paypalVerification: 'off' }, hooks: { url: hooksUrl, ...secure } }
  const place = [`--namespace=${release.namespace}`, `--kubeconfig=${kubeconfig}`, '--values=-']
  const { code, stderr } = await helm(['upgrade', release.name, chart, ...place], JSON.stringify(values))
  if (code !== 0) throw new Error(`Upgrading the chart: must succeed: ${stderr}`)
}

/** Makes a conference, and waits for its namespace, which only a hook that was asked can have wanted. */
async function announce(name: string): Promise<number | null> {
  await make(name)
  return (await kubectl(['wait', '--for=create', `namespace/${name}`, '--timeout=60s'])).code
}

async function make(name: string): Promise<void> {
  const conference = { apiVersion: 'app.corley.it/v1', kind: 'Conference', metadata: { name }, spec: { title: name } }
  await kubectl(['create', '--filename=-'], JSON.stringify(conference))
}

await sendToken('token-1')
await supervisor.start(hooks)
const engine = await keepIdentity(controlPlane, { ...engineAccount, client: 'client-go' })
t.teardown(() => engine.stop())
const { METACONTROLLER: metacontroller } = process.env
const { program } = await chooseEngine({
  metacontroller: metacontroller || undefined,
  root,
  kubeconfig: engine.kubeconfig,
})
await supervisor.start(program)

t.test('Metacontroller calls the hooks by TLS, with a token', async t => {
  t.equal(await announce('conf-1'), 0)
})

t.test('an upgrade replaces the token', async t => {
  await sendToken('token-2')
  t.equal(await announce('conf-2'), 0)
})

t.test('the hooks answer no call without an accepted token, and every call with one', async t => {
  await sendToken('token-3')
  await make('conf-3')
  const { signal } = new AbortController()
  const line = await waitForLine(log, { from: 0, matches: text => text.includes('"unauthorized"'), signal })
  t.match(JSON.parse(line), { level: 40, msg: 'sync refused' })
  const { stdout } = await kubectl(['get', 'namespaces', '--output=name'])
  t.notMatch(stdout, 'namespace/conf-3')
  await sendToken('token-1')
  t.equal((await kubectl(['wait', '--for=create', 'namespace/conf-3', '--timeout=60s'])).code, 0)
})
