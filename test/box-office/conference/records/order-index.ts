import t from 'tap'
import { OrderIndex } from '../../../../hooks/box-office/conference/records/order-index.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { anOrder } from '../../../fixtures/objects.ts'

const order = orderFacts(anOrder({ couponRef: 'coupon' }))

function namesIn({ plan, coupon, hopedCoupon, uid, lostSeats }: OrderIndex): string[][] {
  return [
    plan.namesOf('plan'),
    coupon.namesOf('coupon'),
    hopedCoupon.namesOf('coupon'),
    uid.namesOf('uid-of-order-1'),
    lostSeats.namesOf('plan'),
  ].map(names => [...names])
}

t.test('orders are found by plan, coupon and uid, until they are removed', async t => {
  const index = new OrderIndex()
  index.set('order-1', { order, isAnswered: false })
  t.strictSame(namesIn(index), [['order-1'], ['order-1'], ['order-1'], ['order-1'], []])
  index.set('order-1', { order: undefined, isAnswered: false })
  t.strictSame(namesIn(index), [[], [], [], [], []])
})

t.test('a confirmed order with seats but no reservation has lost its seats', async t => {
  const index = new OrderIndex()
  const confirmed = (name: string, seats?: number[], isAnswered = false) => {
    const status = { payment: 'CONFIRMED', quantity: 1, ...(seats && { seats }) } as const
    index.set(name, { order: orderFacts(anOrder({ name, status })), isAnswered })
  }
  confirmed('order-1', [1])
  confirmed('order-2')
  confirmed('order-3', [3], true)
  index.set('order-4', { order, isAnswered: false })
  t.strictSame([...index.lostSeats.namesOf('plan')], ['order-1'])
})
