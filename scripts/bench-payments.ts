import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { apiVersion } from '../hooks/schema/crd/kind.ts'
import { bin, root } from '../local/config.ts'
import { type ControlPlane, startControlPlane } from '../local/control-plane/control-plane.ts'
import { findPorts } from '../local/process/ports.ts'
import { paymentServer } from '../local/system/servers.ts'

const usage = `npm run bench:payments [-- --callbacks 10000 --at-once 32]

Sends callbacks of PayPal to one process of the payment endpoint. It verifies each with a mock of PayPal on this machine,
and records each in a real API server. Prints the callbacks per second, the duration of one and the memory of the
process: a table, and one line of JSON. No hooks run: the callbacks are Pending payments, whose answer waits for none.

  --callbacks N   number of callbacks                10000
  --at-once N     callbacks at a time                32
  --help          print this text`

const orders = 100
const name = 'payments'
const { values } = parseArgs({
  options: {
    callbacks: { type: 'string', default: '10000' },
    'at-once': { type: 'string', default: '32' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(usage)
else await bench({ callbacks: Number(values.callbacks), atOnce: Number(values['at-once']) })

async function bench(size: { callbacks: number; atOnce: number }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  const [etcd, etcdPeer, apiServer, controllerManager, port] = (await findPorts(5)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const ports = { etcd, etcdPeer, apiServer, controllerManager }
  const controlPlane = await startControlPlane({ folder, bin, ports, log: console.log })
  const paypal = createServer((_request, response) => response.end('VERIFIED'))
  try {
    await new Promise<void>(resolve => paypal.listen(0, '127.0.0.1', resolve))
    await prepare(controlPlane)
    const { port: paypalPort } = paypal.address() as AddressInfo
    const program = paymentServer({ root, port, kubeconfig: controlPlane.kubeconfig })
    const settings = {
      PAYPAL_VERIFICATION: 'live',
      PAYPAL_POSTBACK_URL: `http://127.0.0.1:${paypalPort}/`,
      PAYPAL_RECEIVER: 'shop@example.org',
      // Nothing is installed here, so the namespace of the release does not exist.
      NAMESPACE: 'default',
    }
    await controlPlane.supervisor.start({ ...program, name, env: { ...program.env, ...settings } })
    await measure(controlPlane, { ...size, url: `http://127.0.0.1:${port}/payment-gateway/default` })
  } finally {
    paypal.closeAllConnections()
    paypal.close()
    await controlPlane.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare({ kubectl }: ControlPlane): Promise<void> {
  const crds = ['order', 'payment'].map(kind => `--filename=${join(root, 'crds', `${kind}.yaml`)}`)
  const spec = { planRef: 'standard', price: 29.9 }
  const items = Array.from({ length: orders }, (_, number) => ({
    apiVersion,
    kind: 'Order',
    metadata: { name: `order-${number}`, namespace: 'default' },
    spec,
  }))
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items })
  for (const [args, input] of [
    [['apply', ...crds]],
    [['wait', '--for=condition=Established', '--all', 'crd', '--timeout=30s']],
    [['apply', '--filename=-'], list],
  ] as [string[], string?][]) {
    const { code, stderr } = await kubectl(args, input)
    if (code !== 0) throw new Error(`Cannot run "kubectl ${args[0]}": it must succeed: ${stderr}`)
  }
}

async function measure(
  { supervisor }: ControlPlane,
  { callbacks, atOnce, url }: { callbacks: number; atOnce: number; url: string },
): Promise<void> {
  const memory = () => megabytes(supervisor.pid(name) ?? 0)
  const before = memory()
  const rows: object[] = []
  const all: number[] = []
  const started = performance.now()
  let sent = 0
  console.log(`memory before the first callback: ${before} MB`)
  for (let part = 1; part <= 10; part++) {
    const times: number[] = []
    const since = performance.now()
    const until = Math.round((callbacks * part) / 10)
    const send = async () => {
      while (sent < until) times.push(await post(url, sent++))
    }
    await Promise.all(Array.from({ length: atOnce }, send))
    all.push(...times)
    rows.push({ callbacks: sent, ...figures(times, performance.now() - since), memoryMB: memory() })
    console.log(JSON.stringify(rows.at(-1)))
  }
  console.table(rows)
  const total = figures(all, performance.now() - started)
  console.log(JSON.stringify({ callbacks, atOnce, ...total, memoryMB: { before, after: memory() } }))
}

/** Sends one callback; returns its duration in milliseconds. */
async function post(url: string, number: number): Promise<number> {
  const body = new URLSearchParams({
    custom: `default/order-${number % orders}`,
    payment_status: 'Pending',
    mc_gross: '29.90',
    mc_currency: 'EUR',
    txn_id: `txn-${number}`,
    receiver_email: 'shop@example.org',
  })
  const since = performance.now()
  const response = await fetch(url, { method: 'POST', body })
  const text = await response.text()
  if (response.status !== 200)
    throw new Error(
      `Cannot send callback ${number}: it must be answered with 200, not with ${response.status}: ${text}`,
    )
  return performance.now() - since
}

function figures(times: number[], milliseconds: number) {
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
  return { perSecond: Math.round((times.length / milliseconds) * 1000), p50: quantile(0.5), p99: quantile(0.99) }
}

function megabytes(pid: number): number {
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024)
}
