import t from 'tap'
import { saleOf } from '../../../hooks/cashier/sale.ts'
import { ticketsSold } from '../../../hooks/report/reports/tickets-sold.ts'
import { anOrder, aPayment, aReservation, minuteAgo } from '../../fixtures/objects.ts'
import { ownedBy } from '../../fixtures/report/snapshots.ts'

type Given = Parameters<typeof aPayment>[0][]

/** The tickets of an order with that reservation and these payments. */
function soldBy(
  order: Parameters<typeof anOrder>[0],
  reservation: Parameters<typeof aReservation>[0],
  paid: Given = [],
) {
  const stored = anOrder(order)
  const payments = paid.map((given, at) => aPayment({ name: `pay-${at}`, metadata: ownedBy(stored), ...given }))
  const sale = saleOf(stored, { reservation: aReservation({ decision: 'Sold', ...reservation }), payments })
  return ticketsSold({ order: stored, sale, payments })
}

const placed = Date.parse(minuteAgo)
const hour = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`

t.test('an order that is not sold, or not any more, has no tickets', async t => {
  t.equal(soldBy({}, { decision: 'Held' }), undefined)
  t.equal(soldBy({}, { decision: 'Released' }), undefined)
  t.equal(soldBy({ cancelled: true }, {}), undefined)
  t.equal(soldBy({ quantity: 0 }, {}), undefined)
  t.equal(soldBy({}, { orderUid: 'another' }), undefined)
})

t.test('its tickets count when its payments first added up to its price', async t => {
  const quantity = 2
  const two = [
    { gross: '29.90', occurredAt: hour(10) },
    { gross: '29.90', occurredAt: hour(9) },
  ]
  const sold = { at: Date.parse(hour(10)), currency: 'EUR', quantity }
  t.strictSame(soldBy({ quantity }, { quantity }, two), sold)
  const later = { gross: '29.90', occurredAt: hour(12) }
  t.strictSame(soldBy({ quantity }, { quantity }, [later, ...two]), sold, 'an overpayment changes nothing')
  const others: Given = [
    { gross: '59.80', occurredAt: hour(8), state: 'Pending' },
    { gross: '59.80', occurredAt: hour(8), currency: 'USD' },
    { gross: '59.80', occurredAt: hour(7) },
    { gross: '59.805', occurredAt: hour(8) },
  ]
  t.strictSame(soldBy({ quantity }, { quantity }, [...others, ...two]), sold, 'nor does money that buys nothing')
})

t.test('fewer tickets may be left than were ordered or sold', async t => {
  t.match(soldBy({ quantity: 1, price: 0 }, { quantity: 3 }), { quantity: 1 })
  t.match(soldBy({ quantity: 3, price: 0 }, { quantity: 2, currency: 'CHF' }), { quantity: 2, currency: 'CHF' })
})

t.test('a free order counts when it was placed, and so does one whose payments never add up', async t => {
  t.match(soldBy({ price: 0 }, {}, [{ gross: '1.00', occurredAt: hour(9) }]), { at: placed })
  t.match(soldBy({}, {}, [{ gross: '1.00', occurredAt: hour(9) }]), { at: placed })
})
