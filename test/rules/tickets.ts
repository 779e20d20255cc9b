import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { ticketName } from '../../hooks/rules/ticket-name.ts'
import { keptTickets, missingTickets, type ObservedTicket } from '../../hooks/rules/tickets.ts'
import { frozen } from '../fixtures/requests.ts'

const order = frozen({ name: 'order-1', uid: 'uid-1' })
const name = (index: number) => ticketName(order, index)

function aTicket(said: Partial<ObservedTicket> = {}): ObservedTicket {
  return { name: 'order-1-1000001', assigned: false, leaving: false, ...said }
}

const anyTickets = fc
  .uniqueArray(
    fc.record({ name: fc.integer({ min: 0, max: 30 }).map(name), assigned: fc.boolean(), leaving: fc.boolean() }),
    { selector: ticket => ticket.name, maxLength: 12 },
  )
  .map(frozen)
const anyQuantity = fc.integer({ min: 0, max: 15 })

t.test('does not change its arguments', async t => {
  const observed = frozen([aTicket({ name: 'order-1-2' }), aTicket({ name: 'order-1-1', assigned: true })])
  const kept = frozen(['order-1-1'])
  const before = structuredClone({ order, observed, kept })
  keptTickets(observed, 1)
  missingTickets(order, { kept, observed, quantity: 3 })
  t.strictSame({ order, observed, kept }, before)
})

t.test('tickets without an attendee go first, then the highest numbers', async t => {
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

t.test('no ticket with an attendee goes while one without stays', async () => {
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

t.test('which tickets stay does not depend on the order in which they are seen', async () => {
  fc.assert(
    fc.property(anyTickets, anyQuantity, (observed, quantity) =>
      isDeepStrictEqual(keptTickets(observed.toReversed(), quantity), keptTickets(observed, quantity)),
    ),
  )
})

t.test('tickets are made until there are enough, and none that is there is made again', async t => {
  const [first, second, third] = [name(0), name(1), name(2)]
  const table: [why: string, observed: ObservedTicket[], kept: string[], quantity: number, missing: string[]][] = [
    ['none are there', [], [], 2, [first, second]],
    ['none are ordered', [], [], 0, []],
    ['enough are there', [aTicket({ name: first })], [first], 1, []],
    ['more are kept than are sold', [aTicket({ name: first }), aTicket({ name: second })], [first, second], 1, []],
    ['one more is ordered', [aTicket({ name: first })], [first], 2, [second]],
    ['one in the middle was deleted', [first, third].map(name => aTicket({ name })), [first, third], 3, [second]],
    ['one is on its way out', [aTicket({ name: first, leaving: true })], [], 1, [second]],
    ['a ticket of another name counts', [aTicket({ name: 'seat-7' })], ['seat-7'], 2, [first]],
  ]
  for (const [why, observed, kept, quantity, missing] of table) {
    t.strictSame(missingTickets(order, { kept, observed, quantity }), missing, why)
  }
})

t.test('kept and made tickets are together as many as are ordered, and no two have one name', async () => {
  fc.assert(
    fc.property(anyTickets, anyQuantity, (observed, quantity) => {
      const kept = keptTickets(observed, quantity)
      const missing = missingTickets(order, { kept, observed, quantity })
      const wanted = new Set([...kept, ...missing])
      const fresh = missing.every(name => observed.every(ticket => ticket.name !== name))
      return wanted.size === quantity && kept.length + missing.length === quantity && fresh
    }),
  )
})
