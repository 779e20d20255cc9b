import t from 'tap'
import { Condition, Conditions, ObservedGeneration } from '../../../hooks/schema/crd/condition.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const condition = {
  type: 'Ready',
  status: 'True',
  reason: 'NamespaceActive',
  message: '',
  lastTransitionTime: '2026-11-20T08:00:00Z',
}

t.equal(misfit(Condition, condition), undefined, 'a condition without a message fits')
t.equal(misfit(Condition, { ...condition, observedGeneration: 3 }), undefined)
t.equal(misfit(Condition, { ...condition, status: true }), 'it/status must be string')
for (const field of ['type', 'status', 'reason', 'message', 'lastTransitionTime'] as const) {
  const { [field]: _, ...rest } = condition
  t.equal(misfit(Condition, rest), `it must have required property '${field}'`)
}
t.match(
  JSON.parse(JSON.stringify(Conditions)),
  { maxItems: 16, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] },
  'at most one of each type',
)
t.equal(misfit(ObservedGeneration, 0), undefined)
t.equal(misfit(ObservedGeneration, -1), 'it must be >= 0')
