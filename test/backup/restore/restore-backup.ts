import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readBackup } from '../../../hooks/backup/read-backup.ts'
import { restoreBackup } from '../../../hooks/backup/restore/restore-backup.ts'
import { type ArchivedObject, restoringAnnotation } from '../../../hooks/schema/backup.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { gatewayKeyAnnotation } from '../../../hooks/schema/money/gateway-key.ts'
import { newOrder } from '../../../hooks/schema/order/order-status.ts'
import { boughtConference, buyer, checkout, refund } from '../../fixtures/backup/bought-conference.ts'
import { lasting } from '../../fixtures/backup/lasting.ts'
import { createMemoryArchive, type Fault, type MemoryArchive } from '../../fixtures/backup/memory-archive.ts'
import { pooledConference } from '../../fixtures/backup/pool-conference.ts'
import { failureOf, restoredFrom, restoreInto } from '../../fixtures/backup/restoring.ts'
import { aBackup, payment, soldBefore, stored } from '../../fixtures/backup/sold-conference.ts'
import { now } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'

const backup = aBackup()

const restore = (archive: MemoryArchive, of = backup) => restoreInto(archive, of)
const failure = (archive: MemoryArchive, of = backup) => failureOf(restore(archive, of))
const whole = createMemoryArchive()
const lines = await restore(whole)

const expected = backup.objects.map(restoredFrom)

t.test('everything exists as before, except for uids, generations and times', async t => {
  t.strictSame(lasting(whole.objects(), { counts: false }), lasting(expected, { counts: false }))
})

t.test('a sold pool is restored before its plans, with its status, seats and tickets', async t => {
  const archive = createMemoryArchive()
  await restore(archive, aBackup(pooledConference))
  t.strictSame(
    lasting(archive.objects(), { counts: false }),
    lasting(pooledConference.map(restoredFrom), { counts: false }),
  )
  const created = archive.requests.filter(request => /create (SeatPool|Plan)/.test(request))
  t.strictSame(created, ['create SeatPool hall', 'create Plan early', 'create Plan late'])
  t.match(archive.find('SeatPool', 'hall')?.status, { sold: 1, observedGeneration: 1 })
  t.match(archive.find('Reservation', 'late')?.spec, { poolRef: 'hall', seats: [2], pending: true })
  t.match(archive.find('Ticket', 'hall--0000001')?.spec, { orderRef: 'early' })
})

t.test('a buyer is restored after its order, which owns it again', async t => {
  const archive = createMemoryArchive()
  await restore(archive, aBackup(boughtConference))
  t.strictSame(
    lasting(archive.objects(), { counts: false }),
    lasting(boughtConference.map(restoredFrom), { counts: false }),
  )
  const created = archive.requests.filter(request => /create (Order|Buyer|Payment|Checkout|Refund)/.test(request))
  t.strictSame(created.slice(-5), [
    ...['create Order unanswered', 'create Buyer sold', 'create Payment paypal-1', 'create Checkout sold-1'],
    'create Refund paypal-1-1',
  ])
  const order = archive.find('Order', 'sold')
  t.not(order?.metadata.uid, stored('Order', 'sold').metadata.uid)
  t.strictSame(archive.find('Buyer', 'sold')?.metadata.ownerReferences, [
    { apiVersion, kind: 'Order', name: 'sold', uid: order?.metadata.uid },
  ])
  t.strictSame(archive.find('Buyer', 'sold')?.spec, buyer.spec)
})

