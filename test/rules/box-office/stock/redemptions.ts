import t from 'tap'
import { Redemptions } from '../../../../hooks/rules/box-office/stock/redemptions.ts'
import { aCoupon } from '../../../fixtures/rules/box-office.ts'

const coupon = (maxRedemptions?: number) => aCoupon(maxRedemptions === undefined ? {} : { maxRedemptions })
const couponRef = coupon().name

function redemptionsOf(...names: string[]): Redemptions {
  const redemptions = new Redemptions()
  for (const name of names) redemptions.add(couponRef, name)
  return redemptions
}

t.test('one user of a coupon that goes leaves the others', async t => {
  const redemptions = redemptionsOf('order-1', 'order-2')
  t.strictSame([redemptions.count(couponRef), redemptions.count('another')], [2, 0])
  redemptions.remove(couponRef, 'order-2')
  redemptions.remove('another', 'order-1')
  t.equal(redemptions.count(couponRef), 1)
  redemptions.remove(couponRef, 'order-1')
  t.strictSame(redemptions, new Redemptions(), 'nothing remains')
})

t.test('a coupon is used up by as many others as it has redemptions', async t => {
  const isUsedUp = (maxRedemptions: number | undefined, ...names: string[]) =>
    redemptionsOf(...names).isUsedUp(coupon(maxRedemptions), 'order-1')
  t.equal(isUsedUp(1), false, 'nobody uses it')
  t.equal(isUsedUp(1, 'another'), true)
  t.equal(isUsedUp(1, 'order-1'), false, 'the same order uses it')
  t.equal(isUsedUp(1, 'order-1', 'another'), true)
  t.equal(isUsedUp(2, 'another'), false, 'there are two')
  t.equal(isUsedUp(0), true, 'there are none')
  t.equal(isUsedUp(undefined, 'another'), false, 'there is no limit')
  t.equal(redemptionsOf('another').isUsedUp(undefined, 'order-1'), false, 'it is not in view')
  const other = aCoupon({ name: 'another', maxRedemptions: 1 })
  t.equal(redemptionsOf('another').isUsedUp(other, 'order-1'), false, 'another coupon has users of its own')
})

t.test('a coupon has overusers beyond its redemptions, and not before', async t => {
  const redemptions = redemptionsOf('order-1', 'order-2')
  const overusers = [coupon(1), coupon(2), coupon(), undefined].map(one => [...redemptions.overusersOf(one)])
  t.strictSame(overusers, [['order-1', 'order-2'], [], [], []])
})
