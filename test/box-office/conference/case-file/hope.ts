import t from 'tap'
import type { CaseFile } from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { isHoping, isUnjudged } from '../../../../hooks/box-office/conference/case-file/hope.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { anOrder, now } from '../../../fixtures/objects.ts'

type Said = NonNullable<Parameters<typeof reservationOf>[1]>

function fileOf(order: ReturnType<typeof anOrder>, said?: Said): CaseFile {
  const watched = said && observe(reservationOf(order, said))
  return { name: 'order-1', order: orderFacts(order), ...(watched && { watched }) }
}

t.test('an order that has something, or is refused for good, does not hope for a coupon', async t => {
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
