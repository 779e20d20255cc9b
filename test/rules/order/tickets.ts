import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { ticketName } from '../../../hooks/rules/order/ticket-names.ts'
import {
  keptSeats,
  keptTickets,
  type ObservedTicket,
  reservedSeats,
  seatedTickets,
  soldTickets,
  stayingTickets,
} from '../../../hooks/rules/order/tickets.ts'
import { fc } from '../../fixtures/properties.ts'
import { frozen } from '../../fixtures/requests.ts'

const order = frozen({ name: 'order-1', uid: 'uid-1' })
const name = (index: number) => ticketName(order, index)

function aTicket(said: Partial<ObservedTicket> = {}): ObservedTicket {
  return { name: 'order-1-1000001', assigned: false, leaving: false, judged: false, ...said }
}

const anyTickets = fc
  .uniqueArray(
    fc.record({
      name: fc.integer({ min: 0, max: 30 }).map(name),
      assigned: fc.boolean(),
      leaving: fc.boolean(),
      judged: fc.boolean(),
    }),
    { selector: ticket => ticket.name, maxLength: 12 },
  )
  .map(frozen)
const anyQuantity = fc.integer({ min: 0, max: 15 })

/** The facts of an order with a quantity; by default its plan has seats of its own. */
function seen(quantity: number, observed: readonly ObservedTicket[], prefix = 'plan-') {
  return frozen({ order, prefix, observed, quantity })
}

t.test('does not change its arguments', async t => {
  const facts = seen(3, [aTicket({ name: 'plan-0000002' }), aTicket({ name: 'plan-0000001', assigned: true })])
  const seats = frozen([3, 1])
  const before = structuredClone({ facts, seats })
  const assigned = new Set([3])
  keptSeats(seats, 1, assigned)
  keptTickets(facts.observed, 1)
  stayingTickets(facts)
  soldTickets(facts, 3)
  seatedTickets(facts, seats)
  reservedSeats(facts, seats)
  t.strictSame({ facts, seats }, before)
  t.strictSame([...assigned], [3])
})

t.test('tickets without an attendee are deleted first, then the highest numbers', async t => {
  const observed = frozen([
    aTicket({ name: 'order-1-4', assigned: true }),
    aTicket({ name: 'order-1-2' }),
    aTicket({ name: 'order-1-5' }),
    aTicket({ name: 'order-1-1', assigned: true, leaving: true }),
    aTicket({ name: 'order-1-3', assigned: true }),
  ])
  const table: [quantity: number, kept: string[]][] = [
    [9, ['order-1-2', 'order-1-3', 'order-1-4', 'order-1-5']],
    [4, ['order-1-2', 'order-1-3', 'order-1-4', 'order-1-5']],
    [3, ['order-1-2', 'order-1-3', 'order-1-4']],
    [2, ['order-1-3', 'order-1-4']],
    [1, ['order-1-3']],
    [0, []],
  ]
  for (const [quantity, kept] of table) t.strictSame(keptTickets(observed, quantity), kept, `${quantity} are ordered`)
})

t.test('no ticket with an attendee is deleted while one without stays', async () => {
  fc.assert(
    fc.property(anyTickets, anyQuantity, (observed, quantity) => {
      const staying = observed.filter(({ leaving }) => !leaving)
      const kept = keptTickets(observed, quantity)
      const went = staying.filter(({ name }) => !kept.includes(name))
      const unassignedStays = staying.some(({ name, assigned }) => kept.includes(name) && !assigned)
      return (
        kept.length === Math.min(quantity, staying.length) &&
        !(unassignedStays && went.some(({ assigned }) => assigned))
      )
    }),
  )
})

t.test('the sequence of the observed tickets does not matter', async () => {
  fc.assert(
    fc.property(anyTickets, anyQuantity, (observed, quantity) =>
      isDeepStrictEqual(keptTickets(observed.toReversed(), quantity), keptTickets(observed, quantity)),
    ),
  )
})

t.test('missing tickets are created, and existing tickets are not created again', async t => {
  const [first, second, third] = [name(0), name(1), name(2)]
  const table: [why: string, observed: ObservedTicket[], kept: string[], sold: number, missing: string[]][] = [
    ['none are there', [], [], 2, [first, second]],
    ['none are sold', [], [], 0, []],
    ['enough are there', [aTicket({ name: first })], [first], 1, []],
    ['more are there than are sold', [aTicket({ name: first }), aTicket({ name: second })], [first, second], 1, []],
    ['one more is sold', [aTicket({ name: first })], [first], 2, [second]],
    ['one in the middle was deleted', [first, third].map(name => aTicket({ name })), [first, third], 3, [second]],
    ['one is on its way out', [aTicket({ name: first, leaving: true })], [], 1, [second]],
    ['a ticket of another name counts', [aTicket({ name: 'seat-7' })], ['seat-7'], 2, [first]],
    ['more are sold than are ordered now', [], [], 9, [first, second, third]],
  ]
  for (const [why, observed, kept, sold, missing] of table) {
    t.strictSame(soldTickets(seen(3, observed), sold), { kept: kept.toSorted(), missing }, why)
  }
})

