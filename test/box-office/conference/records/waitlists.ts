import t from 'tap'
import type { Waiter } from '../../../../hooks/box-office/conference/case-file/waiter.ts'
import { createWaitlists } from '../../../../hooks/box-office/conference/records/waitlists.ts'

const front = { at: Number.NEGATIVE_INFINITY, name: '', uid: '' }

function waiter(name: string, said: Partial<Waiter> = {}): Waiter {
  return { name, uid: `uid-of-${name}`, at: 1, planRef: 'plan', tickets: 1, ...said }
}

/** Waitlists of these waiters, and the names of those that ask for at most so many tickets, in order. */
function open(...waiters: Waiter[]) {
  const waitlists = createWaitlists()
  for (const one of waiters) waitlists.set(one.name, one)
  const names = (tickets = 100, planRef = 'plan') => {
    const found: string[] = []
    let next = waitlists.next(planRef, { place: front, tickets })
    for (; next !== undefined; next = waitlists.next(planRef, { place: next, tickets })) found.push(next.name)
    return found
  }
  return { waitlists, names }
}

t.test('the order that has waited longest comes first, then by name and uid', async t => {
  const { names } = open(waiter('c', { at: 2 }), waiter('b'), waiter('a'), waiter('d', { at: 1 }))
  t.strictSame(names(), ['a', 'b', 'd', 'c'])
})

t.test('orders that ask for more than is free are passed over', async t => {
  const { names } = open(waiter('a', { tickets: 3 }), waiter('b', { tickets: 2 }), waiter('c', { at: 2 }))
  t.strictSame(
    [3, 2, 1, 0].map(names1 => names(names1)),
    [['a', 'b', 'c'], ['b', 'c'], ['c'], []],
  )
})

t.test('each plan has its own waitlist', async t => {
  const { names } = open(waiter('a'), waiter('b', { planRef: 'other' }))
  t.strictSame([names(), names(1, 'other'), names(1, 'third')], [['a'], ['b'], []])
})

t.test('a changed wish replaces the place of an order, and an order that no longer waits has none', async t => {
  const { waitlists, names } = open(waiter('a'), waiter('b', { tickets: 2 }))
  waitlists.set('a', waiter('a', { at: 5, tickets: 2, planRef: 'other' }))
  t.strictSame([names(), names(2, 'other')], [['b'], ['a']])
  waitlists.set('b', waiter('b', { tickets: 1 }))
  t.strictSame(names(1), ['b'])
  waitlists.set('b', undefined)
  waitlists.set('c', undefined)
  t.strictSame(names(), [])
})
