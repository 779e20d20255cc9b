import t from 'tap'
import { sequenceOf } from '../../hooks/backup/sequence.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { anOrder, aReservation } from '../fixtures/objects.ts'
import { soldConference } from '../fixtures/sold-conference.ts'

const names = (objects: readonly ArchivedObject[]) => objects.map(({ metadata }) => metadata.name)

t.test('orders are made again in order of arrival, those of one second in that of their names', async t => {
  const at = (name: string, second: string) =>
    anOrder({ name, metadata: { creationTimestamp: `2026-11-20T08:00:${second}Z`, resourceVersion: '1' } })
  const orders = [at('d', '03'), at('b', '02'), at('c', '01'), at('a', '02'), at('b', '02')] as ArchivedObject[]
  t.strictSame(names(sequenceOf('Order', orders)), ['c', 'a', 'b', 'b', 'd'])
  t.strictSame(names(orders), ['d', 'b', 'c', 'a', 'b'], 'what is given stays as it is')
})

t.test('everything else as it was written last: of two that claim one seat the earlier one keeps it', async t => {
  const written = (name: string, resourceVersion?: string) =>
    aReservation({ name, metadata: { ...(resourceVersion && { resourceVersion }) } })
  const reservations = [written('c', '10'), written('a', '9'), written('b', '100'), written('d')] as ArchivedObject[]
  t.strictSame(names(sequenceOf('Reservation', reservations)), ['d', 'a', 'c', 'b'])
})

t.test('a kind is asked for alone', async t => {
  t.strictSame(names(sequenceOf('Order', soldConference)), ['sold', 'waiting-b', 'waiting-a', 'unanswered'])
  t.strictSame(names(sequenceOf('Coupon', soldConference)), ['few'])
  t.strictSame(sequenceOf('Coupon', []), [])
})
