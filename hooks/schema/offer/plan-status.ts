import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from '../crd/condition.ts'
import { couponName } from '../crd/names.ts'
import { fieldOptions } from '../crd/structural.ts'
import { countField } from './counts.ts'

/** The most coupons that a status lists. */
export const mostCoupons = 100

const CouponUse = Type.Object(
  {
    name: couponName({ description: 'The name of the coupon.' }),
    redemptions: countField('The number of orders that hold or bought something with it, over all plans.'),
    redemptionsLeft: countField('The number of further orders that may redeem it. Absent without maxRedemptions.'),
    tickets: countField('The number of their tickets, over all plans.'),
    ticketsLeft: countField('The number of further tickets that orders may get with it. Absent without maxTickets.'),
  },
  fieldOptions({ description: 'The use of one coupon.' }),
)
export type CouponUse = Static<typeof CouponUse>

export const PlanStatus = Type.Object(
  {
    held: countField('The number of tickets that are held and not sold yet.'),
    sold: countField('The number of tickets that are sold.'),
    waiting: countField('The number of tickets that waitlisted orders ask for.'),
    left: countField(
      'The number of seats that are neither held nor sold: the smaller of the numbers of the plan and of its pool. Absent without capacity and pool.',
    ),
    coupons: Type.Optional(
      Type.Array(CouponUse, {
        description: `The use of coupons with a limit that are for this plan, or that its orders name: at most ${mostCoupons}, by name.`,
        maxItems: mostCoupons,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      }),
    ),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'The state of the sale. Only the box office writes it.' }),
)
export type PlanStatus = Static<typeof PlanStatus>
