import t from 'tap'
import type { PaypalCapture, PaypalRefund } from '../../../../local/gateway/books.ts'
import {
  approvalPage,
  captureObject,
  minorOf,
  orderObject,
  orderStatusOf,
  payee,
  refundableOf,
  refundObject,
} from '../../../../local/gateway/paypal/order-object.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addOrder, origin, testWorld } from '../../../fixtures/gateway/world.ts'

const { world } = testWorld()
const capture: PaypalCapture = { id: 'C1', at: start, updatedAt: start, status: 'COMPLETED' }
const refund: PaypalRefund = {
  id: 'R1',
  created: start,
  order: 'O1',
  value: '10.00',
  invoice: 'r-1',
  status: 'COMPLETED',
}
const amount = { currency_code: 'EUR', value: '29.90' }
const at = '2027-01-05T18:00:00Z'

t.test('an order has its page until the buyer approved it', async t => {
  const order = addOrder(world)
  t.equal(approvalPage(order, origin), `${origin}/pay/paypal/O1`)
  const self = { href: `${origin}/v2/checkout/orders/O1`, rel: 'self', method: 'GET' }
  t.strictSame(orderObject(order, [], origin), {
    id: 'O1',
    intent: 'CAPTURE',
    status: 'PAYER_ACTION_REQUIRED',
    create_time: at,
    purchase_units: [
      {
        reference_id: 'default',
        amount,
        payee,
        description: '1 ticket',
        custom_id: 'conf/order-1',
        invoice_id: 'k-1',
      },
    ],
    links: [self, { href: `${origin}/pay/paypal/O1`, rel: 'payer-action', method: 'GET' }],
  })
  const approved = addOrder(world, { isApproved: true })
  t.equal(orderStatusOf(approved), 'APPROVED')
  t.match(orderObject(approved, [], origin), { links: [self, { rel: 'capture', method: 'POST' }] })
})

t.test('an order shows its capture and its refunds', async t => {
  const order = addOrder(world, { capture })
  t.equal(orderStatusOf(order), 'COMPLETED')
  const shown = orderObject(order, [refund, { ...refund, id: 'R2', order: 'O2' }], origin) as {
    purchase_units: { payments: object }[]
  }
  t.match(shown.purchase_units[0]?.payments, {
    captures: [{ id: 'C1', status: 'PARTIALLY_REFUNDED' }],
    refunds: [refundObject(order, refund, origin)],
  })
  const { title: _, custom: _custom, invoice: _invoice, ...plain } = order
  t.match(orderObject(plain, [], origin), {
    purchase_units: [{ description: undefined, payments: { refunds: undefined } }],
  })
})

t.test('a capture has its fee once it is complete', async t => {
  const order = addOrder(world, { capture })
  t.strictSame(captureObject(order, capture, { origin, refunds: [], isAlone: true }), {
    id: 'C1',
    status: 'COMPLETED',
    amount,
    final_capture: true,
    custom_id: 'conf/order-1',
    invoice_id: 'k-1',
    seller_receivable_breakdown: {
      gross_amount: amount,
      paypal_fee: { currency_code: 'EUR', value: '0.89' },
      net_amount: { currency_code: 'EUR', value: '29.01' },
    },
    supplementary_data: { related_ids: { order_id: 'O1' } },
    create_time: at,
    update_time: at,
    links: [
      { href: `${origin}/v2/payments/captures/C1`, rel: 'self', method: 'GET' },
      { href: `${origin}/v2/payments/captures/C1/refund`, rel: 'refund', method: 'POST' },
      { href: `${origin}/v2/checkout/orders/O1`, rel: 'up', method: 'GET' },
    ],
  })
  const { custom: _, invoice: _invoice, ...plain } = order
  t.match(captureObject(plain, { ...capture, status: 'PENDING' }, { origin, refunds: [], isAlone: false }), {
    status: 'PENDING',
    status_details: { reason: 'ECHECK' },
    custom_id: undefined,
    supplementary_data: undefined,
    seller_receivable_breakdown: undefined,
  })
  t.match(captureObject(order, capture, { origin, refunds: [{ ...refund, value: '29.90' }], isAlone: true }), {
    status: 'REFUNDED',
  })
})

t.test('a refund names its capture', async t => {
  const order = addOrder(world, { capture })
  t.strictSame(refundObject(order, refund, origin), {
    id: 'R1',
    status: 'COMPLETED',
    amount: { currency_code: 'EUR', value: '10.00' },
    invoice_id: 'r-1',
    create_time: at,
    update_time: at,
    links: [
      { href: `${origin}/v2/payments/refunds/R1`, rel: 'self', method: 'GET' },
      { href: `${origin}/v2/payments/captures/C1`, rel: 'up', method: 'GET' },
    ],
  })
  const { invoice: _, ...plain } = refund
  t.notOk('invoice_id' in refundObject(order, plain, origin))
})

t.test('a refund that failed took nothing', async t => {
  const failed: PaypalRefund = { ...refund, status: 'FAILED' }
  t.equal(refundableOf(addOrder(world), [refund, failed, { ...refund, order: 'O2' }]), 1990n)
  t.strictSame([minorOf('875', 'HUF'), minorOf('much', 'EUR')], [87500n, 0n])
})
