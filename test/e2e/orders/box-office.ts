import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { Readiness } from '../../../hooks/box-office/program.ts'
import { readCredentials } from '../../../hooks/kube/credentials.ts'
import { requestJson } from '../../../hooks/kube/request.ts'
import { listAndWatch } from '../../../hooks/kube/watch/list-watch.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import { type Child, startChild } from '../../../local/process/child.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { waitForAnswer } from '../../../local/process/probe.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const controlPlane = await startTestControlPlane(t)
const credentials = readCredentials(controlPlane)
const ending = new AbortController()
const { signal } = ending
t.teardown(() => ending.abort())

async function kubectl(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await controlPlane.kubectl(args)
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`)
  return stdout
}

await kubectl('apply', `--filename=${join(root, 'crds')}`)
await kubectl('wait', '--for=condition=Established', '--all', 'crd', '--timeout=30s')
await kubectl('create', 'namespace', 'kconference-system')

// Reservations as a watch shows them, and who waits for one of them.
const reservations = new Map<string, Reservation>()
const waiting = new Set<() => void>()
function show(object: unknown, isGone = false): void {
  const reservation = object as Reservation
  const key = `${reservation.metadata.namespace}/${reservation.metadata.name}`
  if (isGone) reservations.delete(key)
  else reservations.set(key, reservation)
  for (const check of waiting) check()
}
const ignore = () => {}
void listAndWatch(credentials, {
  path: `/apis/${apiVersion}/reservations`,
  signal,
  listener: {
    onListStart: ignore,
    onPage(objects) {
      for (const object of objects) show(object)
    },
    onListEnd: ignore,
    onChange: object => show(object),
    onDelete: object => show(object, true),
    onReach: ignore,
    onConnection: ignore,
  },
})

/** Waits until a reservation is as it should be; answers after how many milliseconds. */
async function until(key: string, holds: (reservation: Reservation) => boolean, patienceMs = 20_000): Promise<number> {
  const began = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const check = () => {
    const reservation = reservations.get(key)
    if (reservation !== undefined && holds(reservation)) resolve()
  }
  const timer = setTimeout(() => reject(new Error(`${key} is ${JSON.stringify(reservations.get(key))}`)), patienceMs)
  waiting.add(check)
  check()
  await promise.finally(() => {
    waiting.delete(check)
    clearTimeout(timer)
  })
  return performance.now() - began
}

const create = (plural: string, namespace: string, object: object) =>
  requestJson(credentials, {
    method: 'POST',
    path: `/apis/${apiVersion}/namespaces/${namespace}/${plural}`,
    body: { apiVersion, ...object },
    signal,
  })

async function order(namespace: string, name: string, quantity = 1): Promise<Order> {
  const spec = { planRef: 'standard', price: 29.9, quantity }
  return (await create('orders', namespace, { kind: 'Order', metadata: { name }, spec })) as Order
}

async function pay(namespace: string, { metadata: { name, uid } }: Order, gross: string): Promise<void> {
  const owner = { apiVersion, kind: 'Order', name, uid, controller: true }
  const labels = { 'controller-uid': uid, 'orders.app.corley.it': name }
  const spec = { orderRef: name, provider: 'PAYPAL', transactionId: name, state: 'Completed', gross, currency: 'EUR' }
  const metadata = { name: `paypal-${name}`, labels, ownerReferences: [owner] }
  const receivedAt = new Date().toISOString()
  await create('payments', namespace, { kind: 'Payment', metadata, spec: { ...spec, receivedAt } })
}

/** A namespace with a plan "standard" of 100 seats at 29.90 EUR. */
async function open(namespace: string): Promise<void> {
  await kubectl('create', 'namespace', namespace)
  const spec = { title: 'Standard', price: 29.9, capacity: 100 }
  await create('plans', namespace, { kind: 'Plan', metadata: { name: 'standard' }, spec })
}

interface Process extends Child {
  name: string
  readiness(): Promise<Readiness>
}

async function start(name: string, shards = 1): Promise<Process> {
  const [port] = (await findPorts(1)) as [number]
  const env = {
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: '0',
    KUBECONFIG: controlPlane.kubeconfig,
    NAMESPACE: 'kconference-system',
    IDENTITY: name,
    SHARDS: String(shards),
  }
  const args = [join(root, 'hooks', 'box-office.ts')]
  const child = startChild({ name, command: process.execPath, args, env }, join(controlPlane.folder, 'logs', name))
  t.teardown(() => child.kill('SIGKILL'))
  const url = `http://127.0.0.1:${port}/readyz`
  await waitForAnswer(url, { signal: AbortSignal.timeout(60_000) })
  return { ...child, name, readiness: async () => (await (await fetch(url)).json()) as Readiness }
}

/** Waits until a process leads that many of the 16 slots of conferences. */
async function leads({ name, readiness }: Process, slots = 16): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end; ) {
    if ((await readiness()).slots.length === slots) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`${name} does not lead`)
}

