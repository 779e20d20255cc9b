import t from 'tap'
import { acceptPayment } from '../../../hooks/payment/recording/accept-payment.ts'
import { recordReport } from '../../../hooks/payment/recording/record-report.ts'
import { anOrder, minuteAgo, now } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, forbidden, unreachable } from '../../fixtures/payment/fake-kube.ts'
import { at, fail } from '../../fixtures/payment/happenings.ts'

const signal = AbortSignal.timeout(60_000)
const order = { namespace: 'conf', name: 'order-1' }
const fact = { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const
const program = { receivedAt: now, instance: 'cashier-1', home: 'tickets', signal }

function record(kube: FakeKube, { uid = 'uid-of-order-1', gross = '29.90' } = {}) {
  return recordReport(kube, { ...program, order: { ...order, uid }, fact: { ...fact, gross } })
}

t.test('a report is recorded once, and announced', async t => {
  const kube = fakeKube([anOrder()])
  t.strictSame([await record(kube), await record(kube)], ['recorded', 'already-recorded'])
  const [payment] = kube.payments.values()
  t.strictSame(payment?.spec, { orderRef: 'order-1', ...fact, receivedAt: '2026-11-20T08:00:00Z' })
  t.match(payment?.metadata, { namespace: 'conf', ownerReferences: [{ uid: 'uid-of-order-1', controller: true }] })
  t.strictSame(
    [...kube.events.values()].map(({ reason, reportingInstance }) => [reason, reportingInstance]),
    [
      ['TransactionClaimed', 'cashier-1'],
      ['PaymentConfirmed', 'cashier-1'],
    ],
  )
  t.equal(await record(kube, { gross: '30.00' }), 'mismatch', 'another amount of the same transaction')
})

t.test('a webhook and the API record the same payment', async t => {
  const kube = fakeKube([anOrder()])
  await record(kube)
  const report = { ...fact, order, by: 'namespace and name' } as const
  const timesMs = { settle: 1, pause: 1 }
  const options = { report, receivedAt: now, deadline: signal, timesMs, instance: 'payments-1', home: 'tickets' }
  t.equal((await acceptPayment(kube, options)).outcome, 'already-recorded')
  t.equal(kube.payments.size, 1)
})

t.test('the transaction of another conference is a mismatch', async t => {
  const kube = fakeKube([anOrder(), anOrder({ metadata: { namespace: 'other' } })])
  await recordReport(kube, { ...program, order: { ...order, namespace: 'other', uid: 'uid-of-order-1' }, fact })
  t.equal(await record(kube), 'mismatch')
})

t.test('money of an order that does not exist is recorded nowhere', async t => {
  const refusal = {
    outcome: 'unknown-order',
    message: 'Cannot record a payment of order "conf/order-1": the order must exist',
  }
  const deleting = anOrder({ metadata: { deletionTimestamp: minuteAgo } })
  for (const [orders, uid] of [
    [[], 'uid-of-order-1'],
    [[anOrder()], 'uid-of-another'],
    [[deleting], 'uid-of-order-1'],
  ] as const) {
    const kube = fakeKube([...orders])
    await t.rejects(record(kube, { uid }), refusal)
    t.equal(kube.payments.size, 0)
  }
})

t.test('an outage is reported, and a missing Event is none', async t => {
  const kube = fakeKube([anOrder()])
  at(kube, ['createPayment', 1], fail(unreachable()))
  await t.rejects(record(kube), unreachable())
  const silent = fakeKube([anOrder()])
  at(silent, ['createEvent', 2], fail(forbidden()))
  t.equal(await record(silent), 'recorded')
})
