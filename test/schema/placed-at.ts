import t from 'tap'
import { placedAt, placedAtAnnotation } from '../../hooks/schema/placed-at.ts'
import { anOrder } from '../fixtures/objects.ts'

t.equal(placedAtAnnotation, 'backup.app.corley.it/placed-at', 'backups of other versions have this annotation')

t.test('an order was placed at its creation, or at an earlier time that a restore recorded', async t => {
  const creationTimestamp = '2026-11-20T08:00:00Z'
  const placed = (said?: string) => {
    const { metadata } = anOrder({ metadata: { creationTimestamp } })
    const annotations = said === undefined ? {} : { annotations: { [placedAtAnnotation]: said } }
    return new Date(placedAt({ ...metadata, ...annotations })).toISOString()
  }
  t.equal(placed(), '2026-11-20T08:00:00.000Z')
  t.equal(placed('2026-11-19T08:00:00Z'), '2026-11-19T08:00:00.000Z')
  t.equal(placed('2026-11-21T08:00:00Z'), '2026-11-20T08:00:00.000Z', 'no order is placed after its creation')
  t.equal(placed('yesterday'), '2026-11-20T08:00:00.000Z')
})
