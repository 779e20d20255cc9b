import t from 'tap'
import { NewMilestones } from '../../../hooks/box-office/events/new-milestones.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { anOrder } from '../../fixtures/objects.ts'

function start() {
  const shown: string[] = []
  const milestones = new NewMilestones(({ metadata }, { reason }) => void shown.push(`${metadata.name} ${reason}`))
  const see = (name: string, status: OrderStatus | undefined, { isFirst = false } = {}) =>
    milestones.see({ namespace: 'conf', name, order: anOrder({ name, ...(status && { status }) }), isFirst })
  return { milestones, see, shown: () => shown.splice(0) }
}

const held: OrderStatus = { payment: 'PENDING', reason: 'AwaitingPayment', quantity: 0 }
const waits: OrderStatus = { payment: 'PENDING', reason: 'Waitlisted', quantity: 0 }
const sold: OrderStatus = { payment: 'CONFIRMED', reason: 'PaymentReceived', quantity: 1 }

t.test('each new milestone is reported once', async t => {
  const { see, shown } = start()
  see('order-1', undefined)
  see('order-1', waits)
  see('order-1', { ...waits, message: 'Another message' })
  see('order-1', held)
  see('order-1', { ...held, reason: 'Underpaid' })
  see('order-1', sold)
  see('order-1', { ...sold, quantity: 2 })
  t.strictSame(shown(), ['order-1 Waitlisted', 'order-1 Reserved', 'order-1 Confirmed'])
})

t.test('a milestone that ended is reported again when it comes back', async t => {
  const { see, shown } = start()
  for (const status of [held, waits, held]) see('order-1', status)
  t.strictSame(shown(), ['order-1 Reserved', 'order-1 Waitlisted', 'order-1 Reserved'])
})

t.test('the first list reports nothing, and later changes do', async t => {
  const { see, shown } = start()
  see('order-1', held, { isFirst: true })
  see('order-1', held)
  t.strictSame(shown(), [])
  see('order-1', sold)
  see('order-2', held)
  t.strictSame(shown(), ['order-1 Confirmed', 'order-2 Reserved'])
})

t.test('the milestones of a deleted order are forgotten, so those of the next order of its name are shown', async t => {
  const { milestones, see, shown } = start()
  see('order-1', held)
  milestones.see({ namespace: 'conf', name: 'order-1', order: undefined, isFirst: false })
  see('order-1', held)
  t.strictSame(shown(), ['order-1 Reserved', 'order-1 Reserved'])
})
