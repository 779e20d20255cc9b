import t from 'tap'
import { nameOf, orderOf, playSale, requestOf } from '../../../bench/sale/sold-sale.ts'
import { now } from '../../../bench/sale/stored-object.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import { OrderRequest } from '../../../hooks/schema/hooks.ts'
import { syncOrder } from '../../../hooks/sync/order/order.ts'

const checkRequest = compileCheck(OrderRequest, 'request')

t.test('the given numbers of orders are sold, held and waitlisted, and nothing is left to decide', async t => {
  const { office, plan, sold, held, waiting } = playSale({ sold: 2, held: 1, waiting: 2 })
  t.equal(plan.spec.capacity, 3)
  t.strictSame(
    [...sold, ...held, ...waiting].map(({ order, reservation: { spec }, payments, tickets }) => {
      return [order.metadata.name, order.status?.reason, spec.decision, spec.seats, payments.length, tickets.length]
    }),
    [
      ['order-000001', 'PaymentReceived', 'Sold', [1], 1, 1],
      ['order-000002', 'PaymentReceived', 'Sold', [2], 1, 1],
      ['order-000003', 'AwaitingPayment', 'Held', [3], 0, 0],
      ['order-000004', 'Waitlisted', 'Waitlisted', undefined, 0, 0],
      ['order-000005', 'Waitlisted', 'Waitlisted', undefined, 0, 0],
    ],
  )
  t.strictSame(office.work(now), [])
  t.equal(office.decideFully(now), 0)
})

t.test('the requests of the engine leave the order hook nothing to do', async t => {
  const { sold, held } = playSale({ sold: 1, held: 1, quantity: 3 })
  for (const one of [...sold, ...held]) {
    const request = requestOf(one)
    t.equal(checkRequest(request), undefined)
    const { status, children, ...rest } = syncOrder(request, now)
    t.strictSame({ ...status, observedGeneration: 1 }, one.order.status)
    t.strictSame(
      children.map(({ kind }) => kind).sort(),
      [...one.payments, one.reservation, ...one.tickets].map(({ kind }) => kind).sort(),
    )
    t.strictSame(rest, {})
  }
  t.match(sold[0]?.order.status, { payment: 'CONFIRMED', quantity: 3, paid: '89.70' })
})

t.test('some seats stay free, and a new order gets one', async t => {
  const { office } = playSale({ sold: 1, free: 1 })
  office.show(orderOf(nameOf('order', 1)))
  t.equal(office.decideFully(now), 1)
  t.match(office.work(now), [{ metadata: { name: 'order-000002' }, spec: { decision: 'Held', seats: [2] } }])
})
