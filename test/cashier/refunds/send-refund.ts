import t from 'tap'
import type { RefundCase } from '../../../hooks/cashier/refunds/refund-case.ts'
import { retryRefund, sendRefund, waitPauseMs } from '../../../hooks/cashier/refunds/send-refund.ts'
import type { RefundStep } from '../../../hooks/rules/cashier/refund-step.ts'
import { type PlayedRefund, playRefund } from '../../fixtures/cashier/played-refund.ts'
import { at, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { hour, minute, signal } from '../../fixtures/gateway/played.ts'

const daily = { next: 'later', pauseMs: 24 * hour }
const send: RefundStep = { do: 'send' }
const notDue = { do: 'fail', why: { reason: 'NotDue', message: 'Nothing is owed' } } as const
const disputed = { do: 'wait', why: { reason: 'Disputed', message: 'A dispute' } } as const
const first = { isRestored: false }

/** Marks the refund as sent without a call, as a crash between the two leaves it. */
function mark(played: PlayedRefund): RefundCase {
  played.api.put({ ...played.refund(), status: { state: 'Sent', sentAt: at(0) } })
  return played.case()
}

t.test('a refund is marked as sent before the gateway is called', async t => {
  for (const provider of ['STRIPE', 'PAYPAL'] as const) {
    const played = await playRefund(t, { provider })
    let marks = 0
    const refund: typeof played.client.refund = (request, signal) => {
      t.strictSame(played.refund().status, { state: 'Sent', sentAt: at(0) })
      marks += 1
      return played.client.refund(request, signal)
    }
    t.strictSame(await sendRefund({ ...played.case(), client: { ...played.client, refund } }, first), daily)
    t.match(played.refund().status, { state: 'Succeeded', sentAt: at(0), providerId: String })
    t.strictSame([marks, played.sent(), played.tools.limit.count(played.tools.now())], [1, 1, 1])
  }
})

t.test('a refund that was marked at the same time stops it', async t => {
  const played = await playRefund(t)
  const given = played.case()
  const other = thisRefund({ name: 'pay-1-2', paymentRef: 'pay-1', status: { state: 'Sent', sentAt: at(0) } })
  played.api.before = call => {
    if (call === 'put Refund' && played.api.all('Refund').length === 1) played.api.put(other)
  }
  t.strictSame(await sendRefund(given, first), { next: 'later', pauseMs: waitPauseMs })
  t.match(played.refund().status, { state: 'Sent', reason: 'OtherRefund' })
  t.equal(played.sent(), 0)
})

t.test(
  'a refund that may not go back after its mark is looked for, because another cashier may have sent it',
  async t => {
    for (const isSent of [false, true]) {
      const played = await playRefund(t)
      const given = played.case()
      if (isSent) await played.client.refund(given.request, signal)
      played.api.before = call => {
        if (call === 'put Refund') played.api.remove('Payment', 'pay-1')
      }
      const looked = await sendRefund(given, first)
      if (isSent) t.strictSame([looked, played.sent(), played.refund().status?.state], [daily, 1, 'Succeeded'])
      else {
        t.strictSame([looked, played.sent()], [{ next: 'later', pauseMs: waitPauseMs }, 0])
        t.match(played.refund().status, { state: 'Sent', reason: 'PaymentNotFound' })
      }
    }
  },
)

t.test('a restored order asks the gateway before the first call', async t => {
  const played = await playRefund(t)
  const { id } = await played.client.refund(played.case().request, signal)
  t.strictSame(await sendRefund(played.case(), { isRestored: true }), daily)
  t.strictSame(played.refund().status, { state: 'Succeeded', providerId: id })
  const lost = await playRefund(t)
  t.strictSame(await sendRefund(lost.case(), { isRestored: true }), daily)
  t.strictSame([played.sent(), lost.sent()], [1, 1])
})

t.test('above the limit of an hour nothing is sent', async t => {
  const played = await playRefund(t, { perHour: 1 })
  played.tools.limit.note('conf/another', played.tools.now() - minute)
  t.strictSame(await sendRefund(played.case(), first), { next: 'later', pauseMs: 59 * minute })
  t.match(played.refund().status, { state: 'Requested', reason: 'HourlyLimit' })
  t.equal(played.sent(), 0)
})

t.test('a call without an answer is retried with the same key', async t => {
  const played = await playRefund(t)
  played.gateway.control.outages.plan({ kind: 'cut', method: 'POST', path: '/v1/refunds' })
  await t.rejects(sendRefund(played.case(), first), { message: /call again with the same key/ })
  t.equal(played.refund().status?.state, 'Sent')
  t.strictSame(await retryRefund(played.case(), send), daily)
  t.strictSame([played.sent(), played.refund().status?.state], [1, 'Succeeded'])
})

t.test('after the gateway has forgotten the key, it is asked first', async t => {
  const played = await playRefund(t)
  const given = mark(played)
  await played.client.refund(given.request, signal)
  played.wait(25 * hour)
  t.strictSame(await retryRefund(given, send), daily)
  t.equal(played.sent(), 1)
  const never = await playRefund(t)
  const unsent = mark(never)
  never.wait(25 * hour)
  t.strictSame(await retryRefund(unsent, send), daily)
  t.equal(never.sent(), 1)
})

t.test('money that may not go back any more is only looked for', async t => {
  const later = { next: 'later', pauseMs: waitPauseMs }
  for (const [step, minutes, state, next] of [
    [notDue, 4, 'Sent', later],
    [notDue, 5, 'Failed', { next: 'finished' }],
    [disputed, 5, 'Sent', later],
  ] as const) {
    const played = await playRefund(t)
    const marked = mark(played)
    played.wait(minutes * minute)
    t.strictSame(await retryRefund(marked, step), next)
    t.match(played.refund().status, { state, reason: step.why.reason })
    t.equal(played.sent(), 0)
    const gone = await playRefund(t)
    const given = mark(gone)
    await gone.client.refund(given.request, signal)
    t.strictSame(await retryRefund(given, step), daily, 'it went back before')
  }
})

t.test('a refusal is final only if the gateway has no such refund', async t => {
  const played = await playRefund(t)
  played.gateway.control.outages.plan({ kind: 'fail', status: 400, method: 'POST', path: '/v1/refunds' })
  t.strictSame(await sendRefund(played.case(), first), { next: 'finished' })
  t.match(played.refund().status, { state: 'Failed', reason: 'GatewayRefused' })
  const sent = await playRefund(t)
  sent.gateway.control.outages.plan({ kind: 'fail-after', status: 400, method: 'POST', path: '/v1/refunds' })
  t.strictSame(await sendRefund(sent.case(), first), daily)
  t.strictSame([sent.sent(), sent.refund().status?.state], [1, 'Succeeded'])
})

t.test('a mark without a time counts as old', async t => {
  const played = await playRefund(t)
  played.api.put({ ...played.refund(), status: { state: 'Sent' } })
  const looks: string[] = []
  const findRefund: typeof played.client.findRefund = (request, signal) => {
    looks.push(request.key)
    return played.client.findRefund(request, signal)
  }
  t.strictSame(await retryRefund({ ...played.case(), client: { ...played.client, findRefund } }, send), daily)
  t.strictSame(looks, ['pay-1-1'])
  const judged = await playRefund(t)
  judged.api.put({ ...judged.refund(), status: { state: 'Sent' } })
  t.strictSame(await retryRefund(judged.case(), notDue), { next: 'finished' })
})
