import t from 'tap'
import { mostCoupons, PlanStatus } from '../../../hooks/schema/offer/plan-status.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const use = { name: 'few', redemptions: 1, redemptionsLeft: 4, tickets: 2, ticketsLeft: 0 }
const status = { held: 2, sold: 3, waiting: 1, left: 5, coupons: [use], conditions: [], observedGeneration: 1 }

t.equal(misfit(PlanStatus, status), undefined, 'a status with every field is valid')
t.equal(misfit(PlanStatus, {}), undefined, 'and so is the one of a new plan')
t.equal(misfit(PlanStatus, { ...status, coupons: [{ name: 'few' }] }), undefined, 'a coupon without limits has no rest')
for (const [changed, fault] of [
  [{ held: -1 }, 'it/held must be >= 0'],
  [{ left: 1.5 }, 'it/left must be integer'],
  [{ coupons: [{ ...use, name: '' }] }, 'it/coupons/0/name must NOT have fewer than 1 characters'],
  [{ coupons: [{ redemptions: 1 }] }, "it/coupons/0 must have required property 'name'"],
  [{ coupons: [{ ...use, ticketsLeft: -1 }] }, 'it/coupons/0/ticketsLeft must be >= 0'],
] as const)
  t.match(misfit(PlanStatus, { ...status, ...changed }), fault)

const coupons = Array.from({ length: mostCoupons + 1 }, (_, index) => ({ name: `coupon-${index}` }))
t.equal(misfit(PlanStatus, { coupons: coupons.slice(1) }), undefined, 'a status lists a hundred coupons')
t.equal(misfit(PlanStatus, { coupons }), 'it/coupons must NOT have more than 100 items')
t.match(
  PlanStatus.properties.coupons,
  { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
  'each coupon is listed once',
)
