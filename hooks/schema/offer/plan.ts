import type { Static } from 'typebox'
import { ageColumn, type Kind } from '../crd/kind.ts'
import { boundedName } from '../crd/names.ts'
import { storedObject } from '../crd/object.ts'
import { countColumn } from './counts.ts'
import { PlanSpec } from './plan-spec.ts'
import { PlanStatus } from './plan-status.ts'

export const Plan = storedObject('Plan', PlanSpec, PlanStatus)
export type Plan = Static<typeof Plan>

export const planKind: Kind = {
  kind: 'Plan',
  plural: 'plans',
  shortName: 'pl',
  scope: 'Namespaced',
  description: 'A kind of ticket of a conference, and its price.',
  spec: PlanSpec,
  status: PlanStatus,
  rules: [boundedName],
  columns: [
    { name: 'Title', type: 'string', jsonPath: '.spec.title' },
    { name: 'Active', type: 'boolean', jsonPath: '.spec.active' },
    { name: 'Price', type: 'number', jsonPath: '.spec.price' },
    countColumn('held'),
    countColumn('sold'),
    countColumn('waiting'),
    countColumn('left'),
    { name: 'pool', type: 'string', jsonPath: '.spec.poolRef', priority: 1 },
    { name: 'sales end', type: 'string', jsonPath: '.spec.salesEnd', priority: 1 },
    { name: 'refunds', type: 'string', jsonPath: '.spec.refunds', priority: 1 },
    ageColumn,
  ],
}
