import t from 'tap'
import { SeatMaps } from '../../../../hooks/rules/box-office/stock/seat-maps.ts'

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
