import t from 'tap'
import { createNamespaces } from '../../../hooks/box-office/views/namespaces.ts'
import { aNamespace } from '../../fixtures/objects.ts'

t.test('a namespace is open while it is active and no restore runs', async t => {
  const restoring = { annotations: { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' } }
  const ending = { deletionTimestamp: '2026-11-20T08:00:00Z' }
  const deleted = 'The namespace "conf" is being deleted'
  const table: [why: string, namespace: object, closedBecause: string | undefined][] = [
    ['active', aNamespace(), undefined],
    ['annotated otherwise', aNamespace({ metadata: { annotations: { note: 'x' } } as never }), undefined],
    ['as a list shows it', { metadata: { name: 'conf' }, status: { phase: 'Active' } }, undefined],
    ['terminating', aNamespace({ phase: 'Terminating' }), deleted],
    ['with a deletionTimestamp', aNamespace({ metadata: ending as never }), deleted],
    ['unreadable', {}, deleted],
    [
      'restored',
      aNamespace({ metadata: restoring as never }),
      'The namespace "conf" is being restored (annotation backup.app.corley.it/restoring)',
    ],
  ]
  for (const [why, namespace, closedBecause] of table) {
    const namespaces = createNamespaces()
    namespaces.see('conf', namespace)
    t.equal(namespaces.closedReason('conf'), closedBecause, why)
    t.equal(namespaces.has('conf'), true)
  }
})

t.test('a namespace is restored while it has the mark, and until it is deleted', async t => {
  const namespaces = createNamespaces()
  const marked = aNamespace({
    metadata: { annotations: { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' } } as never,
  })
  const seen: boolean[] = [namespaces.isRestoring('conf')]
  for (const shown of [aNamespace(), marked, aNamespace(), marked, undefined]) {
    namespaces.see('conf', shown)
    seen.push(namespaces.isRestoring('conf'))
  }
  t.strictSame(seen, [false, false, true, false, true, false])
})

t.test('an unknown or deleted namespace is closed', async t => {
  const namespaces = createNamespaces()
  t.equal(namespaces.closedReason('conf'), 'The namespace "conf" does not exist')
  namespaces.see('conf', aNamespace())
  namespaces.see('conf', undefined)
  t.equal(namespaces.closedReason('conf'), 'The namespace "conf" does not exist')
  t.equal(namespaces.has('conf'), false)
})
