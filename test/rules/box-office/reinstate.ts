import t from 'tap'
import { lostSale, reinstateOrder } from '../../../hooks/rules/box-office/reinstate.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { frozen } from '../../fixtures/requests.ts'
import { aClosedDesk, aDesk, anOrder, aReservation, type SaidOfOrder } from '../../fixtures/rules/box-office.ts'

type Desk = Parameters<typeof aDesk>[0]

const confirmed = { payment: 'CONFIRMED', quantity: 2, paid: '59.80', currency: 'EUR' } as const
const sold = (said: Partial<ReservationFacts> = {}) => aReservation({ decision: 'Sold', quantity: 2, ...said })
const reinstate = (said: SaidOfOrder, desk?: Desk) => reinstateOrder(anOrder(said), aDesk(desk))

t.test('a sale stays a sale under any present plan', async t => {
  const order = { quantity: 2, couponRef: 'discount-10', status: { ...confirmed, currency: 'USD' } }
  const expected = sold({ currency: 'USD', couponRef: 'discount-10' })
  t.strictSame(reinstate(order), expected, 'another currency')
  t.strictSame(reinstate(order, { plan: { price: 99, active: false } }), expected, 'another price, and not on sale')
  t.strictSame(reinstateOrder(anOrder(order), aClosedDesk()), expected, 'no plan at all')
  const { currency: _, ...silent } = confirmed
  const yen = reinstate({ quantity: 2, status: silent }, { plan: { currency: 'JPY' } })
  t.strictSame(yen, sold({ currency: 'JPY' }), 'in the currency of the plan, if none is known')
  t.strictSame(reinstateOrder(anOrder({ quantity: 2, status: silent }), aClosedDesk()), sold(), 'else in the usual one')
})

t.test('the existing tickets were sold, and so were those that were paid for', async t => {
  const table: [why: string, said: SaidOfOrder, quantity: number][] = [
    ['all exist', { quantity: 2, status: confirmed }, 2],
    ['one is missing, both were paid for', { quantity: 2, status: { ...confirmed, quantity: 1 } }, 2],
    ['one is missing, one was paid for', { quantity: 2, status: { ...confirmed, quantity: 1, paid: '29.90' } }, 1],
    ['more were paid for than are ordered now', { quantity: 1, status: { ...confirmed, quantity: 1 } }, 1],
    ['more exist than are ordered now', { quantity: 1, status: confirmed }, 1],
    ['more exist than were paid for', { quantity: 2, status: { ...confirmed, paid: '29.90' } }, 2],
    ['nothing is known of a payment', { quantity: 2, status: { payment: 'CONFIRMED', quantity: 2 } }, 2],
    ['more went back than came in', { quantity: 2, status: { ...confirmed, paid: '-29.90' } }, 2],
    [
      'none exists, but they had seats',
      { quantity: 2, price: 0, status: { ...confirmed, quantity: 0, paid: '0.00', seats: [1, 2] } },
      2,
    ],
    ['free ones', { quantity: 3, price: 0, status: { ...confirmed, paid: '0.00' } }, 2],
    [
      'a price that is no amount of the currency',
      { quantity: 3, status: { ...confirmed, paid: '90', currency: 'JPY' } },
      2,
    ],
  ]
  for (const [why, said, quantity] of table) {
    t.strictSame(reinstate(said), sold({ quantity, currency: said.status?.currency ?? 'EUR' }), why)
  }
})

t.test('an order that was never sold is not reinstated, whatever its status says of seats and tickets', async t => {
  for (const status of [confirmed, { ...confirmed, seats: [1, 2] }])
    t.equal(reinstate({ quantity: 2, status: { ...status, payment: 'PENDING' } }, { plan: { capacity: 5 } }), undefined)
})

t.test('a sale of seats is known by its status, and redeems no coupon', async t => {
  const status = { ...confirmed, seats: [1, 2] }
  const said = { quantity: 2, couponRef: 'discount-10', status }
  t.strictSame(lostSale(anOrder(said)), sold({ seats: [1, 2] }))
  t.strictSame(
    lostSale(anOrder({ ...said, status: { ...status, poolRef: 'hall' } })),
    sold({ seats: [1, 2], poolRef: 'hall' }),
  )
  t.equal(lostSale(anOrder({ ...said, deleting: true })), undefined)
  for (const other of [confirmed, { ...status, payment: 'PENDING' as const }, { ...status, seats: [] }])
    t.equal(lostSale(anOrder({ ...said, status: other })), undefined)
})

t.test('a confirmed order of 0 tickets becomes an empty hold', async t => {
  t.strictSame(reinstate({ quantity: 0, status: confirmed }), aReservation({ quantity: 0 }))
})

