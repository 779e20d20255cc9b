import t from 'tap'
import { SeatPool, SeatPoolSpec, SeatPoolStatus, seatPoolKind } from '../../../hooks/schema/offer/seat-pool.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, scale, spec, status, rules, kind, plural, shortName, scope } = seatPoolKind

t.strictSame([kind, plural, shortName, scope], ['SeatPool', 'seatpools', 'pool', 'Namespaced'])
t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['Title', 'string', '.spec.title', undefined],
    ['Capacity', 'integer', '.spec.capacity', undefined],
    ['held', 'integer', '.status.held', 1],
    ['sold', 'integer', '.status.sold', 1],
    ['waiting', 'integer', '.status.waiting', 1],
    ['left', 'integer', '.status.left', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: title and capacity, and with -o wide the counts over all plans',
)
t.strictSame([spec, status, scale], [SeatPoolSpec, SeatPoolStatus, undefined], 'has a status, and nothing to scale')
t.match(rules, [{ message: 'metadata.name must have at most 54 characters' }])

const pool = {
  apiVersion: 'app.corley.it/v1',
  kind: 'SeatPool',
  metadata: { name: 'hall', namespace: 'conf', uid: 'uid-of-hall', creationTimestamp: '2026-11-20T08:00:00Z' },
  spec: { title: 'Main hall', capacity: 300 },
  status: { held: 2, sold: 3, waiting: 1, left: 295, conditions: [], observedGeneration: 1 },
}
t.equal(misfit(SeatPool, pool), undefined, 'a pool with every field is valid')
const { status: _, ...fresh } = pool
t.equal(misfit(SeatPool, fresh), undefined, 'and so is a new one')
for (const [changed, fault] of [
  [{ kind: 'Plan' }, 'it/kind must be equal to one of the allowed values'],
  [{ spec: { title: 'Main hall' } }, "it/spec must have required property 'capacity'"],
  [{ spec: { ...pool.spec, capacity: -1 } }, 'it/spec/capacity must be >= 0'],
  [{ spec: { ...pool.spec, capacity: 1_000_000 } }, 'it/spec/capacity must be <= 999999'],
  [{ spec: { ...pool.spec, title: '' } }, 'it/spec/title must NOT have fewer than 1 characters'],
  [{ status: { left: -1 } }, 'it/status/left must be >= 0'],
] as const)
  t.equal(misfit(SeatPool, { ...pool, ...changed }), fault)
