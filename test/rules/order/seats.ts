import t from 'tap'
import { keptSeats, seatOfTicket, seatTicketName } from '../../../hooks/rules/order/seats.ts'
import { fc } from '../../fixtures/properties.ts'
import { frozen } from '../../fixtures/requests.ts'

const anySeat = fc.integer({ min: 1, max: 999_999 })

t.test('does not change its arguments', async t => {
  const [seats, assigned] = [frozen([3, 1, 2]), new Set([3])]
  keptSeats(seats, 2, assigned)
  t.strictSame([seats, [...assigned]], [[3, 1, 2], [3]])
})

t.test('a ticket is named after its seat, in seven digits', async t => {
  t.equal(seatTicketName('early-bird', 1), 'early-bird-0000001')
  t.equal(seatTicketName('early-bird', 999_999), 'early-bird-0999999')
})

t.test('a seat is read from the name of its ticket, and from no other name', async t => {
  t.equal(seatOfTicket('early-bird', 'early-bird-0000042'), 42)
  const others = [
    'early-bird-0000000',
    'early-bird-1000000',
    'early-bird-42',
    'early-bird-00000042',
    'early-bird-000004x',
    'early-bird-  00042',
    'early-bird-000 042',
    'late-night-0000042',
    'early-bird',
    'early',
    '0000042',
    '',
  ]
  for (const name of others) t.equal(seatOfTicket('early-bird', name), undefined, `"${name}"`)
  t.equal(seatOfTicket('early', 'early-bird-0000042'), undefined, 'a plan whose name begins like it')
})

t.test('every seat has a name of its own, which names it', async () => {
  fc.assert(
    fc.property(anySeat, seat => {
      const name = seatTicketName('early-bird', seat)
      return /^early-bird-0[0-9]{6}$/.test(name) && seatOfTicket('early-bird', name) === seat
    }),
  )
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

t.test('no seat is made up, and none with an attendee goes while one without stays', async () => {
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
