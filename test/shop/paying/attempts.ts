import t from 'tap'
import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import { isUnended, mostRecent, noAttempts, readAttempts } from '../../../hooks/shop/paying/attempts.ts'
import { aCheckout, anOrder } from '../../fixtures/objects.ts'

const status = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment' } as const
const order = anOrder({ status })

/** Reads the attempts of an order that has so many checkouts, with the names that were asked for. */
async function read(
  count: number,
  { of = order, checkoutOf = (number: number) => aCheckout({ name: `order-1-${number}` }) } = {},
) {
  const asked: string[] = []
  const attempts = await readAttempts(of, async name => {
    asked.push(name)
    const number = Number(name.split('-').at(-1))
    return number <= count ? checkoutOf(number) : undefined
  })
  return { asked, next: attempts.next, names: attempts.recent.map(({ metadata }) => metadata.name) }
}

const named = (...numbers: number[]) => numbers.map(number => `order-1-${number}`)

t.test('the attempts of an order are read by their names, the newest first', async t => {
  t.strictSame(await read(0), { asked: named(1), next: 1, names: [] })
  t.strictSame(await read(1), { asked: named(1, 2), next: 2, names: named(1) })
  t.strictSame(await read(3), { asked: named(1, 2, 4, 3), next: 4, names: named(3, 2, 1) })
})

t.test('an order with many attempts has few of them read', async t => {
  for (const count of [12, 63, 64, 98, 99]) {
    const { asked, next, names } = await read(count)
    t.equal(next, count + 1)
    t.strictSame(names, named(...Array.from({ length: mostRecent }, (_, index) => count - index)))
    t.equal(new Set(asked).size, asked.length, 'none is read twice')
    t.ok(asked.length <= 24, `${asked.length} reads`)
    t.notOk(asked.includes('order-1-100'), 'no name has a higher number')
  }
})

t.test('a checkout of an earlier order of the same name keeps its number, and nothing else', async t => {
  const { next, names } = await read(2, {
    checkoutOf: number => aCheckout({ name: `order-1-${number}`, ...(number === 1 && { orderUid: 'earlier' }) }),
  })
  t.strictSame({ next, names }, { next: 3, names: named(2) })
})

t.test('nothing is read for an order that nobody can pay', async t => {
  const payment = 'REJECTED'
  for (const one of [
    anOrder(),
    anOrder({ status: { ...status, payment: 'CONFIRMED' } }),
    anOrder({ status: { ...status, payment, reason: 'SaleOver' } }),
  ]) {
    t.strictSame(await read(1, { of: one }), { asked: [], next: noAttempts.next, names: [] })
  }
  const expired = anOrder({ status: { ...status, payment, reason: 'Expired' } })
  t.strictSame((await read(1, { of: expired })).names, named(1), 'the buyer may have paid just before the end')
})

t.test('an attempt can bring money until it has ended', async t => {
  const { status: _, ...unanswered } = aCheckout()
  const states = ['Requested', 'Open', 'Paid', 'Expired', 'Failed'] as const
  const checkouts: Checkout[] = [unanswered, ...states.map(state => aCheckout({ status: { state } }))]
  t.strictSame(checkouts.map(isUnended), [true, true, true, false, false, false])
})
