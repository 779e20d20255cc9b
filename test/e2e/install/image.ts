import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { connect as connectTls } from 'node:tls'
import t, { type Test } from 'tap'
import { usage } from '../../../hooks/backup/command.ts'
import { usage as explainUsage } from '../../../hooks/box-office/explain/arguments.ts'
import { usage as handBackUsage } from '../../../hooks/hand-back/command.ts'
import { usage as reportUsage } from '../../../hooks/report/arguments.ts'
import { certificateOne } from '../../fixtures/http/self-signed.ts'
import { assembleImage, copied, sizeOf } from '../../fixtures/image.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kconference-image-')))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
assembleImage(folder)

const kubeconfig = join(folder, 'kubeconfig')
const cluster = {
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
  users: [{ name: 'u', user: {} }],
}
const contexts = [{ name: 'c', context: { cluster: 'c', user: 'u' } }]
writeFileSync(
  kubeconfig,
  JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...cluster, contexts, 'current-context': 'c' }),
)

const namespaced = { NAMESPACE: 'kconference-system', KUBECONFIG: kubeconfig }

/** A program of the image with nothing but that environment, and where it says that it listens. */
async function start(t: Test, main: string, more: Record<string, string> = {}) {
  const env = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', NODE_ENV: 'production', ...more }
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const places: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, port } = JSON.parse(line)
    if (msg === 'serving metrics') places.push(`http://127.0.0.1:${port}`)
    const [at] = /https?:\S+$/.exec(msg) ?? []
    if (at) places.push(at)
    if (places.length === 2) break
  }
  const [metrics = '', url = ''] = places
  return { child, metrics, url }
}

/** Ends a program that has connections which never sent a request, and half of one, at each of its places. */
async function end(child: ChildProcess, ...places: string[]): Promise<unknown> {
  const connections = places.flatMap(place =>
    [undefined, '', 'GET /readyz HTTP/1.1\r\nHos'].map(sent => open(place, sent)),
  )
  await Promise.all(connections)
  child.kill('SIGTERM')
  return (await once(child, 'exit'))[0]
}

/** Sends it over TLS where the place has TLS; undefined means a connection without even a handshake. */
async function open(place: string, sent: string | undefined): Promise<void> {
  const { protocol, hostname: host, port: number } = new URL(place)
  const port = Number(number)
  const isSecure = protocol === 'https:' && sent !== undefined
  const socket = isSecure ? connectTls({ host, port, ca: certificateOne.cert }) : connect({ host, port })
  await once(socket, isSecure ? 'secureConnect' : 'connect')
  socket.on('error', () => {}).resume()
  socket.write(sent ?? '')
}

// Connections without a request are destroyed at once; those that are busy have half a minute.
const atOnce = { timeout: 20_000 }

