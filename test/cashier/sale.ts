import t from 'tap'
import { refundReportOf, saleOf } from '../../hooks/cashier/sale.ts'
import type { Condition } from '../../hooks/schema/crd/condition.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import { at, thisHold, thisOrder, thisPayment } from '../fixtures/cashier/played-tools.ts'

const condition = (type: string, status: Condition['status'], minutes = 0): Condition => ({
  type,
  status,
  reason: 'Because',
  message: '',
  lastTransitionTime: at(minutes),
})

function reporting(conditions: Condition[], order: Parameters<typeof thisOrder>[0] = {}): Order {
  const status = { payment: 'REJECTED', quantity: 0, observedGeneration: 1, conditions } as const
  return thisOrder({ ...order, status })
}

t.test('a sale has the order, its reservation and its payments', async t => {
  const payment = thisPayment()
  const sale = saleOf(thisOrder({ quantity: 2 }), { reservation: thisHold(), payments: [payment] })
  const { orderRef: _, receivedAt: __, ...entry } = payment.spec
  t.strictSame(sale, {
    price: 29.9,
    quantity: 2,
    cancelled: false,
    refundReport: 'unknown',
    cancelledAt: undefined,
    reservation: { ...thisHold().spec },
    entries: [{ ...entry, name: 'paypal-1' }],
  })
})

t.test('objects of another order do not count', async t => {
  const foreign = [
    thisPayment({ metadata: { ownerReferences: [] } }),
    thisPayment({ occurredAt: at(-10) }),
    thisPayment({ currency: 'JPY' }),
  ]
  const sale = saleOf(thisOrder(), { reservation: thisHold({ orderUid: 'another' }), payments: foreign })
  t.strictSame([sale.reservation, sale.entries], [undefined, []])
  t.strictSame(saleOf(thisOrder(), { reservation: undefined, payments: [] }).reservation, undefined)
})

t.test('the report on refunds counts only for the newest change of the order', async t => {
  const table: [conditions: Condition[], expected: string][] = [
    [[condition('RefundDue', 'True')], 'due'],
    [[condition('RefundDue', 'False')], 'nothing'],
    [[condition('RefundDue', 'Unknown')], 'unknown'],
    [[], 'unknown'],
  ]
  for (const [conditions, expected] of table) t.equal(refundReportOf(reporting(conditions)), expected)
  const changed = { metadata: { generation: 2 } }
  t.equal(refundReportOf(reporting([condition('RefundDue', 'True')], changed)), 'unknown')
  const { generation: _, ...metadata } = thisOrder().metadata
  t.equal(refundReportOf({ ...thisOrder(), metadata }), 'unknown')
})

t.test('a cancellation took effect when the tickets were given back and the money became due', async t => {
  const cancelledAt = (conditions: Condition[], cancelled = true) =>
    saleOf(reporting(conditions, { cancelled }), { reservation: undefined, payments: [] }).cancelledAt
  const both = [condition('Reserved', 'False', 5), condition('RefundDue', 'True', 4)]
  t.equal(cancelledAt(both), Date.parse(at(5)))
  t.equal(cancelledAt([condition('Reserved', 'False', 3), condition('RefundDue', 'True', 4)]), Date.parse(at(4)))
  t.equal(cancelledAt(both, false), undefined)
  t.equal(cancelledAt([condition('Reserved', 'True'), condition('RefundDue', 'True')]), undefined)
  t.equal(cancelledAt([condition('Reserved', 'False'), condition('RefundDue', 'Unknown')]), undefined)
  t.equal(cancelledAt([]), undefined)
})
