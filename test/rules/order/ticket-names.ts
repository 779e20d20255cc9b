import t from 'tap'
import { seatOfTicket, seatTicketName, ticketName } from '../../../hooks/rules/order/ticket-names.ts'
import { fc } from '../../fixtures/properties.ts'
import { frozen } from '../../fixtures/requests.ts'

const anySeat = fc.integer({ min: 1, max: 999_999 })
const anyUid = fc.oneof(fc.uuid(), fc.string())

t.test('a ticket is named after its seat of a plan or pool, in seven digits', async t => {
  t.equal(seatTicketName('early-bird-', 1), 'early-bird-0000001')
  t.equal(seatTicketName('early-bird-', 999_999), 'early-bird-0999999')
  t.equal(seatTicketName('hall--', 1), 'hall--0000001')
})

t.test('a seat is read from the name of its ticket, and from no other name', async t => {
  t.equal(seatOfTicket('early-bird-', 'early-bird-0000042'), 42)
  t.equal(seatOfTicket('hall--', 'hall--0000042'), 42)
  const others = [
    'early-bird-0000000',
    'early-bird-1000000',
    'early-bird-42',
    'early-bird-00000042',
    'early-bird-000004x',
    'early-bird-  00042',
    'early-bird-000 042',
    'early-bird--0000042',
    'early-bird--000042',
    'late-night-0000042',
    'early-bird-',
    'early-bird',
    'early',
    '0000042',
    '',
  ]
  for (const name of others) t.equal(seatOfTicket('early-bird-', name), undefined, `"${name}"`)
  t.equal(seatOfTicket('early-', 'early-bird-0000042'), undefined, 'a plan whose name begins like it')
})

t.test('a plan and a pool of one name share no ticket', async t => {
  t.equal(seatOfTicket('hall-', 'hall--0000042'), undefined)
  t.equal(seatOfTicket('hall--', 'hall-0000042'), undefined)
})

t.test('the ticket of every seat has a unique name with its plan or pool', async () => {
  const prefixes = ['early-bird-', 'early-bird--', 'early-', 'early--'] as const
  fc.assert(
    fc.property(anySeat, fc.constantFrom(...prefixes), (seat, prefix) => {
      const name = seatTicketName(prefix, seat)
      return (
        /^early(-bird)?--?0[0-9]{6}$/.test(name) &&
        prefixes.every(other => seatOfTicket(other, name) === (other === prefix ? seat : undefined))
      )
    }),
  )
})

t.test('does not change its arguments', async t => {
  const order = frozen({ name: 'order-1', uid: 'uid-1' })
  const before = structuredClone(order)
  ticketName(order, 3)
  t.strictSame(order, before)
})

t.test('the ticket names of an order never change, because people have its tickets', async t => {
  const order = { name: 'order-1', uid: '8b6f8d5e-3c1b-4d55-9a53-0d6f7a1b2c3d' }
  t.strictSame(
    [0, 1, 2].map(index => ticketName(order, index)),
    ['order-1-5749201', 'order-1-2311508', 'order-1-7873815'],
  )
})

t.test('two orders of one name have different numbers', async t => {
  t.not(ticketName({ name: 'order-1', uid: 'uid-1' }, 0), ticketName({ name: 'order-1', uid: 'uid-2' }, 0))
})

t.test('a name is that of the order and seven digits', async () => {
  const index = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(anyUid, index, (uid, n) => /^order-1-[1-9][0-9]{6}$/.test(ticketName({ name: 'order-1', uid }, n))),
  )
})

t.test('no two of the first five thousand names of an order are alike', async () => {
  const names = (uid: string) =>
    Array.from({ length: 5_000 }, (_, index) => ticketName({ name: 'order-1', uid }, index))
  fc.assert(
    fc.property(anyUid, uid => new Set(names(uid)).size === 5_000),
    { numRuns: 20 },
  )
})

t.test('no two of all nine million numbers are alike: the step shares no factor with their range', async t => {
  const range = 9_000_000
  const number = (uid: string, index: number) => Number(ticketName({ name: 'o', uid }, index).slice(2)) - 1_000_000
  const step = (number('uid', 1) - number('uid', 0) + range) % range
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  t.equal(divisor(range, step), 1)
  const index = fc.integer({ min: 0, max: range - 1 })
  fc.assert(
    fc.property(anyUid, index, (uid, n) => number(uid, n) === (number(uid, 0) + n * step) % range),
    { numRuns: 1_000 },
  )
})
