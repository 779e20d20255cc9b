import t from 'tap'
import { visitRefund } from '../../../hooks/cashier/refunds/visit-refund.ts'
import { type PlayedRefund, playRefund } from '../../fixtures/cashier/played-refund.ts'
import { at, thisOrder, thisPayment, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { hour, minute, signal } from '../../fixtures/gateway/played.ts'

const key = { namespace: 'conf', name: 'pay-1-1' }
const finished = { next: 'finished' }
const daily = { next: 'later', pauseMs: 24 * hour }
const visit = ({ tools }: PlayedRefund) => visitRefund(tools, key, signal)

t.test('a refund is sent once and recorded, and looked at for 30 days', async t => {
  const played = await playRefund(t)
  t.strictSame(await visit(played), daily)
  t.match(played.refund().status, { state: 'Succeeded' })
  t.strictSame(played.counts, ['Refund UNKNOWN Sent', 'Refund UNKNOWN Succeeded'])
  t.strictSame(await visit(played), daily)
  played.wait(30 * 24 * hour)
  t.strictSame(await visit(played), finished)
  t.strictSame([played.sent(), played.api.all('Payment').length], [1, 2])
})

t.test('a refund that fails after it succeeded needs a person', async t => {
  const played = await playRefund(t)
  await visit(played)
  played.gateway.control.settle(played.refund().status?.providerId ?? '', 'failed')
  t.strictSame(await visit(played), finished)
  t.match(played.refund().status, { state: 'Failed', reason: 'GatewayFailed' })
  t.strictSame(await visit(played), finished)
})

t.test('a refund that must wait or fail says so', async t => {
  const played = await playRefund(t)
  const dispute = thisPayment({ name: 'd', provider: 'STRIPE', state: 'Reversed', gross: '-29.90' })
  played.api.put(dispute)
  t.strictSame(await visit(played), { next: 'later', pauseMs: minute })
  t.match(played.refund().status, { state: 'Requested', reason: 'Disputed' })
  played.api.put(thisRefund({ name: 'pay-1-1', paymentRef: 'pay-2' }))
  t.strictSame(await visit(played), finished)
  t.match(played.refund().status, { state: 'Failed', reason: 'PaymentNotFound' })
  t.equal(played.sent(), 0)
})

t.test('a refund is not changed if it is deleted, being deleted, or in a closed namespace', async t => {
  const played = await playRefund(t)
  const { tools, api } = played
  t.strictSame(await visitRefund(tools, { ...key, name: 'pay-1-9' }, signal), finished)
  t.strictSame(await visitRefund({ ...tools, closedReason: () => 'restoring' }, key, signal), {
    next: 'later',
    pauseMs: minute,
  })
  api.put(thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1', metadata: { deletionTimestamp: at(0) } }))
  t.strictSame(await visit(played), finished)
  t.equal(played.sent(), 0)
})

t.test('a refund that was sent waits for its order and for API keys', async t => {
  const played = await playRefund(t)
  const { tools, api } = played
  const unconfigured = { ...tools, gateways: { ...tools.gateways, clientOf: async () => undefined } }
  t.strictSame(await visitRefund(unconfigured, key, signal), finished)
  t.match(played.refund().status, { state: 'Failed', reason: 'NotConfigured' })
  const status = { state: 'Sent', sentAt: at(0) } as const
  api.put(thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1', status }))
  t.strictSame(await visitRefund(unconfigured, key, signal), { next: 'retry' })
  t.match(played.refund().status, { state: 'Sent', reason: 'NotConfigured' })
  t.strictSame(await visit(played), daily)
  api.put(thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1', status }))
  api.put({ ...played.payment, spec: { ...played.payment.spec, provider: 'MANUAL' } })
  t.strictSame(await visit(played), finished)
  api.put(thisOrder({ metadata: { uid: 'another' } }))
  t.strictSame(await visit(played), finished)
})

t.test('the status shows a failure of the gateway, and the visit is retried', async t => {
  const played = await playRefund(t)
  const { outages } = played.gateway.control
  outages.plan({ kind: 'refuse', method: 'POST', path: '/v1/refunds' })
  t.strictSame(await visit(played), { next: 'retry' })
  t.match(played.refund().status, { state: 'Sent', sentAt: at(0), reason: 'GatewayUnreachable' })
  outages.plan({ kind: 'fail', status: 401, path: '/v1/refunds' })
  t.strictSame(await visit(played), { next: 'retry' })
  t.match(played.refund().status, { state: 'Sent', reason: 'KeysRefused' })
  t.strictSame(await visit(played), daily)
  t.match(played.refund().status, { state: 'Succeeded', reason: undefined })
  t.equal(played.sent(), 1)
})

t.test('a failure changes no status when the refund no longer exists, and other errors are passed on', async t => {
  const played = await playRefund(t)
  played.gateway.control.outages.plan({ kind: 'fail', status: 500, method: 'POST', path: '/v1/refunds' })
  let reads = 0
  played.api.before = call => {
    reads += call === 'get Refund' ? 1 : 0
    if (reads === 2) played.api.remove('Refund', 'pay-1-1')
  }
  await t.rejects(visit(played), { message: 'conflict' })
  const broken = await playRefund(t)
  broken.api.before = call => {
    if (call === 'put Refund') throw new Error('outage')
  }
  await t.rejects(visit(broken), { message: 'outage' })
})