t.test('surplus tickets are deleted if the reservation is no older than any ticket', async t => {
  const tickets = (judged: boolean[]) => judged.map((judged, index) => aTicket({ name: `order-1-${index}`, judged }))
  const kept = (judged: boolean[]) => soldTickets(seen(3, tickets(judged)), 2).kept
  t.strictSame(kept([true, true, true]), ['order-1-0', 'order-1-1'])
  t.strictSame(kept([true, true, false]), ['order-1-0', 'order-1-1', 'order-1-2'], 'one may be newer')
})

t.test('kept and new tickets add up to the sold number, and no two have one name', async () => {
  fc.assert(
    fc.property(anyTickets, anyQuantity, (observed, quantity) => {
      const { kept, missing } = soldTickets(seen(quantity, observed), quantity)
      const wanted = new Set([...kept, ...missing])
      const fresh = missing.every(name => observed.every(ticket => ticket.name !== name))
      return wanted.size === quantity && kept.length + missing.length === quantity && fresh
    }),
  )
})

t.test('tickets that may be newer than the reservation stay, with their seats', async t => {
  const observed = ['plan-0000003', 'order-1-1234567', 'plan-0000001', 'other-0000002'].map(name => aTicket({ name }))
  t.strictSame(stayingTickets(seen(9, observed)), {
    kept: ['order-1-1234567', 'other-0000002', 'plan-0000001', 'plan-0000003'],
    missing: [],
    seats: [1, 3],
  })
  const [, unnumbered] = observed
  t.strictSame(stayingTickets(seen(9, unnumbered ? [unnumbered] : [])), { kept: ['order-1-1234567'], missing: [] })
  t.strictSame(stayingTickets(seen(0, observed)), { kept: [], missing: [] }, 'fewer are ordered')
  const made = observed.map((ticket, index) => ({ ...ticket, judged: index !== 2 }))
  t.strictSame(
    stayingTickets(seen(1, made)),
    { kept: ['plan-0000001'], missing: [], seats: [1] },
    'a ticket is deleted when its reservation no longer has it',
  )
})

t.test('only tickets of the plan or pool of the seats name seats', async t => {
  const observed = ['hall--0000003', 'plan-0000001', 'hall-0000002', 'plan--0000004'].map(name => aTicket({ name }))
  const kept = ['hall--0000003', 'hall-0000002', 'plan--0000004', 'plan-0000001']
  const table: [prefix: string, seats: number[]][] = [
    ['hall--', [3]],
    ['plan-', [1]],
    ['hall-', [2]],
    ['plan--', [4]],
  ]
  for (const [prefix, seats] of table) {
    t.strictSame(stayingTickets(seen(9, observed, prefix)), { kept, missing: [], seats }, prefix)
  }
  t.strictSame(stayingTickets(seen(9, observed, 'gallery--')), { kept, missing: [] }, 'none is of another pool')
})

t.test('a sold seat of a pool has a ticket named after the pool', async t => {
  const [two, five] = ['hall--0000002', 'hall--0000005']
  const observed = ['hall--0000002', 'plan-0000005', 'hall-0000005'].map(name => aTicket({ name }))
  t.strictSame(seatedTickets(seen(2, observed, 'hall--'), [2, 5]), { kept: [two], missing: [five], seats: [2, 5] })
  const both = frozen([
    aTicket({ name: 'plan-0000002', assigned: true }),
    aTicket({ name: 'hall--0000005', assigned: true }),
  ])
  t.strictSame(
    reservedSeats(seen(1, both, 'hall--'), [2, 5]),
    [5],
    'an attendee of a seat of the plan is of no seat here',
  )
  t.strictSame(reservedSeats(seen(1, both), [2, 5]), [2], 'nor one of the pool of a seat of the plan')
})