const isHeld = ({ spec }: Reservation) => spec.decision === 'Held'
const isSold = ({ spec }: Reservation) => spec.decision === 'Sold'

const first = await start('first')
await leads(first)

t.test('an order is held, paid for and sold', async t => {
  await open('sale')
  const placed = await order('sale', 'order-1', 2)
  t.comment(`held after ${Math.round(await until('sale/order-1', isHeld))} ms`)
  await pay('sale', placed, '59.80')
  t.comment(`sold after ${Math.round(await until('sale/order-1', isSold))} ms`)
  t.strictSame(reservations.get('sale/order-1')?.spec.seats, [1, 2])
  await kubectl('wait', '-n', 'sale', '--for=jsonpath={.status.sold}=2', 'plan/standard', '--timeout=10s')
})

t.test('explain-order says what is stored and decided on a live order', async t => {
  const args = [join(root, 'hooks', 'explain-order.ts'), 'sale/order-1']
  const env = { ...process.env, KUBECONFIG: controlPlane.kubeconfig }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  t.match(stdout, /^order sale\/order-1\n/)
  t.match(stdout, /Sold, 2 tickets, seats 1, 2/)
})

/** The garbage collector looks for kinds that are new every 30 s: until then it collects none of ours. */
async function collectorKnowsKinds(): Promise<void> {
  await order('again', 'first')
  await until('again/first', isHeld)
  const gone = Promise.withResolvers<void>()
  const check = () => {
    if (!reservations.has('again/first')) gone.resolve()
  }
  waiting.add(check)
  await kubectl('delete', '-n', 'again', 'order', 'first')
  check()
  await gone.promise
  waiting.delete(check)
}

t.test('an order that is deleted and placed again within a second is decided within 5 s', async t => {
  await open('again')
  await collectorKnowsKinds()
  const before = await order('again', 'order-1')
  await until('again/order-1', isHeld)
  await kubectl('delete', '-n', 'again', 'order', 'order-1')
  const after = await order('again', 'order-1')
  t.not(after.metadata.uid, before.metadata.uid)
  const ms = await until('again/order-1', ({ spec }) => spec.orderUid === after.metadata.uid)
  t.ok(ms < 5_000, `${Math.round(ms)} ms`)
})

t.test('while a namespace is being restored nothing is decided in it', async t => {
  await open('restored')
  const annotation = 'backup.app.corley.it/restoring'
  await kubectl('annotate', 'namespace', 'restored', `${annotation}=2026-11-20T08:00:00Z`)
  await open('beside')
  await order('beside', 'order-1')
  await until('beside/order-1', isHeld)
  await order('restored', 'order-1')
  await order('beside', 'order-2')
  await until('beside/order-2', isHeld)
  t.equal(reservations.get('restored/order-1'), undefined)
  await kubectl('annotate', 'namespace', 'restored', `${annotation}-`)
  await until('restored/order-1', isHeld)
})

t.test('a namespace ends, and a later one of its name sells anew', async t => {
  await open('ending')
  await order('ending', 'order-1')
  await until('ending/order-1', isHeld)
  await kubectl('delete', 'namespace', 'ending', '--timeout=60s')
  t.equal(reservations.get('ending/order-1'), undefined)
  await open('ending')
  await order('ending', 'order-1')
  await until('ending/order-1', isHeld)
})

/** Ends the leader and places an order at once; answers after how many milliseconds that is decided. */
async function handOver(t: Test, { from, kill, name }: { from: Process; kill: NodeJS.Signals; name: string }) {
  from.kill(kill)
  const began = performance.now()
  t.comment(`${from.name} ended with ${await from.ended} after ${Math.round(performance.now() - began)} ms`)
  await order('sale', name)
  await until(`sale/${name}`, isHeld)
  return performance.now() - began
}

t.test('another process takes over: within 2.5 s of SIGTERM, within 11 s of a kill of the leader', async t => {
  const second = await start('second')
  t.match(await second.readiness(), { role: 'standby', slots: [] })
  const told = await handOver(t, { from: first, kill: 'SIGTERM', name: 'told' })
  t.ok(told < 2_500, `${Math.round(told)} ms`)
  await leads(second)
  const third = await start('third')
  const killed = await handOver(t, { from: second, kill: 'SIGKILL', name: 'killed' })
  t.ok(killed < 11_000, `${Math.round(killed)} ms`)
  third.kill('SIGTERM')
  await third.ended
})

t.test('two processes share the conferences, and each decides on its own', async t => {
  const pair = await Promise.all([start('left', 2), start('right', 2)])
  await Promise.all(pair.map(each => leads(each, 8)))
  const slots = (await Promise.all(pair.map(({ readiness }) => readiness()))).flatMap(each => each.slots)
  t.strictSame(
    slots.sort((a, b) => a - b),
    Array.from({ length: 16 }, (_, slot) => slot),
  )
  for (const namespace of ['sale', 'again', 'beside', 'restored']) {
    await order(namespace, 'shared')
    await until(`${namespace}/shared`, isHeld)
  }
})