t.test('an open checkout and a sent refund are restored with their status and their key', async t => {
  const archive = createMemoryArchive()
  await restore(archive, aBackup(boughtConference))
  const [order, open] = [archive.find('Order', 'sold'), archive.find('Checkout', 'sold-1')]
  const sent = archive.find('Refund', 'paypal-1-1')
  t.match(open?.spec, { orderUid: order?.metadata.uid })
  t.not(open?.metadata.uid, checkout.metadata.uid)
  t.equal(open?.metadata.annotations?.[gatewayKeyAnnotation], checkout.metadata.uid)
  t.strictSame([open?.status, sent?.status], [checkout.status, refund.status])
  for (const one of [open, sent])
    t.strictSame(one?.metadata.ownerReferences, [{ apiVersion, kind: 'Order', name: 'sold', uid: order?.metadata.uid }])
  const again = createMemoryArchive({ id: '00000003' })
  await restore(again, aBackup(archive.objects()))
  const { annotations } = again.find('Checkout', 'sold-1')?.metadata ?? {}
  t.equal(annotations?.[gatewayKeyAnnotation], checkout.metadata.uid, 'a second restore keeps the first key')
})

t.test('a pool that lost its status is reported', async t => {
  const { status: _, ...silent } = pooledConference.find(({ kind }) => kind === 'SeatPool') as ArchivedObject
  const archive: MemoryArchive = createMemoryArchive({
    asked: request => {
      const found = archive.find('SeatPool', 'hall')
      if (request === 'list SeatPool' && found) archive.put({ ...silent, metadata: found.metadata })
    },
  })
  t.match(await failure(archive, aBackup(pooledConference)), 'SeatPool "hall" must have the status of the backup')
})

t.test('a backup of 0.2.0 is restored in the form of this version', async t => {
  const archive = createMemoryArchive()
  await restore(archive, aBackup(soldBefore))
  t.strictSame(lasting(archive.objects(), { counts: false }), lasting(expected, { counts: false }))
})

t.test('data that this version cannot store is removed by a restore, and reported', async t => {
  const odd = backup.objects.map(one =>
    one === stored('Order', 'unanswered') ? { ...one, spec: { ...one.spec, date: '2026-02-30T08:00:00Z' } } : one,
  )
  const archive = createMemoryArchive()
  const lines = await restore(archive, aBackup(odd))
  t.equal(lines[0], 'Order "unanswered": date "2026-02-30T08:00:00Z", which is no time, is removed')
  t.strictSame(archive.find('Order', 'unanswered')?.spec, whole.find('Order', 'unanswered')?.spec)
})

t.test('a backup of 0.1.0 or 0.2.0 is restored, and its orders own their reservations', async t => {
  for (const version of ['0.1.0', '0.2.0']) {
    const file = join(import.meta.dirname, '..', '..', 'fixtures', 'releases', version, 'backup.json')
    const taken = readBackup(readFileSync(file, 'utf8'))
    const archive = createMemoryArchive()
    await restore(archive, taken)
    t.equal(archive.objects().length, taken.objects.length)
    for (const { kind, metadata, spec } of taken.objects) {
      const { name } = metadata
      const order = archive.find('Order', name)?.metadata
      if (kind === 'Order') t.equal(order?.annotations?.['backup.app.corley.it/placed-at'], metadata.creationTimestamp)
      if (kind !== 'Reservation') continue
      const planRef = taken.objects.find(one => one.kind === 'Order' && one.metadata.name === name)?.spec?.['planRef']
      const { metadata: found, spec: is } = archive.find('Reservation', name) as ArchivedObject
      t.strictSame(is, { ...spec, orderUid: order?.uid, orderGeneration: is?.['orderGeneration'], planRef })
      t.strictSame(found.labels, {
        'controller-uid': order?.uid,
        'orders.app.corley.it': name,
        'plans.app.corley.it': planRef,
      })
      t.strictSame(found.ownerReferences, [{ apiVersion, kind: 'Order', name, uid: order?.uid, controller: true }])
      t.equal(found.annotations, undefined)
    }
    t.equal(await failure(archive, taken).then(told => /already restored/.test(told)), true)
  }
})

