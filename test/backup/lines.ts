import t from 'tap'
import { laterSeconds, lineFaults } from '../../hooks/backup/lines.ts'
import { sequenceOf } from '../../hooks/backup/sequence.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { anOrder, aPayment, aPlan, aReservation } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { soldConference } from '../fixtures/sold-conference.ts'

type Said = Parameters<typeof anOrder>[0] & { decision?: Parameters<typeof aReservation>[0] }

const at = (second: number) => new Date(Date.parse('2026-11-20T08:00:00Z') + second * 1000).toISOString()

/** Orders that came a second apart, of the plan "seats" and without an answer unless told; and that plan. */
function cameIn(orders: [name: string, said?: Said][], { isLimited = true } = {}) {
  const plan = aPlan({ name: 'seats', ...(isLimited && { capacity: 5 }) })
  const objects = orders.flatMap(([name, { decision, ...said } = {}], second) => [
    anOrder({ name, planRef: 'seats', ...said, metadata: { creationTimestamp: at(second) } }),
    ...(decision ? [aReservation({ name, ...decision })] : []),
  ])
  return [plan, ...objects] as ArchivedObject[]
}

const later = (...of: Parameters<typeof cameIn>) => [...laterSeconds(cameIn(...of))]

t.test('an order whose name is before that of the one before it in line is made a second later', async t => {
  t.strictSame(later([]), [])
  t.strictSame(later([['a'], ['b'], ['c']]), [])
  t.strictSame(later([['b'], ['a']]), ['a'])
  t.strictSame(later([['c'], ['a'], ['b']]), ['a'])
  t.strictSame(later([['c'], ['b'], ['a']]), ['b', 'a'])
  t.strictSame([...laterSeconds(soldConference)], ['waiting-a', 'unanswered'])
})

t.test('every plan has a line of its own', async t => {
  const other = { planRef: 'other' }
  t.strictSame(later([['b'], ['a', other], ['c'], ['d', other]]), [])
  t.strictSame(later([['d'], ['c', other], ['a'], ['b', other]]), ['a'], 'after it all are of a later second')
})

t.test('who has got everything, or nothing for good, does not stand in line', async t => {
  const first = (said: Said) => later([['b', said], ['a']])
  const settled = (decision: Said['decision'], more: Said = {}) => first({ decision, ...more }).length === 0
  t.ok(settled({ decision: 'Held' }))
  t.ok(settled({ decision: 'Sold', quantity: 2 }))
  t.ok(settled({ decision: 'Held', quantity: 0 }, { quantity: 0 }))
  t.ok(settled({ decision: 'Released', reason: 'Cancelled' }))
  t.ok(settled({ decision: 'Released', reason: 'Expired' }), 'what lapsed unpaid asks for nothing')
  t.notOk(settled({ decision: 'Held' }, { quantity: 2 }), 'asks for more')
  t.notOk(settled({ decision: 'Waitlisted' }))
  t.notOk(settled({ decision: 'Refused' }), 'is looked at again')
})

t.test('who has paid for what lapsed stands in line, who is refunded or has cancelled does not', async t => {
  const paid = (reason: string) => {
    const objects = cameIn([['b', { decision: { decision: 'Released', reason } }], ['a']])
    return [...laterSeconds([...objects, aPayment({ orderRef: 'b' }) as ArchivedObject])]
  }
  t.strictSame(paid('Expired'), ['a'])
  t.strictSame(paid('Refunded'), [])
  t.strictSame(paid('Cancelled'), [])
})

t.test('where nothing is scarce there is no line', async t => {
  const unlimited = { isLimited: false }
  const couponRef = 'coupon'
  t.strictSame(later([['b'], ['a']], unlimited), [])
  t.strictSame(
    later(
      [
        ['b', { couponRef }],
        ['a', { couponRef }],
      ],
      unlimited,
    ),
    ['a'],
    'a coupon may be limited',
  )
  t.strictSame(
    later(
      [
        ['b', { planRef: 'x' }],
        ['a', { planRef: 'x' }],
      ],
      unlimited,
    ),
    ['a'],
    'what is not there may be',
  )
})

t.test('who does not stand behind the one before any more is told', async t => {
  const backup = cameIn([['b'], ['a'], ['x', { planRef: 'other' }], ['c', { decision: { decision: 'Held' } }]])
  t.strictSame(lineFaults(backup, backup), [])
  const together = backup.map(object => ({ ...object, metadata: { ...object.metadata, creationTimestamp: at(0) } }))
  t.strictSame(lineFaults(backup, together), ['Order "a" must stand in line behind Order "b"'])
  const but = (name: string) => together.filter(({ metadata }) => metadata.name !== name)
  t.strictSame(lineFaults(backup, but('a')), [], 'that it is missing is told elsewhere')
  t.strictSame(lineFaults(backup, but('b')), [])
})

t.test('made so, with nothing but whole seconds to tell, all lines are as they were', async () => {
  const said = fc.record({
    planRef: fc.constantFrom('seats', 'other'),
    decision: fc.constantFrom(undefined, { decision: 'Sold' as const }, { decision: 'Waitlisted' as const }),
  })
  const names = fc.uniqueArray(fc.stringMatching(/^[a-c]{1,2}$/), { maxLength: 12 })
  const orders = names.chain(all => fc.tuple(...all.map(name => fc.tuple(fc.constant(name), said))))
  fc.assert(
    fc.property(orders, came => {
      const backup = cameIn(
        came.map(([name, { decision, ...rest }]) => [name, decision ? { ...rest, decision } : rest]),
      )
      const pauses = laterSeconds(backup)
      let second = 100
      const restored = sequenceOf('Order', backup).map(order => {
        if (pauses.has(order.metadata.name)) second += 1
        return { ...order, metadata: { ...order.metadata, creationTimestamp: at(second) } }
      })
      return lineFaults(backup, restored).length === 0
    }),
  )
})
