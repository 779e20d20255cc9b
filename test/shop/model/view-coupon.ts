import t from 'tap'
import { viewCoupon } from '../../../hooks/shop/model/view-coupon.ts'
import { aCoupon, aPlan, now } from '../../fixtures/objects.ts'

/** The state of a coupon whose use a plan reports. */
function stateOf(coupon: ReturnType<typeof aCoupon> | undefined, use: object = {}) {
  const plans = [
    aPlan({
      status: {
        coupons: [
          { name: 'coupon', ...use },
          { name: 'other', ticketsLeft: 0 },
        ],
      },
    }),
    aPlan(),
  ]
  return viewCoupon('coupon', coupon, { plans, now })
}

t.strictSame(
  [
    stateOf(undefined),
    stateOf(aCoupon({ validUntil: '2026-11-20T08:00:00Z' })),
    stateOf(aCoupon({ validUntil: '2026-11-20T08:00:01Z' })),
    stateOf(aCoupon({ maxRedemptions: 1 }), { redemptionsLeft: 0 }),
    stateOf(aCoupon({ maxTickets: 1 }), { ticketsLeft: 0 }),
    stateOf(aCoupon({ maxTickets: 1 }), { ticketsLeft: 1 }),
    stateOf(aCoupon({ maxTickets: 0 })),
    stateOf(aCoupon({ maxRedemptions: 0 })),
    stateOf(aCoupon({ planRef: 'plan' })),
    stateOf(aCoupon({ planRef: 'other' })),
  ].map(({ code, state }) => [code, state]),
  ['unknown', 'expired', 'applied', 'usedUp', 'usedUp', 'applied', 'usedUp', 'usedUp', 'applied', 'notApplicable'].map(
    state => ['coupon', state],
  ),
  'a coupon applies unless it is unknown, expired, used up or for none of the tickets',
)
