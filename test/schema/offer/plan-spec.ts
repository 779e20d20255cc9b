import t from 'tap'
import { PlanSpec } from '../../../hooks/schema/offer/plan-spec.ts'
import { aPlan } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { spec: before } = aPlan({ description: 'Lunch included', capacity: 10 })
const spec = {
  ...before,
  poolRef: 'hall',
  salesStart: '2026-09-01T08:00:00Z',
  salesEnd: '2026-11-01T08:00:00+01:00',
  maxPerOrder: 4,
  hidden: true,
  maxHoldMinutes: 10_080,
  offerMinutes: 1440,
  pendingHours: 0,
  refunds: 'Automatic',
  cancelUntil: '2026-11-14T08:00:00Z',
}

t.equal(misfit(PlanSpec, before), undefined, 'a plan of 0.2.0 is valid')
t.equal(misfit(PlanSpec, spec), undefined, 'a plan with every field is valid')
for (const [changed, fault] of [
  [{ poolRef: 'x'.repeat(55) }, 'it/poolRef must NOT have more than 54 characters'],
  [{ salesStart: 1 }, 'it/salesStart must be string'],
  [{ salesEnd: '' }, 'it/salesEnd must NOT have fewer than 1 characters'],
  [{ maxPerOrder: 0 }, 'it/maxPerOrder must be >= 1'],
  [{ maxPerOrder: 101 }, 'it/maxPerOrder must be <= 100'],
  [{ hidden: 'yes' }, 'it/hidden must be boolean'],
  [{ maxHoldMinutes: 0 }, 'it/maxHoldMinutes must be >= 1'],
  [{ offerMinutes: 10_081 }, 'it/offerMinutes must be <= 10080'],
  [{ pendingHours: 721 }, 'it/pendingHours must be <= 720'],
  [{ refunds: 'Sometimes' }, 'it/refunds must be equal to one of the allowed values'],
  [{ cancelUntil: '' }, 'it/cancelUntil must NOT have fewer than 1 characters'],
] as const)
  t.equal(misfit(PlanSpec, { ...spec, ...changed }), fault)

const rules = (PlanSpec as { 'x-kubernetes-validations'?: { rule: string; message: string }[] })[
  'x-kubernetes-validations'
]
t.strictSame(
  rules?.map(({ message }) => message),
  [
    'capacity must not be added or removed: create another plan',
    'poolRef must not change: create another plan',
    'salesEnd must be later than salesStart',
    'maxHoldMinutes must be at least holdMinutes',
    'price must be a whole number in a currency without decimals, or whose decimals gateways refuse (HUF, TWD)',
  ],
  'rules over several fields',
)
