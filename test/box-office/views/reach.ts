import t from 'tap'
import { createReach } from '../../../hooks/box-office/views/reach.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
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

t.test('each event advances the reservation watch, which never goes back', async t => {
  const { reach, reached, changed } = start('Reservation')
  reach.advanceBy(aReservation({ metadata: { resourceVersion: '12' } }))
  reach.advanceTo(11n)
  reach.advanceBy({})
  t.strictSame(reached, { orders: 10n, reservations: 12n, coupons: 10n })
  t.strictSame(changed, [], 'a conference that waits for it sees the event')
})

t.test('every conference is notified of a bookmark, and of an event of a coupon', async t => {
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

t.test('a defect in one conference does not stop the notification of others', async t => {
  const { reach, changed, logged, conference } = start('Reservation')
  const defect = new Error('a defect')
  conference('conf').defect = defect
  reach.notifyAll()
  t.strictSame(logged, [[{ err: defect, namespace: 'conf' }, 'handling the progress of a watch failed']])
  t.strictSame(conference('other').told, [['reach', now]])
  t.strictSame(changed, ['conf', 'other'])
})

t.test('other kinds record nothing', async t => {
  const { reach, reached, changed } = start('Payment')
  reach.advanceTo(20n)
  reach.advanceBy(aReservation({ metadata: { resourceVersion: '21' } }))
  reach.notifyAll()
  t.strictSame([reached, changed], [{ orders: 10n, reservations: 10n, coupons: 10n }, []])
})