t.test('restored objects have the new uids and generations', async t => {
  const uid = whole.find('Order', 'sold')?.metadata.uid
  t.match(whole.find('Reservation', 'sold')?.spec, { orderUid: uid, orderGeneration: 1 })
  t.match(whole.find('Ticket', 'seats-0000002')?.metadata, {
    ownerReferences: [{ uid, blockOwnerDeletion: true }],
    annotations: {
      'orders.app.corley.it/generation': '1',
      'orders.app.corley.it/reservation': `${whole.find('Reservation', 'sold')?.metadata.uid}/1`,
    },
  })
  t.match(whole.find('Order', 'sold')?.status, { observedGeneration: 1, conditions: [{ observedGeneration: 1 }] })
  t.match(whole.find('Order', 'waiting-a')?.status, { observedGeneration: 0 }, 'its change was not answered')
  t.strictSame(whole.find('Order', 'unanswered')?.status, newOrder)
})

t.test('the namespace is marked before any order is restored, and until everything is written', async t => {
  t.strictSame(whole.requests, [
    ...['list Conference conf', 'list Namespace conf', 'create Conference conf', 'create Namespace conf'],
    ...Array.from({ length: 12 }, () => ['pause 250', 'list Conference conf']).flat(),
    ...['create Plan seats', 'create Coupon few'],
    ...['create Order sold', 'create Order waiting-b', 'create Order waiting-a', 'create Order unanswered'],
    'create Payment paypal-1',
    ...['create Reservation sold', 'create Reservation waiting-b', 'create Reservation waiting-a'],
    ...['create Ticket seats-0000001', 'create Ticket seats-0000002', 'create ResourceQuota limit'],
    ...['Plan seats', 'Order sold', 'Order waiting-b', 'Order waiting-a'].map(one => `write the status of ${one}`),
    ...['Conference', 'Namespace', 'SeatPool', 'Plan', 'Coupon', 'Order', 'Buyer'].map(kind => `list ${kind}`),
    ...['Payment', 'Checkout', 'Refund', 'Reservation', 'Ticket', 'ResourceQuota'].map(kind => `list ${kind}`),
    'write the status of Conference conf',
    'annotate Namespace conf',
  ])
  t.strictSame(lines, [
    ...['Plans: 1', 'Coupons: 1', 'Orders: 4', 'Payments: 1', 'Reservations: 3'],
    ...['Tickets: 2', 'ResourceQuotas: 1', 'statuses: 4'],
  ])
  const markers: unknown[] = []
  const archive: MemoryArchive = createMemoryArchive({
    asked: request => {
      const namespace = archive.find('Namespace', 'conf')
      if (namespace && !request.startsWith('list')) markers.push(namespace.metadata.annotations?.[restoringAnnotation])
    },
  })
  await restore(archive)
  t.strictSame(new Set(markers), new Set(['2026-11-20T08:00:00Z']))
  t.equal(archive.find('Namespace', 'conf')?.metadata.annotations?.[restoringAnnotation], undefined)
})

t.test('a restore that stops anywhere and is repeated has the same result', async t => {
  const expected = lasting(whole.objects())
  const requests = whole.requests.filter(request => !request.startsWith('pause'))
  const stops = fc.record({ at: fc.nat({ max: 2 * requests.length }), carriedOut: fc.boolean() })
  const ends = async (faults: Fault[]) => {
    const archive = createMemoryArchive({ faults })
    for (let times = 0; times <= faults.length; times++) {
      const told = await failure(archive)
      if (told === 'none') break
      const again =
        /^Cannot restore (?:conference|\w+) "[\w-]+": .*: the connection was lost; restore again to continue$/
      if (!again.test(told)) return told
    }
    t.strictSame(lasting(archive.objects()), expected)
    return 'none'
  }
  // When the answer to the very last request is lost, the next attempt finds that everything is restored.
  const last = requests.length - 1
  for (const carriedOut of [true, false])
    for (let at = 0; at < last; at++) t.equal(await ends([{ at, carriedOut }]), 'none', `${requests[at]}`)
  t.equal(await ends([{ at: last, carriedOut: false }]), 'none')
  t.match(await ends([{ at: last, carriedOut: true }]), /it is already restored/)
  await fc.assert(
    fc.asyncProperty(fc.array(stops, { maxLength: 5 }), async faults => {
      const told = await ends(faults)
      return told === 'none' || told.includes('it is already restored')
    }),
  )
})

