import t from 'tap'
import { Records } from '../../../hooks/box-office/conference/records/records.ts'
import { explainFile, planStatuses, undecidedOrders } from '../../../hooks/box-office/conference/reports.ts'
import { type Sight, takeSight } from '../../../hooks/box-office/conference/sightings.ts'
import { orderFacts } from '../../../hooks/box-office/objects/facts.ts'
import { aWrite } from '../../fixtures/box-office/fake-conference.ts'
import { reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { anOrder, aPlan, now } from '../../fixtures/objects.ts'

const order = anOrder()

/** Records of a conference that shows these objects. */
function keep(...objects: NonNullable<Sight['object']>[]) {
  const records = new Records()
  const see = (object: NonNullable<Sight['object']>) => {
    const { kind, metadata } = object
    takeSight(records, { kind, name: metadata.name, object, version: 7n } as Sight, now)
  }
  for (const object of objects) see(object)
  return { records, see }
}

t.test('orders without a reservation are counted, with the age of the oldest', async t => {
  const { records, see } = keep()
  t.strictSame(undecidedOrders(records), { orders: 0 })
  see(anOrder({ name: 'order-2' }))
  see(anOrder({ metadata: { creationTimestamp: '2026-11-20T07:59:30Z' } }))
  see(anOrder({ name: 'order-3', metadata: { deletionTimestamp: '2026-11-20T07:59:30Z' } }))
  t.strictSame(undecidedOrders(records), { orders: 2, since: orderFacts(anOrder()).placedAt })
  see(reservationOf(anOrder({ name: 'order-2' })))
  see(reservationOf(order))
  t.strictSame(undecidedOrders(records), { orders: 0 })
})

t.test('plan statuses count stored reservations, not writes under way', async t => {
  const plan = aPlan({ capacity: 3 })
  const { records, see } = keep(plan, order)
  const counts = () => {
    const { held, sold, waiting, left } = planStatuses(records, now).get('plan')?.status ?? {}
    return [held, sold, waiting, left]
  }
  const file = records.fileOf('order-1')
  file.inFlight = { write: aWrite('order-1'), state: 'under way' }
  records.refresh(file, now)
  t.strictSame([counts(), planStatuses(records, now).get('plan')?.plan], [[0, 0, 0, 3], plan])
  see(reservationOf(order))
  t.strictSame(counts(), [1, 0, 0, 2])
})

t.test('an order is explained', async t => {
  const { records, see } = keep(order)
  const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }
  const explain = (name: string) => explainFile(records, { name, ...moment })
  t.match(explain('order-1'), [{ rule: 'stored' }, { rule: 'price' }])
  t.equal(explain('order-2'), undefined)
  see(aPlan())
  t.match(explain('order-1')?.at(-1)?.finding, /→ Held, 1 ticket$/)
})
