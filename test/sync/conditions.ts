import t from 'tap'
import { conditionStatus, conditionsOf, type Finding } from '../../hooks/sync/conditions.ts'
import { aConference, now } from '../fixtures/objects.ts'
import { frozen } from '../fixtures/requests.ts'

const ready: Finding = frozen({ type: 'Ready', status: 'True', reason: 'Fine', message: 'It is fine' })
const before = '2026-01-01T00:00:00Z'

function parentWith(status: 'True' | 'False') {
  const conditions = [{ type: 'Ready', status, reason: 'Before', message: 'Before', lastTransitionTime: before }]
  return frozen(aConference({ status: { conditions } }))
}

t.strictSame([conditionStatus(true), conditionStatus(false)], ['True', 'False'])

t.test('a condition seen for the first time has the present time', async t => {
  const [condition] = conditionsOf([ready], { parent: aConference(), now })
  t.strictSame(condition, { ...ready, lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 })
})

t.test('the time stays while the status stays, for any reason', async t => {
  const [condition] = conditionsOf([ready], { parent: parentWith('True'), now })
  t.strictSame(condition, { ...ready, lastTransitionTime: before, observedGeneration: 1 })
})

t.test('the time changes with the status', async t => {
  const [condition] = conditionsOf([ready], { parent: parentWith('False'), now })
  t.equal(condition?.lastTransitionTime, '2026-11-20T08:00:00Z')
})

t.test('a condition is compared with the earlier one of its type, at any position', async t => {
  const paid = { ...ready, type: 'Paid', status: 'False' as const }
  const conditions = [
    { ...paid, lastTransitionTime: before },
    { ...ready, lastTransitionTime: '2026-02-02T00:00:00Z' },
  ]
  const found = conditionsOf([ready, paid], { parent: frozen(aConference({ status: { conditions } })), now })
  t.strictSame(found, [
    { ...ready, lastTransitionTime: '2026-02-02T00:00:00Z', observedGeneration: 1 },
    { ...paid, lastTransitionTime: before, observedGeneration: 1 },
  ])
})

t.test('a parent without a generation has conditions without one', async t => {
  t.notOk('observedGeneration' in (conditionsOf([ready], { parent: { metadata: {} }, now })[0] ?? {}))
})
