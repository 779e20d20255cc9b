import t from 'tap'
import { waitUntilSettled } from '../../../hooks/payment/recording/wait-until-settled.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, hang, unreachable } from '../../fixtures/payment/fake-kube.ts'
import { fail } from '../../fixtures/payment/happenings.ts'

const key = { namespace: 'conf', name: 'order-1' }
const confirmed = anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })
const isConfirmed = (order: Order) => order.status?.payment === 'CONFIRMED'
const another = anOrder({ metadata: { uid: 'a later order of that name' } })

type Versions = AsyncIterable<Order | undefined>

/** A watch that shows these versions, and then ends or fails. */
async function* showVersions(versions: (Order | undefined)[], error?: Error): AsyncGenerator<Order | undefined> {
  yield* versions
  if (error) throw error
}

/** Waits for order-1. The first watch is the given one, by default one of the API server. */
async function wait(
  kube: FakeKube,
  {
    signal = AbortSignal.timeout(60_000),
    first,
    pauseMs = 1,
  }: { signal?: AbortSignal; first?: Versions; pauseMs?: number } = {},
) {
  const versions = first ?? kube.watchOrder({ ...key, resourceVersion: '' }, signal)
  const from = (await kube.getOrder(key, signal)) ?? anOrder()
  kube.calls.length = 0
  return waitUntilSettled(kube, { key, from, versions, isSettled: isConfirmed, signal, pauseMs })
}

/** Runs the happenings at the calls of that name after the order is watched again, one at each call. */
function onCall(kube: FakeKube, name: 'getOrder' | 'watchOrder', ...happenings: (() => void)[]): FakeKube {
  kube.before = call => {
    if (call === name && kube.calls.includes('watchOrder')) happenings.shift()?.()
  }
  return kube
}

t.test('an order that is already settled ends the wait', async t => {
  const kube = fakeKube([confirmed])
  t.equal(isConfirmed((await wait(kube, { first: showVersions([]) })) as Order), true)
  t.strictSame(kube.calls, [])
})

t.test('an order is watched until it is settled, through any number of versions', async t => {
  const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
  const settled = wait(kube)
  setImmediate(() => {
    for (const order of [anOrder({ quantity: 2 }), anOrder({ name: 'order-2' }), confirmed]) kube.put(order)
  })
  t.match(await settled, { status: confirmed.status, metadata: { resourceVersion: '5' } })
  t.strictSame(kube.calls, [])
})

t.test('a version that is older than the one read is ignored', async t => {
  const kube = fakeKube([anOrder(), anOrder({ quantity: 2 })])
  onCall(kube, 'getOrder', () => kube.put(confirmed))
  const old = { ...confirmed, metadata: { ...confirmed.metadata, resourceVersion: '1' } }
  t.match(await wait(kube, { first: showVersions([old]) }), { metadata: { resourceVersion: '3' } })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
})

t.test('an order that is deleted or replaced meanwhile gives undefined', async t => {
  for (const version of [undefined, another]) {
    t.equal(await wait(fakeKube([anOrder()]), { first: showVersions([version, confirmed]) }), undefined)
  }
  for (const happening of [(kube: FakeKube) => kube.put(another), (kube: FakeKube) => kube.remove(anOrder())]) {
    const kube = fakeKube([anOrder()])
    onCall(kube, 'getOrder', () => happening(kube))
    t.equal(await wait(kube, { first: showVersions([]) }), undefined)
  }
})

t.test('after a watch that ends or fails, the order is watched and read again', async t => {
  for (const first of [showVersions([]), showVersions([anOrder({ quantity: 2 })], unreachable())]) {
    const kube = fakeKube([anOrder()])
    onCall(kube, 'watchOrder', () => kube.put(confirmed))
    t.match(await wait(kube, { first }), { status: confirmed.status })
    t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
  }
})

t.test('a change after the second read is seen, because the watch began before it', async t => {
  const kube = fakeKube([anOrder()])
  onCall(kube, 'getOrder', () => setImmediate(() => kube.put(confirmed)))
  t.match(await wait(kube, { first: showVersions([]) }), { status: confirmed.status })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
})

t.test('while the API server is unreachable, the order is read again after longer and longer pauses', async t => {
  const kube = fakeKube([anOrder()])
  const at: number[] = []
  onCall(
    kube,
    'getOrder',
    ...Array.from({ length: 6 }, () => () => {
      at.push(performance.now())
      throw unreachable()
    }),
    () => kube.put(confirmed),
  )
  t.match(await wait(kube, { first: showVersions([]), pauseMs: 5 }), { status: confirmed.status })
  t.equal(kube.calls.length, 14)
  const waited = at.slice(1).map((time, index) => time - (at[index] ?? 0))
  for (const [index, ms] of [10, 20, 40, 50, 50].entries()) t.ok((waited[index] ?? 0) > ms - 2, `at least ${ms} ms`)
})

t.test('the signal ends the wait with the last version seen', async t => {
  const kube = fakeKube([anOrder()])
  const controller = new AbortController()
  const settled = wait(kube, { signal: controller.signal })
  setImmediate(() => {
    kube.put(anOrder({ quantity: 2 }))
    setImmediate(() => controller.abort())
  })
  t.match(await settled, { spec: { quantity: 2 } })
  const reading = fakeKube([anOrder()])
  const ending = new AbortController()
  reading.before = (call, signal) => {
    if (call !== 'getOrder' || !reading.calls.includes('watchOrder')) return
    ending.abort()
    return hang(signal)
  }
  t.match(await wait(reading, { first: showVersions([]), signal: ending.signal }), { spec: { quantity: 1 } })
  t.strictSame(reading.calls, ['watchOrder', 'getOrder'])
})

t.test('a defect is not treated as a failed watch', async t => {
  const defect = new TypeError('a defect')
  await t.rejects(wait(fakeKube([anOrder()]), { first: showVersions([], defect) }), defect)
  await t.rejects(wait(onCall(fakeKube([anOrder()]), 'getOrder', fail(defect)), { first: showVersions([]) }), defect)
})
