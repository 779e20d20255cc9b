import t from 'tap'
import type { CaseFile } from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { isHoping, placeOfFile, waiterOf } from '../../../../hooks/box-office/conference/case-file/waiter.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { anOrder, now } from '../../../fixtures/objects.ts'

const minute = (minutes: number) => `2026-11-20T07:${String(minutes).padStart(2, '0')}:00Z`
const placedAt = (minutes: number) => Date.parse(minute(minutes))

const order = anOrder({ quantity: 3, metadata: { creationTimestamp: minute(5) } })
const file: CaseFile = { name: 'order-1', order: orderFacts(order) }
const place = { name: 'order-1', uid: 'uid-of-order-1' }
const waitingSince = minute(7)

type Said = NonNullable<Parameters<typeof reservationOf>[1]>
const watched = (said: Said) => observe(reservationOf(order, said))
const flight = (said: Said, state: 'under way' | 'held back' | 'unknown' = 'under way') => {
  const write = { name: 'order-1', spec: reservationOf(order, said).spec, order: { name: 'order-1', uid: 'u' } }
  return { write, state }
}

t.test('the place follows from the order and its own reservation', async t => {
  const { order: _, ...withoutOrder } = { ...file, watched: watched({ waitingSince }) }
  const another = watched({ waitingSince, orderUid: 'another' })
  t.strictSame(
    [file, { ...file, watched: watched({ waitingSince }) }, { ...file, watched: another }, withoutOrder].map(
      placeOfFile,
    ),
    [
      { at: placedAt(5), ...place },
      { at: placedAt(7), ...place },
      { at: placedAt(5), ...place },
      { at: 0, name: 'order-1', uid: '' },
    ],
  )
})

t.test('a waiter waits for its missing tickets, in its place', async t => {
  const waits = (said: Said) => waiterOf({ ...file, watched: watched(said) })
  t.strictSame(
    [
      waits({ decision: 'Waitlisted', quantity: 3 }),
      waits({ decision: 'Held', quantity: 1, waitingSince }),
      waits({ decision: 'Held', quantity: 3 }),
      waits({ decision: 'Waitlisted', quantity: 3, orderUid: 'another' }),
      waiterOf(file),
      waiterOf({ name: 'order-1', watched: watched({ decision: 'Waitlisted' }) }),
    ],
    [
      { at: placedAt(5), ...place, planRef: 'plan', tickets: 3 },
      { at: placedAt(7), ...place, planRef: 'plan', tickets: 2 },
      undefined,
      undefined,
      undefined,
      undefined,
    ],
  )
})

t.test('a write counts as stored while it is under way, and not while it is held back or unknown', async t => {
  const stored = { ...file, watched: watched({ decision: 'Waitlisted', quantity: 3 }) }
  const waits = (said: Said, state?: 'held back' | 'unknown') =>
    waiterOf({ ...stored, inFlight: flight({ quantity: 3, ...said }, state) })
  const waiting = { decision: 'Waitlisted', waitingSince } as const
  t.strictSame(waits(waiting), { at: placedAt(7), ...place, planRef: 'plan', tickets: 3 })
  t.strictSame(placeOfFile({ ...stored, inFlight: flight(waiting) }), { at: placedAt(7), ...place })
  t.equal(waits({ decision: 'Held' }), undefined, 'it is being served')
  t.equal(waits({ ...waiting, orderUid: 'another' }), undefined, 'another order of its name waits')
  for (const state of ['held back', 'unknown'] as const) t.equal(waits(waiting, state), undefined, state)
})

function fileOf(order: ReturnType<typeof anOrder>, said?: Said): CaseFile {
  const watched = said && observe(reservationOf(order, said))
  return { name: 'order-1', order: orderFacts(order), ...(watched && { watched }) }
}

t.test('an order hopes for a coupon until it has tickets or is refused for good', async t => {
  const order = anOrder({ couponRef: 'coupon' })
  const hopes = (said?: Said, later = 0) =>
    isHoping(fileOf(order, said && { couponRef: 'coupon', ...said }), now + later)
  t.equal(hopes(), true, 'it is not decided yet')
  t.equal(hopes({ decision: 'Waitlisted' }), true)
  t.equal(hopes({ quantity: 0 }), true)
  t.strictSame([hopes({}), hopes({ decision: 'Sold' }), hopes({ decision: 'Released' })], [false, false, false])
  t.strictSame(
    [59_999, 60_000].map(later => hopes({ decision: 'Refused' }, later)),
    [true, false],
    'a refusal is reconsidered for 2 minutes',
  )
  t.equal(hopes({ orderUid: 'another' }), false, 'another order is in the way')
})
