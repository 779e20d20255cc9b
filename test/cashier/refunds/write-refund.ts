import t from 'tap'
import { withReason, writeRefund } from '../../../hooks/cashier/refunds/write-refund.ts'
import { playRefund } from '../../fixtures/cashier/played-refund.ts'
import { at } from '../../fixtures/cashier/played-tools.ts'
import { signal } from '../../fixtures/gateway/played.ts'

const sent = { state: 'Sent', sentAt: at(0) } as const

t.test('a status is written if it differs, and a change of its state is counted', async t => {
  const { tools, api, refund, counts, lines } = await playRefund(t)
  const stored = await writeRefund(tools, { refund: refund(), status: sent }, signal)
  t.strictSame([stored.status, refund().status], [sent, sent])
  await writeRefund(tools, { refund: stored, status: { ...sent } }, signal)
  const why = { reason: 'GatewayBusy', message: 'Later' }
  await writeRefund(tools, { refund: stored, status: withReason(sent, why) }, signal)
  t.equal(api.calls.filter(call => call === 'put Refund').length, 2)
  t.strictSame([counts, lines.length], [['Refund UNKNOWN Sent'], 2])
})

t.test('the write of another replica is a conflict', async t => {
  const { tools, api, refund } = await playRefund(t)
  const read = refund()
  api.put(read)
  await t.rejects(writeRefund(tools, { refund: read, status: sent }, signal), { message: 'conflict' })
})

t.test('a reason replaces the one before', async t => {
  const busy = { ...sent, reason: 'GatewayBusy', message: 'Later' }
  t.strictSame(withReason(busy, undefined), sent)
  t.strictSame(withReason(busy, { reason: 'A', message: 'b' }), { ...sent, reason: 'A', message: 'b' })
})
