import t from 'tap'
import { Plan, planKind } from '../../../hooks/schema/offer/plan.ts'
import { PlanSpec } from '../../../hooks/schema/offer/plan-spec.ts'
import { PlanStatus } from '../../../hooks/schema/offer/plan-status.ts'
import { aPlan } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, scale, spec, status, rules } = planKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['Title', 'string', '.spec.title', undefined],
    ['Active', 'boolean', '.spec.active', undefined],
    ['Price', 'number', '.spec.price', undefined],
    ['held', 'integer', '.status.held', 1],
    ['sold', 'integer', '.status.sold', 1],
    ['waiting', 'integer', '.status.waiting', 1],
    ['left', 'integer', '.status.left', 1],
    ['pool', 'string', '.spec.poolRef', 1],
    ['sales end', 'string', '.spec.salesEnd', 1],
    ['refunds', 'string', '.spec.refunds', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: title and price, and with -o wide the counts of tickets, the pool, the end of the sale and who refunds',
)
t.strictSame([spec, status, scale], [PlanSpec, PlanStatus, undefined], 'has a status, and nothing to scale')
t.match(rules, [{ message: 'metadata.name must have at most 55 characters' }])

const counted = aPlan({ capacity: 10, status: { held: 2, sold: 3, waiting: 1, left: 5, observedGeneration: 1 } })
t.equal(misfit(Plan, counted), undefined, 'a plan with counts is valid')
t.equal(
  misfit(Plan, { ...counted, spec: { ...counted.spec, capacity: 1.5 } }),
  'it/spec/capacity must be integer',
  'half a seat is invalid',
)
