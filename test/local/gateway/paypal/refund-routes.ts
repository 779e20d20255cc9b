import t from 'tap'
import { paypalPayments } from '../../../../local/gateway/paypal/payments.ts'
import { paypalRefundRoutes } from '../../../../local/gateway/paypal/refund-routes.ts'
import { addOrder, origin, played, read, testWorld } from '../../../fixtures/gateway/world.ts'

function parts(funding: 'good' | 'delayed' = 'good') {
  const { world, types } = testWorld()
  const payments = paypalPayments(world, () => origin)
  const order = addOrder(world)
  payments.approve(order, funding)
  payments.capture(order)
  const id = order.capture?.id
  const route = paypalRefundRoutes(world, payments)
  const say = (line: string, body: object = {}) => read(route(played(line, { body: JSON.stringify(body) })))
  const refund = (body: object) => say(`POST /v2/payments/captures/${id}/refund`, body)
  return { world, types, id, say, refund }
}
const euros = (value: string) => ({ amount: { currency_code: 'EUR', value } })
const issueOf = ({ body }: { body: Record<string, unknown> }) => (body['details'] as { issue: string }[])[0]?.issue

t.test('a capture is refunded in parts, and no more than it was', async t => {
  const { id, say, refund, types } = parts()
  const first = refund({ ...euros('10.00'), invoice_id: 'r-1' })
  t.match(first, { status: 201, body: { status: 'COMPLETED', ...euros('10.00'), invoice_id: 'r-1' } })
  t.strictSame(say(`GET /v2/payments/refunds/${first.body['id']}`).body, first.body)
  t.match(say(`GET /v2/payments/captures/${id}`).body, { status: 'PARTIALLY_REFUNDED' })
  t.equal(issueOf(refund(euros('19.91'))), 'REFUND_AMOUNT_EXCEEDED')
  t.equal(issueOf(refund(euros('1.005'))), 'DECIMAL_PRECISION')
  t.match(refund({}), { status: 201, body: euros('19.90') }, 'without an amount the rest goes back')
  t.equal(issueOf(refund({})), 'CAPTURE_FULLY_REFUNDED')
  t.strictSame(types().slice(2), ['PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REFUNDED'])
})

t.test('the fate decides about a refund', async t => {
  const { world, refund, types } = parts()
  world.refundFate = 'pending'
  t.match(refund(euros('1.00')).body, { status: 'PENDING' })
  world.refundFate = 'failed'
  t.match(refund(euros('1.00')).body, { status: 'FAILED' })
  t.equal(types().length, 2)
})

t.test('money that has not arrived is not refunded', async t => {
  const { refund } = parts('delayed')
  t.equal(issueOf(refund(euros('1.00'))), 'CAPTURE_FULLY_REFUNDED')
})

t.test('an unknown capture or refund does not exist', async t => {
  const { say } = parts()
  t.equal(say('POST /v2/payments/captures/OTHER/refund').status, 404)
  t.equal(say('GET /v2/payments/captures/OTHER').status, 404)
  t.equal(say('GET /v2/payments/refunds/OTHER').status, 404)
  t.equal(say('GET /v2/other').status, undefined)
})
