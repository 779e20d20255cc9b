import t from 'tap'
import { claimTransaction } from '../../../hooks/payment/recording/claim-transaction.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'

const signal = AbortSignal.timeout(60_000)
const about = { provider: 'PAYPAL', transactionId: 't-1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const
const paymentIn = (namespace: string) =>
  paymentObject(anOrder({ metadata: { namespace } }), {
    report: { order: { namespace, name: 'order-1' }, ...about },
    receivedAt: now,
  })

function claim(kube: FakeKube, namespace: string) {
  return claimTransaction(kube, { payment: paymentIn(namespace), home: 'home', instance: 'replica-1', at: now, signal })
}

t.test('two conferences with a report of one transaction: the first one gets it', async t => {
  const kube = fakeKube([])
  t.strictSame([await claim(kube, 'a'), await claim(kube, 'b'), await claim(kube, 'a')], [true, false, true])
  const { name } = paymentIn('a').metadata
  t.match(kube.events.get(`home/${name}`), {
    regarding: { kind: 'Pod', namespace: 'home', name: 'replica-1' },
    related: { kind: 'Order', namespace: 'a', name: 'order-1', uid: 'uid-of-order-1' },
    reason: 'TransactionClaimed',
    note: 'Transaction t-1 of PAYPAL is for an order of a',
  })
})

t.test('the recorded payment decides for good', async t => {
  const kube = fakeKube([])
  await kube.createPayment(paymentIn('a'), signal)
  t.strictSame([await claim(kube, 'b'), await claim(kube, 'a')], [false, true])
  t.equal(kube.events.size, 0)
})

t.test('a claim that expired meanwhile, or names nobody, blocks nobody', async t => {
  const gone = fakeKube([])
  await claim(gone, 'b')
  gone.before = call => void (call === 'getEvent' && gone.events.clear())
  t.equal(await claim(gone, 'a'), true)
})

t.test('any other failure is passed on', async t => {
  const kube = fakeKube([], call => {
    if (call === 'createEvent') throw forbidden()
  })
  await t.rejects(claim(kube, 'a'), forbidden())
})
