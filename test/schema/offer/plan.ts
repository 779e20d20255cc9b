import t from 'tap'
import { Plan, PlanSpec, PlanStatus, planKind } from '../../../hooks/schema/offer/plan.ts'
import { aPlan } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, scale, spec, status } = planKind

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
  ],
  'columns: title and price, and with -o wide the counts of tickets',
)
t.strictSame([spec, status, scale], [PlanSpec, PlanStatus, undefined], 'has a status, and nothing to scale')

const counted = aPlan({ capacity: 10, status: { held: 2, sold: 3, waiting: 1, left: 5, observedGeneration: 1 } })
t.equal(misfit(Plan, counted), undefined, 'a plan with every field is valid')
t.equal(
  misfit(Plan, { ...counted, spec: { ...counted.spec, capacity: 1.5 } }),
  'it/spec/capacity must be integer',
  'half a seat is invalid',
)
