import t from 'tap'
import { restored } from '../../hooks/rules/restore.ts'
import { frozen } from '../fixtures/requests.ts'
import { anOrder, aPlan, aReservation } from '../fixtures/rules-box-office.ts'

type Said = Parameters<typeof anOrder>[0]

const confirmed = { payment: 'CONFIRMED', quantity: 2, paid: '59.80', currency: 'EUR' } as const

t.test('does not change its arguments', async t => {
  const [order, plan] = [anOrder({ quantity: 2, status: confirmed }), aPlan()]
  const before = structuredClone([order, plan])
  restored(order, plan)
  t.strictSame([order, plan], before)
})

t.test('what was sold stays sold, whatever the plan says now', async t => {
  const order = anOrder({ quantity: 2, couponRef: 'discount-10', status: { ...confirmed, currency: 'USD' } })
  const sold = aReservation({ decision: 'Sold', quantity: 2, currency: 'USD', couponRef: 'discount-10' })
  t.strictSame(restored(order, aPlan()), sold, 'another currency')
  t.strictSame(restored(order, aPlan({ price: 99, active: false })), sold, 'another price, and not on sale')
})

t.test('the tickets that are there were sold, and those that were paid for', async t => {
  const table: [why: string, said: Said, quantity: number][] = [
    ['all are there', { quantity: 2, status: confirmed }, 2],
    ['one is missing, both were paid for', { quantity: 2, status: { ...confirmed, quantity: 1 } }, 2],
    ['one is missing, one was paid for', { quantity: 2, status: { ...confirmed, quantity: 1, paid: '29.90' } }, 1],
    ['more were paid for than are ordered now', { quantity: 1, status: { ...confirmed, quantity: 1 } }, 1],
    ['more are there than are ordered now', { quantity: 1, status: confirmed }, 1],
    ['more are there than were paid for', { quantity: 2, status: { ...confirmed, paid: '29.90' } }, 2],
    ['nothing is known of a payment', { quantity: 2, status: { payment: 'CONFIRMED', quantity: 2 } }, 2],
    ['more went back than came in', { quantity: 2, status: { ...confirmed, paid: '-29.90' } }, 2],
    [
      'none is there, but they had seats',
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
    const order = anOrder(said)
    const currency = order.status.currency ?? 'EUR'
    t.strictSame(restored(order, aPlan()), aReservation({ decision: 'Sold', quantity, currency }), why)
  }
})

t.test('a confirmed order of nothing comes back as a hold of nothing', async t => {
  t.strictSame(restored(anOrder({ quantity: 0, status: confirmed }), aPlan()), aReservation({ quantity: 0 }))
})

t.test('what was sold in seats comes back in them, as many as it says', async t => {
  const plan = aPlan({ capacity: 5 })
  const of = (said: Said) => restored(anOrder(said), plan)
  const seated = (seats: number[], said = {}) =>
    aReservation({ decision: 'Sold', quantity: seats.length, seats, ...said })
  const status = { ...confirmed, seats: frozen([7, 3]) }
  t.strictSame(of({ quantity: 2, status }), seated([3, 7]), 'ascending, beyond the capacity too')
  t.strictSame(of({ quantity: 2, status: { ...status, quantity: 0 } }), seated([3, 7]), 'no ticket was made yet')
  t.strictSame(of({ quantity: 1, status }), seated([3, 7]), 'fewer are ordered now: that is for the give-back')
  t.strictSame(of({ quantity: 3, status }), seated([3, 7]), 'more are ordered now')
  t.strictSame(
    of({ quantity: 2, couponRef: 'c', status: { ...status, currency: 'USD' } }),
    seated([3, 7], { currency: 'USD', couponRef: 'c' }),
  )
  const unnumbered = aReservation({ decision: 'Sold', quantity: 2 })
  t.strictSame(of({ quantity: 2, status: confirmed }), unnumbered, 'its plan had no capacity before')
  t.strictSame(restored(anOrder({ quantity: 2, status }), aPlan()), unnumbered, 'its plan has no capacity any more')
})

t.test('what was over stays over', async t => {
  for (const reason of ['Cancelled', 'Expired', 'Refunded']) {
    const order = anOrder({ quantity: 3, status: { payment: 'REJECTED', reason, message: 'It is over' } })
    t.strictSame(
      restored(order, aPlan()),
      aReservation({ decision: 'Released', quantity: 3, reason, message: 'It is over' }),
      reason,
    )
  }
  t.strictSame(
    restored(anOrder({ status: { payment: 'REJECTED', reason: 'Cancelled' } }), aPlan()),
    aReservation({ decision: 'Released', reason: 'Cancelled', message: 'Cancelled' }),
    'without a message',
  )
})

t.test('an order without a past is a new one', async t => {
  const table: [why: string, said: Said][] = [
    ['nobody has answered it', {}],
    ['it waits for its payment', { status: { payment: 'PENDING', paid: '29.90', currency: 'EUR' } }],
    ['it was confirmed, and no ticket was seen', { status: { ...confirmed, quantity: 0 } }],
    ['… nor a seat', { status: { ...confirmed, quantity: 0, seats: [] } }],
    ['it was refused for its price', { status: { payment: 'REJECTED', reason: 'PriceMismatch' } }],
    ['it was rejected for no known reason', { status: { payment: 'REJECTED' } }],
    ['a reason alone says nothing', { status: { payment: 'PENDING', reason: 'Cancelled' } }],
  ]
  for (const [why, said] of table) t.equal(restored(anOrder(said), aPlan()), undefined, why)
})
