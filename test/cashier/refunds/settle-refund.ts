import t from 'tap'
import { settleRefund, succeededForMs, succeededPauseMs } from '../../../hooks/cashier/refunds/settle-refund.ts'
import { playRefund } from '../../fixtures/cashier/played-refund.ts'
import { hour, minute, signal } from '../../fixtures/gateway/played.ts'

t.strictSame([succeededPauseMs, succeededForMs], [24 * hour, 30 * 24 * hour])

t.test('money that is under way is checked again', async t => {
  const played = await playRefund(t)
  t.strictSame(await settleRefund(played.case(), { id: 're_1', state: 'pending' }), {
    next: 'later',
    pauseMs: 15 * minute,
  })
  t.strictSame(played.refund().status, { state: 'Sent', providerId: 're_1' })
})

t.test('money that went back is recorded before the status shows it', async t => {
  const played = await playRefund(t)
  const answer = await played.client.refund(played.case().request, signal)
  played.api.before = call => {
    if (call === 'put Refund') t.equal(played.api.all('Payment').length, 2, 'the payment is recorded first')
  }
  t.strictSame(await settleRefund(played.case(), answer), { next: 'later', pauseMs: 24 * hour })
  t.strictSame(played.refund().status, { state: 'Succeeded', providerId: answer.id })
  t.match(played.api.all('Payment')[1]?.spec, { state: 'Refunded', gross: '-29.90', transactionId: answer.id })
  t.strictSame(await settleRefund(played.case(), { id: answer.id, state: 'succeeded' }), {
    next: 'later',
    pauseMs: 24 * hour,
  })
})

t.test('money that a bank returned is recorded before the status shows it, and is due again', async t => {
  const played = await playRefund(t)
  const answer = await played.client.refund(played.case().request, signal)
  await settleRefund(played.case(), answer)
  const { fact } = answer
  const failed = { ...(fact as NonNullable<typeof fact>), state: 'RefundFailed', gross: '29.90' } as const
  played.api.before = call => {
    if (call === 'put Refund') t.equal(played.api.all('Payment').length, 3, 'the payment is recorded first')
  }
  t.strictSame(await settleRefund(played.case(), { id: answer.id, state: 'failed', fact: failed }), {
    next: 'finished',
  })
  t.match(played.api.all('Payment')[2]?.spec, { state: 'RefundFailed', gross: '29.90', transactionId: answer.id })
  t.match(played.refund().status, { state: 'Failed', reason: 'GatewayFailed', providerId: answer.id })
})

t.test('money that could not be delivered needs a person', async t => {
  for (const [message, words] of [
    ['expired_or_canceled_card', 'expired_or_canceled_card'],
    [undefined, 'it gives no reason'],
  ] as const) {
    const played = await playRefund(t)
    const answer = { id: 're_1', state: 'failed', ...(message && { message }) } as const
    t.strictSame(await settleRefund(played.case(), answer), { next: 'finished' })
    t.strictSame(played.refund().status, {
      state: 'Failed',
      reason: 'GatewayFailed',
      message: `The gateway could not deliver the money: ${words}`,
      providerId: 're_1',
    })
  }
})