t.test('a sold seat has a ticket named after it, and no other ticket stays', async t => {
  const seats = frozen([2, 5, 7])
  const [two, five, seven] = ['plan-0000002', 'plan-0000005', 'plan-0000007'] as const
  const table: [why: string, quantity: number, observed: ObservedTicket[], expected: object][] = [
    ['none are there', 3, [], { kept: [], missing: [two, five, seven], seats: [2, 5, 7] }],
    ['one is there', 3, [aTicket({ name: five })], { kept: [five], missing: [two, seven], seats: [2, 5, 7] }],
    [
      'one is there of a seat that is not reserved any more',
      3,
      [aTicket({ name: 'plan-0000001' })],
      { kept: [], missing: [two, five, seven], seats: [2, 5, 7] },
    ],
    [
      'one is on its way out: it comes back under its name',
      3,
      [aTicket({ name: five, leaving: true })],
      { kept: [], missing: [two, five, seven], seats: [2, 5, 7] },
    ],
    ['fewer are ordered: the highest go', 1, [], { kept: [], missing: [two], seats: [2] }],
    [
      'fewer are ordered: those without an attendee go',
      1,
      [aTicket({ name: two }), aTicket({ name: seven, assigned: true })],
      { kept: [seven], missing: [], seats: [7] },
    ],
    ['more are ordered than were sold', 9, [], { kept: [], missing: [two, five, seven], seats: [2, 5, 7] }],
    ['none are ordered', 0, [aTicket({ name: two })], { kept: [], missing: [], seats: [] }],
  ]
  for (const [why, quantity, observed, expected] of table)
    t.strictSame(seatedTickets(seen(quantity, observed), seats), expected, why)
})

t.test('seats with an attendee are kept first, then the lower numbers', async t => {
  const kept = (quantity: number) => keptSeats([5, 4, 10, 1, 2], quantity, new Set([10, 4, 7]))
  t.strictSame([0, 1, 2, 3, 4, 5, 6].map(kept), [
    [],
    [4],
    [4, 10],
    [1, 4, 10],
    [1, 2, 4, 10],
    [1, 2, 4, 5, 10],
    [1, 2, 4, 5, 10],
  ])
})

t.test('no seat is invented, and no seat with an attendee is lost while one without stays', async () => {
  const some = fc.uniqueArray(fc.integer({ min: 1, max: 12 }))
  fc.assert(
    fc.property(some, fc.nat({ max: 14 }), some, (seats, quantity, people) => {
      const assigned = new Set(people)
      const kept = keptSeats(frozen(seats), quantity, assigned)
      const gone = seats.filter(seat => !kept.includes(seat))
      const worth = (seat: number) => (assigned.has(seat) ? 0 : 1_000) + seat
      return (
        kept.length === Math.min(quantity, seats.length) &&
        kept.every((seat, index) => seats.includes(seat) && seat > (kept[index - 1] ?? 0)) &&
        kept.every(stays => gone.every(goes => worth(stays) < worth(goes)))
      )
    }),
  )
})

t.test('an order keeps its seats with an attendee, then the lowest', async t => {
  const observed = [
    aTicket({ name: 'plan-0000007', assigned: true }),
    aTicket({ name: 'order-1-0000003', assigned: true }),
    aTicket({ name: 'plan-0000008' }),
  ]
  t.strictSame(
    [0, 1, 2, 3, 4, 5].map(quantity => reservedSeats(seen(quantity, observed), [8, 7, 3, 5])),
    [[], [7], [3, 7], [3, 5, 7], [3, 5, 7, 8], [3, 5, 7, 8]],
  )
})

t.test('each kept seat has exactly one ticket', async () => {
  const someSeats = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 })
  const seated = fc.uniqueArray(
    fc.record({
      seat: fc.integer({ min: 1, max: 12 }),
      assigned: fc.boolean(),
      leaving: fc.boolean(),
      judged: fc.boolean(),
    }),
    { selector: ({ seat }) => seat },
  )
  fc.assert(
    fc.property(someSeats, seated, fc.nat({ max: 8 }), (sold, tickets, quantity) => {
      const observed = tickets.map(({ seat, ...rest }) => ({ name: `plan-${String(seat).padStart(7, '0')}`, ...rest }))
      const { kept, missing, seats = [] } = seatedTickets(seen(quantity, observed), frozen(sold))
      const names = [...kept, ...missing].sort()
      return (
        isDeepStrictEqual(
          names,
          seats.map(seat => `plan-${String(seat).padStart(7, '0')}`),
        ) &&
        seats.length === Math.min(quantity, sold.length) &&
        seats.every(seat => sold.includes(seat)) &&
        kept.every(name => observed.some(ticket => ticket.name === name && !ticket.leaving))
      )
    }),
  )
})
