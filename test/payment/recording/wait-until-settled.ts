import t from 'tap'
import { waitUntilSettled } from '../../../hooks/payment/recording/wait-until-settled.ts'
import type { Order } from '../../../hooks/schema/order.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, hang, unreachable } from '../../fixtures/payment-kube.ts'

const key = { namespace: 'conf', name: 'order-1' }
const confirmed = anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })
const isConfirmed = (order: Order) => order.status?.payment === 'CONFIRMED'
const another = anOrder({ metadata: { uid: 'a later order of that name' } })

type Versions = AsyncIterable<Order | undefined>

/** A watch that shows these versions, and then ends or fails. */
async function* shown(versions: (Order | undefined)[], error?: Error): AsyncGenerator<Order | undefined> {
  yield* versions
  if (error) throw error
}

/** Waits for order-1 of the API server; the first watch is the given one, or one of the API server. */
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

/** What is to happen at the first call of that name once the order is watched again, at the second, …; later ones just answer. */
function onCall(kube: FakeKube, name: 'getOrder' | 'watchOrder', ...happenings: (() => void)[]): FakeKube {
  kube.before = call => {
    if (call === name && kube.calls.includes('watchOrder')) happenings.shift()?.()
  }
  return kube
}

function fail(error: Error): () => never {
  return () => {
    throw error
  }
}

t.test('an order that is settled already is not waited for', async t => {
  const kube = fakeKube([confirmed])
  t.equal(isConfirmed((await wait(kube, { first: shown([]) })) as Order), true)
  t.strictSame(kube.calls, [])
})

t.test('an order is watched until it is settled, however many versions later', async t => {
  const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
  const settled = wait(kube)
  setImmediate(() => {
    for (const order of [anOrder({ quantity: 2 }), anOrder({ name: 'order-2' }), confirmed]) kube.put(order)
  })
  t.match(await settled, { status: confirmed.status, metadata: { resourceVersion: '5' } })
  t.strictSame(kube.calls, [])
})

t.test('a version that is older than the one that was read is not taken for a later one', async t => {
  const kube = fakeKube([anOrder(), anOrder({ quantity: 2 })])
  onCall(kube, 'getOrder', () => kube.put(confirmed))
  const old = { ...confirmed, metadata: { ...confirmed.metadata, resourceVersion: '1' } }
  t.match(await wait(kube, { first: shown([old]) }), { metadata: { resourceVersion: '3' } })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
})

t.test('an order that is deleted or replaced meanwhile is undefined', async t => {
  for (const version of [undefined, another]) {
    t.equal(await wait(fakeKube([anOrder()]), { first: shown([version, confirmed]) }), undefined)
  }
  for (const happening of [(kube: FakeKube) => kube.put(another), (kube: FakeKube) => kube.remove(anOrder())]) {
    const kube = fakeKube([anOrder()])
    onCall(kube, 'getOrder', () => happening(kube))
    t.equal(await wait(kube, { first: shown([]) }), undefined)
  }
})

t.test('when the watch ends or fails the order is watched and read again', async t => {
  for (const first of [shown([]), shown([anOrder({ quantity: 2 })], unreachable())]) {
    const kube = fakeKube([anOrder()])
    onCall(kube, 'watchOrder', () => kube.put(confirmed))
    t.match(await wait(kube, { first }), { status: confirmed.status })
    t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
  }
})

t.test('what is written after the order was read again is seen by the watch that began before', async t => {
  const kube = fakeKube([anOrder()])
  onCall(kube, 'getOrder', () => setImmediate(() => kube.put(confirmed)))
  t.match(await wait(kube, { first: shown([]) }), { status: confirmed.status })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
})

t.test('while the API server cannot be reached the order is read again, each time after a longer pause', async t => {
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
  t.match(await wait(kube, { first: shown([]), pauseMs: 5 }), { status: confirmed.status })
  t.equal(kube.calls.length, 14)
  const waited = at.slice(1).map((time, index) => time - (at[index] ?? 0))
  for (const [index, ms] of [10, 20, 40, 50, 50].entries()) t.ok((waited[index] ?? 0) > ms - 2, `at least ${ms} ms`)
})

t.test('the signal ends it with the last version seen', async t => {
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
  t.match(await wait(reading, { first: shown([]), signal: ending.signal }), { spec: { quantity: 1 } })
  t.strictSame(reading.calls, ['watchOrder', 'getOrder'])
})

t.test('a defect is not taken for a watch that failed', async t => {
  const defect = new TypeError('a defect')
  await t.rejects(wait(fakeKube([anOrder()]), { first: shown([], defect) }), defect)
  await t.rejects(wait(onCall(fakeKube([anOrder()]), 'getOrder', fail(defect)), { first: shown([]) }), defect)
})
