import t from 'tap'
import { SeatMap, SeatMaps } from '../../../../hooks/rules/box-office/stock/seat-map.ts'
import { fc } from '../../../fixtures/properties.ts'

t.test('in an empty map all seats are free, from 1 on', async t => {
  const map = new SeatMap()
  t.strictSame(
    [map.heldTickets, map.lowestFree(0), map.lowestFree(3), map.countClaims(1), map.holders(1)],
    [0, [], [1, 2, 3], 0, []],
  )
})

t.test('the lowest seats that nobody claims are free, between others and far beyond them', async t => {
  const map = new SeatMap()
  map.take([1, 3, 200_000], 0)
  t.strictSame([map.heldTickets, map.lowestFree(3)], [3, [2, 4, 5]])
  map.take([2], 0)
  t.strictSame([map.heldTickets, map.lowestFree(2)], [4, [4, 5]])
  map.release([1], 0)
  t.strictSame([map.heldTickets, map.lowestFree(2)], [3, [1, 4]], 'a released seat is free again')
  const first = Array.from({ length: 200 }, (_, index) => index + 1)
  const full = new SeatMap()
  full.take(first, 0)
  t.strictSame(full.lowestFree(2), [201, 202], 'more are held than there was room for at first')
  const exact = new SeatMap()
  exact.take(first.slice(0, 63), 0)
  t.strictSame(exact.lowestFree(1), [64], 'all seats are held that there is room for')
})

t.test('a seat far beyond the others counts like any other', async t => {
  for (const seat of [64, 100, 128, 200, 999_999]) {
    const map = new SeatMap()
    map.take([seat], 0)
    t.strictSame([map.countClaims(seat), map.countClaims(seat - 1), map.countClaims(seat + 1)], [1, 0, 0], String(seat))
  }
})

t.test('a seat with two claims is free once both are released', async t => {
  const map = new SeatMap()
  map.take([1], 0)
  map.take([1], 0)
  t.strictSame([map.heldTickets, map.countClaims(1), map.lowestFree(1)], [2, 2, [2]])
  map.release([1], 0)
  t.strictSame([map.heldTickets, map.countClaims(1), map.lowestFree(1)], [1, 1, [2]])
  map.release([1], 0)
  t.strictSame([map.heldTickets, map.countClaims(1), map.lowestFree(1)], [0, 0, [1]])
})

t.test('tickets without a seat count too', async t => {
  const map = new SeatMap()
  map.take([1], 3)
  t.strictSame([map.heldTickets, map.lowestFree(1)], [4, [2]])
  map.release([1], 2)
  t.equal(map.heldTickets, 1)
})

t.test('names are listed while their holds overlap', async t => {
  const map = new SeatMap()
  map.note('a', [1, 2])
  t.strictSame([map.overlappingNames(), map.isOverlapping('a')], [[], false], 'one alone')
  map.note('b', [2, 3])
  t.strictSame([map.overlappingNames(), map.holders(2), map.isOverlapping('b')], [['a', 'b'], ['a', 'b'], true])
  map.note('c', [2, 3])
  t.strictSame(
    [map.overlappingNames(), map.holders(2)],
    [
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ],
    'a third',
  )
  map.forget('b', [2, 3])
  t.strictSame(
    [map.overlappingNames(), map.holders(2)],
    [
      ['a', 'c'],
      ['a', 'c'],
    ],
    'the second has gone',
  )
  map.forget('a', [1, 2])
  t.strictSame([map.overlappingNames(), map.holders(2), map.isOverlapping('c')], [[], ['c'], false], 'the first, too')
  map.forget('c', [2, 3])
  t.strictSame([map.holders(1), map.holders(2), map.holders(3)], [[], [], []])
})

interface Hold {
  seats: number[]
  unseated: number
}

// Its marks have room for 63 seats at first, and for twice as many then.
const seat = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 60, max: 70 }), fc.constantFrom(127, 128, 129))
const hold: fc.Arbitrary<Hold> = fc.record({
  seats: fc.uniqueArray(seat, { maxLength: 4 }),
  unseated: fc.nat({ max: 2 }),
})

t.test('after any sequence of changes, the map agrees with a plain count of all holds', async () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 5 }), hold)), steps => {
      const map = new SeatMap()
      const holds = new Map<string, Hold>()
      return steps.every(([who, next]) => {
        const name = `order-${who}`
        const before = holds.get(name)
        if (before !== undefined) {
          map.release(before.seats, before.unseated)
          map.forget(name, before.seats)
          holds.delete(name)
        } else {
          map.take(next.seats, next.unseated)
          map.note(name, next.seats)
          holds.set(name, next)
        }
        return isCounted(map, holds)
      })
    }),
    { numRuns: 500 },
  )
})

function isCounted(map: SeatMap, holds: ReadonlyMap<string, Hold>): boolean {
  const seats = [...holds.values()].flatMap(hold => hold.seats)
  const held = [...holds.values()].reduce((sum, hold) => sum + hold.seats.length + hold.unseated, 0)
  const free = Array.from({ length: 140 }, (_, index) => index + 1).filter(seat => !seats.includes(seat))
  const isShared = (seat: number) => seats.filter(other => other === seat).length > 1
  const overlapping = [...holds].filter(([, hold]) => hold.seats.some(isShared)).map(([name]) => name)
  return (
    map.heldTickets === held &&
    String(map.lowestFree(110)) === String(free.slice(0, 110)) &&
    String(map.overlappingNames().sort()) === String(overlapping.sort())
  )
}

t.test('a plan keeps its seat map while it holds tickets', async t => {
  const maps = new SeatMaps()
  maps.keepMapOf('plan').take([1, 2], 0)
  maps.keepMapOf('student').take([1], 0)
  t.strictSame(
    [maps.mapOf('plan').heldTickets, maps.mapOf('student').heldTickets, maps.mapOf('other').heldTickets],
    [2, 1, 0],
  )
  maps.dropUnused('plan')
  t.equal(maps.mapOf('plan').heldTickets, 2)
  maps.mapOf('plan').release([1, 2], 0)
  t.strictSame([maps.keepMapOf('plan'), maps.mapOf('plan').heldTickets], [maps.mapOf('plan'), 0])
})

t.test('nothing remains of a plan without held tickets', async t => {
  const maps = new SeatMaps()
  maps.keepMapOf('plan').take([], 3)
  maps.mapOf('plan').release([], 3)
  const before = maps.mapOf('plan')
  maps.dropUnused('plan')
  t.not(maps.mapOf('plan'), before)
  maps.dropUnused('other')
  t.equal(maps.mapOf('other').heldTickets, 0)
})
