import t from 'tap'
import { ledgerOf } from '../../../hooks/rules/ledger.ts'
import { deriveFacts, separateEntries } from '../../../hooks/sync/order/standing-facts.ts'
import { anOrder, aPayment, aReservation } from '../../fixtures/objects.ts'
import { orderRequest } from '../../fixtures/requests.ts'

const reservation = aReservation({ quantity: 2 })

t.test('a payment counts unless it is older than the order', async t => {
  const { metadata } = anOrder({ metadata: { creationTimestamp: '2026-11-20T08:00:00Z' } })
  const early = aPayment({ transactionId: 'T1', occurredAt: '2026-11-19T08:00:00Z' })
  const late = aPayment({ transactionId: 'T2', occurredAt: '2026-11-20T08:01:00Z' })
  t.strictSame(separateEntries([early, late], metadata), { counted: [late.spec], early: [early.spec] })
})

t.test('an order is billed for the reserved tickets, in the currency of its reservation', async t => {
  const order = anOrder({
    quantity: 3,
    cancelled: true,
    status: { payment: 'CONFIRMED', quantity: 1, currency: 'USD' },
  })
  const payments = [aPayment({ occurredAt: '2026-11-19T08:00:00Z' })]
  const ticket = { name: 'a', assigned: false, leaving: false, judged: false }
  const tickets = [ticket, { ...ticket, leaving: true }, { ...ticket, judged: true }]
  t.strictSame(deriveFacts(orderRequest(order, { payments }), { tickets, reservation: reservation.spec }), {
    planRef: 'plan',
    free: false,
    quantity: 3,
    cancelled: true,
    total: 5980n,
    currency: 'EUR',
    ledger: ledgerOf([], 'EUR'),
    paidEarly: 2990n,
    reservation: reservation.spec,
    tickets: 2,
    unjudged: 1,
    previous: order.status,
  })
})

t.test('an order without a reservation is billed in full, in the currency of its last status', async t => {
  const status = { payment: 'PENDING', quantity: 0, currency: 'EUR' } as const
  const facts = deriveFacts(orderRequest(anOrder({ quantity: 3, status })), { tickets: [], reservation: undefined })
  t.match(facts, { total: 8970n, currency: 'EUR', reservation: undefined, previous: status })
})

t.test('an order without a status has no currency and is pending', async t => {
  const { status: _, ...order } = anOrder({ price: 0 })
  const facts = deriveFacts(orderRequest(order), { tickets: [], reservation: undefined })
  t.match(facts, { free: true, total: 0n, currency: undefined, previous: { payment: 'PENDING' } })
  const { status: __, ...priced } = anOrder()
  const unpriced = deriveFacts(orderRequest(priced), { tickets: [], reservation: undefined })
  t.match(unpriced, { free: false, cancelled: false, total: 2990n })
})

t.test('a price that its currency cannot express is billed as nothing', async t => {
  const yen = aReservation({ currency: 'JPY' }).spec
  t.match(deriveFacts(orderRequest(anOrder()), { tickets: [], reservation: yen }), { total: 0n, currency: 'JPY' })
})
