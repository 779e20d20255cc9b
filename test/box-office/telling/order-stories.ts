import t from 'tap'
import { OrderStories } from '../../../hooks/box-office/telling/order-stories.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { anOrder } from '../../fixtures/objects.ts'

function start() {
  const told: string[] = []
  const stories = new OrderStories(({ metadata }, { reason }) => void told.push(`${metadata.name} ${reason}`))
  const see = (name: string, status: OrderStatus | undefined, { isFirst = false } = {}) =>
    stories.see({ namespace: 'conf', name, order: anOrder({ name, ...(status && { status }) }), isFirst })
  return { stories, see, told: () => told.splice(0) }
}

const held: OrderStatus = { payment: 'PENDING', reason: 'AwaitingPayment', quantity: 0 }
const waits: OrderStatus = { payment: 'PENDING', reason: 'Waitlisted', quantity: 0 }
const sold: OrderStatus = { payment: 'CONFIRMED', reason: 'PaymentReceived', quantity: 1 }

t.test('each new milestone is reported once', async t => {
  const { see, told } = start()
  see('order-1', undefined)
  see('order-1', waits)
  see('order-1', { ...waits, message: 'Another message' })
  see('order-1', held)
  see('order-1', { ...held, reason: 'Underpaid' })
  see('order-1', sold)
  see('order-1', { ...sold, quantity: 2 })
  t.strictSame(told(), ['order-1 Waitlisted', 'order-1 Reserved', 'order-1 Confirmed'])
})

t.test('a milestone that ended is reported again when it comes back', async t => {
  const { see, told } = start()
  for (const status of [held, waits, held]) see('order-1', status)
  t.strictSame(told(), ['order-1 Reserved', 'order-1 Waitlisted', 'order-1 Reserved'])
})

t.test('the first list reports nothing, and later changes do', async t => {
  const { see, told } = start()
  see('order-1', held, { isFirst: true })
  see('order-1', held)
  t.strictSame(told(), [])
  see('order-1', sold)
  see('order-2', held)
  t.strictSame(told(), ['order-1 Confirmed', 'order-2 Reserved'])
})

t.test('a deleted order is forgotten, so that another one of its name has its own story', async t => {
  const { stories, see, told } = start()
  see('order-1', held)
  stories.see({ namespace: 'conf', name: 'order-1', order: undefined, isFirst: false })
  see('order-1', held)
  t.strictSame(told(), ['order-1 Reserved', 'order-1 Reserved'])
})