t.test('new orders and payments are kept', async t => {
  const archive = createMemoryArchive({
    asked(request) {
      const order = archive.find('Order', 'sold')
      if (request !== 'create Payment paypal-1' || order === undefined) return
      const { uid: _, ...metadata } = payment.metadata
      const ownerReferences = metadata.ownerReferences?.map(owner => ({ ...owner, uid: order.metadata.uid }))
      const labels = { ...metadata.labels, 'controller-uid': order.metadata.uid }
      const spec = { ...payment.spec, receivedAt: '2026-11-20T09:00:00Z' }
      archive.put({
        ...payment,
        metadata: { ...metadata, uid: 'again', ownerReferences, labels },
        spec,
      } as ArchivedObject)
      archive.put({ ...payment, metadata: { ...payment.metadata, name: 'late' } } as ArchivedObject)
      archive.put({
        ...stored('Order', 'unanswered'),
        metadata: { ...stored('Order', 'unanswered').metadata, name: 'new' },
      })
    },
  })
  await restore(archive)
  t.match(archive.find('Payment', 'paypal-1'), { metadata: { uid: 'again' }, spec: { gross: '39.80' } })
  t.ok(archive.find('Payment', 'late'))
  t.ok(archive.find('Order', 'new'))
})

/** The error of a restore if somebody acts before one of its requests. */
async function disturbed(before: string, act: (archive: MemoryArchive) => void): Promise<string> {
  const archive = createMemoryArchive({ asked: request => request === before && act(archive) })
  return await failure(archive)
}

const meanwhile = '; it was changed meanwhile: stop Metacontroller, delete the conference and restore again'

t.test('a different object of the same name is not accepted', async t => {
  const other = { ...stored('Order', 'sold'), spec: { planRef: 'seats', price: 1, quantity: 1 } }
  t.equal(
    await disturbed('create Order sold', archive => archive.put(other)),
    'Cannot restore Order "sold": another Order of that name exists; delete it, or the whole conference, and restore again',
  )
})

t.test('work of the box office or the engine during the restore is an error', async t => {
  const ticket = stored('Ticket', 'seats-0000001')
  const tickets = [3, 4, 5, 6, 7, 8].map(number => ({
    ...ticket,
    metadata: { ...ticket.metadata, name: `seats-${number}` },
  }))
  t.equal(
    await disturbed('list Namespace', archive => archive.put(tickets[0] as ArchivedObject)),
    `Cannot restore conference "conf": Ticket "seats-3" must not exist${meanwhile}`,
  )
  t.equal(
    await disturbed('list Namespace', archive => {
      for (const one of tickets) archive.put(one)
      archive.remove('Coupon', 'few')
    }),
    `Cannot restore conference "conf": Coupon "few" must exist, ${['3', '4', '5', '6'].map(number => `Ticket "seats-${number}" must not exist`).join(', ')} and 2 more${meanwhile}`,
  )
})

t.test('a Metacontroller that starts in the middle is noticed', async t => {
  const status = { observedGeneration: 1 }
  const told =
    'Cannot restore conference "conf": Metacontroller is running; stop it, delete the conference and restore again'
  t.equal(await disturbed('create Ticket seats-0000001', one => one.change('Conference', 'conf', { status })), told)
  const answered = await disturbed('write the status of Order sold', one => one.change('Order', 'sold', { status }))
  t.match(answered, /^Cannot restore Order "sold": .*; restore again to continue$/)
})

t.test('it ends when the signal aborts', async t => {
  const interrupt = new AbortController()
  const archive = createMemoryArchive({ asked: request => request === 'create Coupon few' && interrupt.abort() })
  const { signal } = interrupt
  await t.rejects(
    restoreBackup(backup, { archive, signal, log: () => undefined, pause: archive.pause, now: () => now }),
    {
      message: 'Cannot restore Order "sold": create Order sold: the connection was lost; restore again to continue',
    },
  )
  t.notOk(archive.find('Payment', 'paypal-1'))
})
