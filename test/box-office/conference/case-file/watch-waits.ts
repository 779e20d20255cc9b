import t from 'tap'
import type { CaseFile } from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import {
  isUnjudged,
  isUnreserved,
  noteUnreserved,
  unreservedVersion,
} from '../../../../hooks/box-office/conference/case-file/watch-waits.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { anOrder, aReservation, minuteAgo } from '../../../fixtures/objects.ts'

const file: CaseFile = { name: 'order-1', order: orderFacts(anOrder()), orderCreatedAt: minuteAgo }

t.test('a confirmed order without its reservation is unreserved', async t => {
  const confirmed = { ...file, order: orderFacts(anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })) }
  const withReservation = { ...confirmed, watched: observe(aReservation()) }
  const { order: _, ...withoutOrder } = file
  t.strictSame([confirmed, file, withReservation, withoutOrder].map(isUnreserved), [true, false, false, false])
})

t.test('a missing reservation counts once the watch has reached the version of the order', async t => {
  const reached = (reservations: bigint) => ({ orders: 0n, reservations, coupons: 0n })
  const placed = { ...file, orderVersion: 5n }
  t.ok(unreservedVersion(placed, reached(4n)) > 1_000_000_000n, 'it may have one that is not seen')
  t.equal(noteUnreserved(placed, reached(4n)), undefined)
  t.equal(noteUnreserved(placed, reached(5n)), 5n)
  t.equal(unreservedVersion({ ...placed, unreservedSince: 5n }, reached(9n)), 5n, 'it stays what it was')
  t.equal(unreservedVersion(file, reached(1n)), 1n)
})

type Said = NonNullable<Parameters<typeof reservationOf>[1]>

function fileOf(order: ReturnType<typeof anOrder>, said?: Said): CaseFile {
  const watched = said && observe(reservationOf(order, said))
  return { name: 'order-1', order: orderFacts(order), ...(watched && { watched }) }
}

t.test('a free hold with a coupon that no view shows waits for the coupon watch', async t => {
  const free = anOrder({ couponRef: 'coupon', price: 0 })
  const coupons = new Map([['other', { name: 'other', price: 10 }]])
  const waits = (order: typeof free, said?: Said) => isUnjudged(fileOf(order, said), coupons)
  t.equal(waits(free, { couponRef: 'coupon' }), true)
  t.equal(waits(free, { couponRef: 'other' }), false, 'its coupon is seen')
  t.equal(waits(anOrder({ couponRef: 'coupon' }), { couponRef: 'coupon' }), false, 'it is not free')
  t.equal(waits(free, {}), false, 'it redeems nothing')
  t.equal(waits(free, { couponRef: 'coupon', decision: 'Sold' }), false)
  t.equal(waits(free), false, 'it is not decided yet')
})
