import t from 'tap'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import { keepObjects } from '../../../hooks/shop/live/kept-objects.ts'
import { aPlan } from '../../fixtures/objects.ts'
import { atVersion } from '../../fixtures/shop/objects.ts'

const plan = (name: string, { namespace = 'conf', version = 1 } = {}) =>
  atVersion(aPlan({ name, metadata: { namespace } }), version)

t.test('objects of a list and changes of its watch are kept by namespace and name', async t => {
  const kept = keepObjects<Plan>(() => 0)
  const { listener } = kept
  listener.onListStart()
  listener.onPage([plan('a'), plan('b'), plan('c', { namespace: 'other' })])
  t.equal(kept.isComplete(), false)
  listener.onListEnd(1n)
  t.equal(kept.isComplete(), true)
  listener.onChange(plan('b', { version: 2 }))
  listener.onDelete(plan('a', { version: 3 }))
  listener.onDelete(plan('nobody', { version: 4 }))
  listener.onReach(5n)
  t.strictSame([...kept.objectsOf('conf')], [['b', plan('b', { version: 2 })]])
  t.strictSame([...kept.objectsOf('other').keys()], ['c'])
  t.strictSame(['conf', 'other', 'nowhere'].map(kept.changesOf), [5, 1, 0])
  listener.onDelete(plan('c', { namespace: 'other' }))
  t.strictSame([kept.objectsOf('other').size, kept.objectsOf('nowhere').size], [0, 0])
})

t.test('the next list removes objects that were deleted in a gap', async t => {
  const kept = keepObjects<Plan>(() => 0)
  for (const names of [['a', 'b'], ['b']]) {
    kept.listener.onListStart()
    kept.listener.onPage(names.map(name => plan(name)))
    kept.listener.onListEnd(1n)
  }
  t.strictSame([...kept.objectsOf('conf').keys()], ['b'])
})

t.test('managedFields and objects without a name are not kept', async t => {
  const kept = keepObjects<Plan>(() => 0)
  const stored = plan('a')
  kept.listener.onChange({ ...stored, metadata: { ...stored.metadata, managedFields: [{ manager: 'kubectl' }] } })
  kept.listener.onChange({ metadata: {} })
  t.strictSame([...kept.objectsOf('conf').values()], [stored])
})

t.test('it knows for how long changes have not arrived', async t => {
  let now = 1_000
  const kept = keepObjects<Plan>(() => now)
  now = 3_000
  t.equal(kept.silentMs(), 2_000, 'before the first connection')
  kept.listener.onConnection(true)
  now = 9_000
  t.equal(kept.silentMs(), 0)
  kept.listener.onConnection(false)
  now = 9_500
  t.equal(kept.silentMs(), 500)
})
