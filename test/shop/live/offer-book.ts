import t from 'tap'
import { openOfferBook } from '../../../hooks/shop/live/offer-book.ts'
import { aConference, aPlan } from '../../fixtures/objects.ts'
import { aHall, aReadyConference, atVersion } from '../../fixtures/shop/objects.ts'

t.test('conferences are shown when their namespace exists, in the order of their begin', async t => {
  const book = openOfferBook(() => 0)
  const named = (name: string, startsAt?: string) => aReadyConference({ name, ...(startsAt && { startsAt }) })
  const pending = atVersion(aConference({ name: 'pending' }), 1)
  const leaving = aReadyConference({ name: 'leaving', metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } })
  const all = [
    ...[named('b'), named('late', '2027-06-01T09:00:00Z'), pending, named('early', '2027-05-01T09:00:00+02:00')],
    ...[leaving, named('a'), named('too', '2027-06-01T09:00:00Z')],
  ]
  for (const conference of all) book.listeners.conferences.onChange(conference)
  t.strictSame(
    book.conferences().map(({ metadata }) => metadata.name),
    ['early', 'late', 'too', 'a', 'b'],
  )
  t.strictSame(book.findConference('early'), all[3])
  t.strictSame(['pending', 'leaving', 'nobody'].map(book.findConference), [undefined, undefined, undefined])
})

t.test('pages see changes of plans and pools at most once a second, decisions see them at once', async t => {
  let now = 0
  const book = openOfferBook(() => now)
  const left = (count: number) => atVersion(aPlan({ status: { left: count } }), 10 - count)
  const shownLeft = () => book.shownOffers('conf').plans.get('plan')?.status?.left
  book.listeners.plans.onChange(left(2))
  t.equal(shownLeft(), 2)
  const first = book.shownOffers('conf')
  book.listeners.plans.onChange(left(1))
  now = 999
  t.equal(shownLeft(), 2)
  t.equal(book.presentOffers('conf').plans.get('plan')?.status?.left, 1)
  t.equal(book.shownOffers('conf'), first)
  now = 1_000
  t.equal(shownLeft(), 1)
  t.equal(first.plans.get('plan')?.status?.left, 2)
  const second = book.shownOffers('conf')
  now = 9_000
  t.equal(book.shownOffers('conf'), second, 'nothing has changed')
  book.listeners.seatpools.onChange(atVersion(aHall(), 1))
  t.strictSame([...book.shownOffers('conf').pools.keys()], ['hall'])
  t.strictSame(book.shownOffers('other'), { plans: new Map(), pools: new Map() })
})

t.test('it is complete when every list was, and away when changes have not arrived for five seconds', async t => {
  let now = 0
  const book = openOfferBook(() => now)
  const { conferences, plans, seatpools } = book.listeners
  for (const listener of [conferences, plans, seatpools]) {
    t.equal(book.isComplete(), false)
    listener.onListStart()
    listener.onPage([])
    listener.onListEnd(1n)
    listener.onConnection(true)
  }
  now = 60_000
  t.strictSame([book.isComplete(), book.isAway()], [true, false])
  t.strictSame(book.silentMs(), { conferences: 0, plans: 0, seatpools: 0 })
  plans.onConnection(false)
  now = 65_000
  t.equal(book.isAway(), false)
  now = 65_001
  t.equal(book.isAway(), true)
  t.strictSame(book.silentMs(), { conferences: 0, plans: 5_001, seatpools: 0 })
  plans.onConnection(true)
  t.equal(book.isAway(), false)
})