t.test('the image holds programs and what they need, below 70 MB', async t => {
  t.strictSame(copied, ['package.json', 'package-lock.json', 'hooks'])
  const size = sizeOf(folder)
  t.comment(`${(size / 1e6).toFixed(1)} MB`)
  t.ok(size < 70e6, String(size))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  t.strictSame(
    files.filter(path => /\.map$|\.d\.[mc]?ts$|node_modules\/(?:node|tap|typescript)\//.test(path)),
    [],
  )
})

t.test('the hook server runs from the image, and ends with 0 at SIGTERM', atOnce, async t => {
  const { child, metrics, url } = await start(t, 'hooks/sync-server.ts')
  t.equal((await fetch(`${url}/readyz`)).status, 200)
  t.match(await (await fetch(`${metrics}/metrics`)).text(), 'kconference_syncs_total')
  t.equal(await end(child, url, metrics), 0)
})

t.test('the box office runs from the image, and waits for an API server', atOnce, async t => {
  const { child, metrics, url } = await start(t, 'hooks/box-office.ts', namespaced)
  t.equal((await fetch(`${url}/healthz`)).status, 200)
  const readyz = await fetch(`${url}/readyz`)
  t.equal(readyz.status, 503)
  t.match(await readyz.json(), { role: 'standby', slots: [], ending: false })
  t.match(await (await fetch(`${metrics}/metrics`)).text(), 'kconference_box_office_slots_held')
  t.equal(await end(child, url, metrics), 0)
})

t.test('the admission webhook runs from the image, over TLS', atOnce, async t => {
  const certificates = join(folder, 'certificates')
  mkdirSync(certificates)
  writeFileSync(join(certificates, 'tls.crt'), certificateOne.cert)
  writeFileSync(join(certificates, 'tls.key'), certificateOne.key)
  const more = { CERTIFICATES: certificates, KUBECONFIG: kubeconfig }
  const { child, metrics, url } = await start(t, 'hooks/admission-server.ts', more)
  const probe = request(`${url}/readyz`, { ca: certificateOne.cert, agent: false }).end()
  const [response] = await once(probe, 'response')
  t.equal(await text(response), 'ok')
  t.match(await (await fetch(`${metrics}/metrics`)).text(), 'kconference_admission_reviews_total')
  t.equal(await end(child, url, metrics), 0)
})

const keys = join(folder, 'shop-keys')
mkdirSync(keys)
writeFileSync(join(keys, '1'), Buffer.alloc(32, 7).toString('base64'))
const ofShop = {
  SHOP_URL: 'https://tickets.example.com',
  SHOP_LINK_KEYS: keys,
  TICKET_KEYS: keys,
  KUBECONFIG: kubeconfig,
}

const programs: [name: string, main: string, environment: Record<string, string>, metric: string][] = [
  [
    'payment endpoint',
    'hooks/payment-server.ts',
    { PAYPAL_VERIFICATION: 'off', ...namespaced },
    'kconference_payment_callbacks_total',
  ],
  ['shop', 'hooks/shop-server.ts', ofShop, 'kconference_shop_requests_total'],
  ['cashier', 'hooks/cashier.ts', namespaced, 'kconference_cashier_refunds_of_hour'],
]
for (const [name, main, environment, metric] of programs) {
  t.test(`the ${name} runs from the image, and waits for an API server`, atOnce, async t => {
    const { child, metrics, url } = await start(t, main, environment)
    t.equal((await fetch(`${url}/healthz`)).status, 200)
    t.equal((await fetch(`${url}/readyz`)).status, 503, 'it is not ready without an API server')
    t.match(await (await fetch(`${metrics}/metrics`)).text(), metric)
    t.equal(await end(child, url, metrics), 0)
  })
}

/** Runs a command of the image, without an environment. */
async function run(main: string, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

t.test('the commands run from the image, and print their usage and what they need', async t => {
  const backup = 'hooks/conference-backup.ts'
  t.strictSame(await run(backup, '--help'), { code: 0, stdout: `${usage}\n`, stderr: '' })
  const explain = 'hooks/explain-order.ts'
  t.strictSame(await run(explain, '--help'), { code: 0, stdout: `${explainUsage}\n`, stderr: '' })
  const report = 'hooks/conference-report.ts'
  t.strictSame(await run(report, '--help'), { code: 0, stdout: `${reportUsage}\n`, stderr: '' })
  t.strictSame(await run('hooks/hand-back.ts', '--help'), { code: 0, stdout: '', stderr: `${handBackUsage}\n` })
  const stderr = 'Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod\n'
  t.strictSame(await run(backup, 'take', 'conf'), { code: 1, stdout: '', stderr })
  t.strictSame(await run(report, 'orders', 'conf'), { code: 1, stdout: '', stderr })
  t.strictSame(await run(explain, 'conf/order-1'), { code: 1, stdout: '', stderr })
})

t.test('after SIGTERM a program is unready at once, and answers until its drain is over', async t => {
  const { child, url } = await start(t, 'hooks/sync-server.ts', { DRAIN_SECONDS: '1', LOG_LEVEL: 'info' })
  const draining = new Promise<void>(resolve => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', line => {
      if (JSON.parse(line).msg === 'draining') resolve()
    })
  })
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await draining
  t.equal((await fetch(`${url}/readyz`)).status, 503)
  t.equal((await fetch(`${url}/healthz`)).status, 200)
  t.strictSame((await exit)[0], 0)
})
