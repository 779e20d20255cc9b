import t from 'tap'
import { Coupon, CouponSpec, couponKind } from '../../../hooks/schema/offer/coupon.ts'
import { aCoupon } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, spec, status } = couponKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['price', 'number', '.spec.price', undefined],
    ['percent', 'integer', '.spec.percent', 1],
    ['plan', 'string', '.spec.planRef', 1],
    ['max redemptions', 'integer', '.spec.maxRedemptions', 1],
    ['max tickets', 'integer', '.spec.maxTickets', 1],
    ['max per order', 'integer', '.spec.maxPerOrder', 1],
    ['valid until', 'string', '.spec.validUntil', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: the amount, and with -o wide the percentage and the limits',
)
t.strictSame([spec, status], [CouponSpec, undefined], 'a coupon has no status: only people write it')

const limits = { maxRedemptions: 5, maxTickets: 10, maxPerOrder: 2, validUntil: '2026-12-01T00:00:00Z' }
t.equal(misfit(Coupon, aCoupon({ planRef: 'plan', ...limits })), undefined, 'a coupon with every limit is valid')
t.equal(misfit(CouponSpec, { percent: 50, ...limits }), undefined, 'and so is one with a percentage')
for (const [changed, fault] of [
  [{ percent: 0 }, 'it/percent must be >= 1'],
  [{ percent: 101 }, 'it/percent must be <= 100'],
  [{ percent: 1.5 }, 'it/percent must be integer'],
  [{ maxTickets: -1 }, 'it/maxTickets must be >= 0'],
  [{ maxTickets: 1_000_001 }, 'it/maxTickets must be <= 1000000'],
  [{ maxPerOrder: 0 }, 'it/maxPerOrder must be >= 1'],
  [{ maxPerOrder: 101 }, 'it/maxPerOrder must be <= 100'],
  [{ validUntil: 1 }, 'it/validUntil must be string'],
] as const)
  t.equal(misfit(CouponSpec, { ...limits, ...changed }), fault)

const rules = (CouponSpec as { 'x-kubernetes-validations'?: { rule: string; message: string }[] })[
  'x-kubernetes-validations'
]
t.strictSame(
  rules?.map(({ message }) => message),
  [
    'exactly one of price and percent must be given',
    'planRef must not change: create another coupon',
    'maxRedemptions must only rise: to stop a coupon, delete it',
    'maxTickets must only rise: to stop a coupon, delete it',
  ],
  'rules over several fields',
)
