import t from 'tap'
import { openPlayedOffice } from '../../../bench/sale/played-office.ts'
import { orderOf, paymentOf } from '../../../bench/sale/sold-sale.ts'
import { now, storedObject } from '../../../bench/sale/stored-object.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'

const spec = { title: 'Ticket', price: 29.9, active: true, currency: 'EUR', capacity: 1, holdMinutes: 15 }
const plan: Plan = { ...storedObject('Plan', 'ticket'), spec }

function decisionsOf(written: readonly Reservation[]): string[] {
  return written.map(({ metadata: { name }, spec: { decision } }) => `${name}: ${decision}`)
}

t.test(
  'the office decides on each shown object, and stores each decision with a resourceVersion of its own',
  async t => {
    const office = openPlayedOffice()
    const [first, second] = [orderOf('order-1'), orderOf('order-2')]
    for (const object of [plan, first, second]) office.show(object)
    t.equal(office.decideFully(now), 2)
    const written = office.work(now)
    t.strictSame(decisionsOf(written), ['order-1: Held', 'order-2: Waitlisted'])
    t.match(written[0]?.metadata, {
      name: 'order-1',
      namespace: 'conf',
      labels: { 'controller-uid': first.metadata.uid, 'orders.app.corley.it': 'order-1' },
      ownerReferences: [{ kind: 'Order', uid: first.metadata.uid, controller: true }],
      generation: 1,
    })
    t.equal(new Set(written.map(({ metadata }) => metadata.resourceVersion)).size, 2)
    t.strictSame(office.work(now), [])
    office.show(paymentOf(first))
    t.strictSame(decisionsOf(office.work(now)), ['order-1: Sold'])
    t.equal(office.decideFully(now), 0)
  },
)

t.test('a hidden object is deleted, and its seat is free', async t => {
  const office = openPlayedOffice()
  const first = orderOf('order-1')
  for (const object of [plan, first, orderOf('order-2')]) office.show(object)
  const [held] = office.work(now) as [Reservation]
  office.hide(first)
  office.hide(held)
  t.strictSame(decisionsOf(office.work(now)), ['order-2: Held'])
})
