import t from 'tap'
import { refuseUnknown } from '../../hooks/hand-back/unknown-before.ts'
import { createHandBackCluster, type Stored } from '../fixtures/box-office/hand-back-cluster.ts'
import { aCoupon, aPlan, aReservation } from '../fixtures/objects.ts'

const { signal } = new AbortController()
const look = (stored: Partial<Stored>) => refuseUnknown('conf', { api: createHandBackCluster(stored), signal })
const ofPool = (decision: 'Sold' | 'Held' | 'Released') => aReservation({ decision, poolRef: 'hall', seats: [1] })

t.test('a conference that 0.2.0 understands is not refused', async t => {
  await t.resolves(look({}))
  await t.resolves(
    look({
      plans: [aPlan({ capacity: 3, salesEnd: '2026-12-01T00:00:00Z', hidden: true })],
      coupons: [aCoupon({ maxTickets: 3 })],
      reservations: [aReservation({ seats: [1], planRef: 'plan' }), ofPool('Released')],
    }),
  )
})

t.test('seats of a pool would be sold again', async t => {
  await t.rejects(look({ plans: [aPlan(), aPlan({ name: 'early', poolRef: 'hall' })] }), {
    message:
      'Cannot hand reservations back: the plan "conf/early" sells seats of a pool, which 0.2.0 would sell again; stay with this version, or delete the plan if it has sold nothing',
  })
  for (const decision of ['Held', 'Sold'] as const)
    await t.rejects(look({ reservations: [ofPool(decision)] }), {
      message:
        'Cannot hand reservations back: the reservation "conf/order-1" has seats of a pool, which 0.2.0 would sell again; stay with this version, or cancel the order',
    })
})

t.test('a coupon without a price cannot be read', async t => {
  const { metadata, ...coupon } = aCoupon()
  await t.rejects(look({ coupons: [{ ...coupon, metadata: { ...metadata, name: 'half' }, spec: { percent: 50 } }] }), {
    message:
      'Cannot hand reservations back: the coupon "conf/half" has a percentage, which 0.2.0 cannot read; delete the coupon, or replace it by one with a price',
  })
})
