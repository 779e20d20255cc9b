import t from 'tap'
import { archivedKinds, Backup, restoredFromAnnotation, restoringAnnotation } from '../../hooks/schema/backup.ts'
import { aBackup, stored } from '../fixtures/backup/sold-conference.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

t.strictSame(
  archivedKinds,
  [
    ...['Conference', 'Namespace', 'SeatPool', 'Plan', 'Coupon', 'Order', 'Buyer', 'Payment', 'Checkout', 'Refund'],
    ...['Reservation', 'Ticket', 'ResourceQuota'],
  ],
  'owners precede the objects that they own, and quotas are last',
)

t.strictSame(
  [restoringAnnotation, restoredFromAnnotation],
  ['restoring', 'restored-from'].map(name => `backup.app.corley.it/${name}`),
  'annotations that other programs read keep their names',
)

t.test('a backup is valid with any further fields of its objects', async t => {
  const order = stored('Order', 'sold')
  const more = { ...order, metadata: { ...order.metadata, finalizers: ['example.com/x'] }, more: true }
  t.notOk(misfit(Backup, aBackup()))
  t.notOk(misfit(Backup, aBackup([])))
  t.notOk(misfit(Backup, { ...aBackup(), format: 'kconference-backup/v1' }))
  t.notOk(misfit(Backup, { ...aBackup(), seal: { objects: 1, sha256: '0'.repeat(64) } }))
  t.notOk(misfit(Backup, aBackup([more])))
})

t.test('anything else is invalid', async t => {
  const backup = aBackup()
  const order = stored('Order', 'sold')
  const { uid: _, ...anonymous } = order.metadata
  for (const [changed, fault] of [
    [{ format: 'kconference-backup/v3' }, 'it/format must be equal to one of the allowed values'],
    [{ conference: '' }, 'it/conference must NOT have fewer than 1 characters'],
    [{ resourceVersion: 7 }, 'it/resourceVersion must be string'],
    [{ takenAt: undefined }, "it must have required property 'takenAt'"],
    [{ seal: { objects: 1, sha256: 'x' } }, /it\/seal\/sha256 must match pattern/],
    [{ more: true }, 'it must NOT have additional properties'],
    [{ objects: [{ ...order, kind: 'Secret' }] }, 'it/objects/0/kind must be equal to one of the allowed values'],
    [{ objects: [{ ...order, apiVersion: '' }] }, 'it/objects/0/apiVersion must NOT have fewer than 1 characters'],
    [{ objects: [{ ...order, metadata: anonymous }] }, "it/objects/0/metadata must have required property 'uid'"],
    [{ objects: [{ ...order, spec: 'x' }] }, 'it/objects/0/spec must be object'],
    [{ objects: [{ ...order, status: 'x' }] }, 'it/objects/0/status must be object'],
  ] as const)
    t.match(misfit(Backup, JSON.parse(JSON.stringify({ ...backup, ...changed }))), fault)
})