t.test('a sale with seats gets the seats of its status back', async t => {
  const of = (said: SaidOfOrder) => reinstate(said, { plan: { capacity: 5 } })
  const seated = sold({ seats: [3, 7] })
  const status = { ...confirmed, seats: frozen([7, 3]) }
  t.strictSame(of({ quantity: 2, status }), seated, 'ascending, beyond the capacity too')
  t.strictSame(of({ quantity: 2, status: { ...status, quantity: 0 } }), seated, 'no ticket was created yet')
  t.strictSame(of({ quantity: 1, status }), seated, 'fewer are ordered now: that is given back later')
  t.strictSame(of({ quantity: 3, status }), seated, 'more are ordered now')
  t.strictSame(reinstateOrder(anOrder({ quantity: 2, status }), aClosedDesk()), seated, 'its plan does not exist')
  t.strictSame(of({ quantity: 2, status: confirmed }), sold(), 'its plan had no capacity before')
  t.strictSame(reinstate({ quantity: 2, status }), sold(), 'its plan has no capacity any more')
})

t.test('seats that another order has now are not given back', async t => {
  const status = { ...confirmed, seats: frozen([3, 7]) }
  const after = (another: Partial<ReservationFacts>, capacity?: number) =>
    reinstate({ quantity: 2, status }, { plan: { capacity }, observed: [{ orderRef: 'another', ...another }] })
  t.equal(after({ seats: [7] }, 9), undefined, 'held')
  t.equal(after({ seats: [3], decision: 'Sold' }, 9), undefined, 'sold')
  const seated = sold({ seats: [3, 7] })
  t.strictSame(after({ seats: [4] }, 9), seated, 'another seat')
  t.strictSame(after({ seats: [7], planRef: 'student' }, 9), seated, 'of another plan')
  t.strictSame(after({ seats: [7], decision: 'Released' }, 9), seated, 'not any more')
  t.strictSame(after({ seats: [7] }), sold(), 'without capacity no seat is given back')
})

t.test('a sale in seats of a pool is reinstated in these seats, whatever pool its plan has', async t => {
  const status = { ...confirmed, seats: frozen([3, 7]), poolRef: 'hall' }
  const seated = sold({ seats: [3, 7], poolRef: 'hall' })
  const of = (plan: object, observed: Partial<ReservationFacts>[] = []) =>
    reinstate({ quantity: 2, status }, { plan, pool: {}, observed })
  t.strictSame(of({ poolRef: 'hall' }), seated)
  t.strictSame(of({ poolRef: 'balcony' }), seated, 'another one')
  t.strictSame(of({ capacity: 9 }), seated, 'none')
  t.strictSame(reinstateOrder(anOrder({ quantity: 2, status }), aClosedDesk()), seated, 'its plan does not exist')
  t.strictSame(of({}), sold(), 'its plan has no seats any more')
  const other = { orderRef: 'another', planRef: 'student', seats: [7] }
  t.equal(of({ poolRef: 'hall' }, [{ ...other, poolRef: 'hall' }]), undefined, 'another order has a seat of the pool')
  t.strictSame(of({ poolRef: 'hall' }, [{ ...other, planRef: 'hall' }]), seated, '… or of a plan that is named like it')
  const own = reinstate(
    { quantity: 2, status: { ...confirmed, seats: frozen([3, 7]) } },
    { plan: { poolRef: 'hall' }, pool: {} },
  )
  t.strictSame(own, sold({ seats: [3, 7] }), 'seats of the plan itself stay such')
})

t.test('a released order stays released', async t => {
  for (const reason of ['Cancelled', 'Expired', 'Refunded', 'Unseated']) {
    const found = reinstate({ quantity: 3, status: { payment: 'REJECTED', reason, message: 'It is over' } })
    const expected = { decision: 'Released', quantity: 3, reason, message: 'It is over' } as const
    t.strictSame(found, aReservation(expected), reason)
  }
  const silent = { decision: 'Released', reason: 'Cancelled', message: 'Cancelled' } as const
  t.strictSame(
    reinstate({ status: { payment: 'REJECTED', reason: 'Cancelled' } }),
    aReservation(silent),
    'without a message',
  )
})

t.test('a refused order stays refused', async t => {
  const status = { payment: 'REJECTED', reason: 'PriceMismatch', message: 'Wrong' } as const
  const { payment: _, ...why } = status
  t.strictSame(reinstate({ status }), aReservation({ decision: 'Refused', ...why }))
})

t.test('an order without an earlier decision is new', async t => {
  const table: [why: string, said: SaidOfOrder][] = [
    ['it has no status', {}],
    ['it waits for its payment', { status: { payment: 'PENDING', paid: '29.90', currency: 'EUR' } }],
    ['it was confirmed, and no ticket was seen', { status: { ...confirmed, quantity: 0 } }],
    ['… nor a seat', { status: { ...confirmed, quantity: 0, seats: [] } }],
    ['it was rejected for no known reason', { status: { payment: 'REJECTED' } }],
    ['a reason alone says nothing', { status: { payment: 'PENDING', reason: 'Cancelled' } }],
  ]
  for (const [why, said] of table) t.equal(reinstate(said), undefined, why)
})
