import t from 'tap'
import { KubeError } from '../../../hooks/kube/api.ts'
import { waitUntilSettled } from '../../../hooks/payment/recording/wait-until-settled.ts'
import type { Order } from '../../../hooks/schema/order.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, unreachable } from '../../fixtures/payment-kube.ts'

const key = { namespace: 'conf', name: 'order-1' }
const confirmed = anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })
const isConfirmed = (order: Order) => order.status?.payment === 'CONFIRMED'
const expired = () => new KubeError('too old resource version', { code: 410, reason: 'Expired' })

async function wait(kube: FakeKube, signal = AbortSignal.timeout(60_000)) {
  const from = (await kube.getOrder(key, signal)) ?? anOrder()
  kube.calls.length = 0
  return waitUntilSettled(kube, { key, from, isSettled: isConfirmed, signal, pauseMs: 1 })
}

/** The behaviour of the first watch, the second, …; later ones watch. */
function onWatch(kube: FakeKube, ...happenings: (() => void)[]): FakeKube {
  kube.before = call => {
    if (call === 'watchOrder') happenings.shift()?.()
  }
  return kube
}

function fail(error: Error): () => never {
  return () => {
    throw error
  }
}

t.test('an order that is already settled is not watched', async t => {
  const kube = fakeKube([confirmed])
  t.equal(isConfirmed((await wait(kube)) as Order), true)
  t.strictSame(kube.calls, [])
})

t.test('an order is watched until it is settled, through any number of versions', async t => {
  const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
  onWatch(kube, () => {
    for (const order of [anOrder({ quantity: 2 }), anOrder({ name: 'order-2' }), confirmed]) kube.put(order)
  })
  t.match(await wait(kube), { status: confirmed.status, metadata: { resourceVersion: '5' } })
  t.strictSame(kube.calls, ['watchOrder'])
})

t.test('an order that is deleted meanwhile gives undefined', async t => {
  const kube = fakeKube([anOrder()])
  onWatch(kube, () => kube.remove(anOrder()))
  t.equal(await wait(kube), undefined)
})

t.test('a watch that fails or ends is resumed from the last version seen', async t => {
  const kube = fakeKube([anOrder()])
  const from: string[] = []
  const watching = {
    getOrder: kube.getOrder,
    async *watchOrder({ resourceVersion }: { resourceVersion: string }) {
      from.push(resourceVersion)
      if (from.length === 2) throw unreachable()
      yield from.length === 1 ? anOrder({ metadata: { resourceVersion: '7' } }) : confirmed
    },
  }
  const options = { key, from: anOrder(), isSettled: isConfirmed, signal: AbortSignal.timeout(60_000), pauseMs: 1 }
  t.strictSame(await waitUntilSettled(watching, options), confirmed)
  t.strictSame(from, ['', '7', '7'])
})

t.test('the order is read again if the API server no longer has the version', async t => {
  const kube = fakeKube([anOrder()])
  onWatch(kube, () => {
    kube.put(confirmed)
    throw expired()
  })
  t.match(await wait(kube), { status: confirmed.status })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder'])
})

t.test('the watch is retried if that read fails', async t => {
  const kube = fakeKube([anOrder()])
  const failing = onWatch(kube, fail(expired()), () => kube.put(confirmed))
  const { before } = failing
  failing.before = (call, signal) => {
    if (call === 'getOrder' && kube.calls.includes('watchOrder')) throw unreachable()
    return before(call, signal)
  }
  t.match(await wait(kube), { status: confirmed.status })
  t.strictSame(kube.calls, ['watchOrder', 'getOrder', 'watchOrder'])
})

t.test('a replaced order and a deleted one give undefined', async t => {
  for (const happening of [
    (kube: FakeKube) => kube.put(anOrder({ metadata: { uid: 'a later order of that name' } })),
    (kube: FakeKube) => kube.remove(anOrder()),
  ]) {
    const kube = fakeKube([anOrder()])
    onWatch(kube, () => {
      happening(kube)
      throw expired()
    })
    t.equal(await wait(kube), undefined)
  }
})

t.test('the signal ends the wait with the last version seen', async t => {
  const kube = fakeKube([anOrder()])
  const controller = new AbortController()
  onWatch(kube, () => {
    kube.put(anOrder({ quantity: 2 }))
    setImmediate(() => controller.abort())
  })
  t.match(await wait(kube, controller.signal), { spec: { quantity: 2 } })
})

t.test('a defect is not treated as a failed watch', async t => {
  const defect = new TypeError('a defect')
  await t.rejects(wait(onWatch(fakeKube([anOrder()]), fail(defect))), defect)
  const kube = onWatch(fakeKube([anOrder()]), fail(expired()))
  const { before } = kube
  kube.before = (call, signal) => {
    if (call === 'getOrder' && kube.calls.includes('watchOrder')) throw defect
    return before(call, signal)
  }
  await t.rejects(wait(kube), defect)
})
