import t from 'tap'
import { createReach } from '../../../hooks/box-office/views/reach.ts'
import { fakeRegistry } from '../../fixtures/fake-conference.ts'
import { aCoupon, aReservation, now } from '../../fixtures/objects.ts'

function start(kind: string) {
  const { registry, registered, conference } = fakeRegistry()
  const reached = { orders: 10n, reservations: 10n, coupons: 10n }
  const [changed, logged]: [string[], unknown[][]] = [[], []]
  const reach = createReach(kind, {
    reached,
    registry,
    clock: { now: () => now },
    onChange: ({ namespace }) => void changed.push(namespace),
    log: { error: (...line: unknown[]) => void logged.push(line) } as never,
  })
  for (const namespace of ['conf', 'other']) registered(namespace)
  return { reach, reached, changed, logged, conference }
}

t.test('the watch of reservations comes further with each event, and never goes back', async t => {
  const { reach, reached, changed } = start('Reservation')
  reach.advanceBy(aReservation({ metadata: { resourceVersion: '12' } }))
  reach.advanceTo(11n)
  reach.advanceBy({})
  t.strictSame(reached, { orders: 10n, reservations: 12n, coupons: 10n })
  t.strictSame(changed, [], 'who waits for it sees the event')
})

t.test('a bookmark is told to every conference, and so is an event of a coupon', async t => {
  const { reach, reached, changed, conference } = start('Coupon')
  reach.advanceTo(15n)
  t.strictSame(changed, [])
  reach.notifyAll()
  t.strictSame(changed, ['conf', 'other'])
  t.strictSame(conference('other').told, [['reach', now]])
  reach.advanceBy(aCoupon({ metadata: { resourceVersion: '16' } }))
  t.strictSame(changed, ['conf', 'other', 'conf', 'other'])
  t.strictSame(reached, { orders: 10n, reservations: 10n, coupons: 16n })
})

t.test('a defect in one conference keeps no other from being told', async t => {
  const { reach, changed, logged, conference } = start('Reservation')
  const defect = new Error('a defect')
  conference('conf').defect = defect
  reach.notifyAll()
  t.strictSame(logged, [[{ err: defect, namespace: 'conf' }, 'handling the progress of a watch failed']])
  t.strictSame(conference('other').told, [['reach', now]])
  t.strictSame(changed, ['conf', 'other'])
})

t.test('of other kinds nothing is noted', async t => {
  const { reach, reached, changed } = start('Payment')
  reach.advanceTo(20n)
  reach.advanceBy(aReservation({ metadata: { resourceVersion: '21' } }))
  reach.notifyAll()
  t.strictSame([reached, changed], [{ orders: 10n, reservations: 10n, coupons: 10n }, []])
})
