import t from 'tap'
import { newObject } from '../../../hooks/backup/restore/renew-object.ts'
import {
  createOnce,
  isAlreadyExistsError,
  renewalOf,
  restoreFailure,
  restoreStatus,
} from '../../../hooks/backup/restore/restore-object.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { createMemoryArchive, type MemoryArchive } from '../../fixtures/backup/memory-archive.ts'
import { stored } from '../../fixtures/backup/sold-conference.ts'

const { signal } = new AbortController()
const renewals = new Map()
const order = newObject(stored('Order', 'sold'), renewals)
const create = (archive: MemoryArchive, object = order) => createOnce(object, { archive, conference: 'conf', signal })

/** A store with the namespace alone. */
function empty(options: Parameters<typeof createMemoryArchive>[0] = {}): MemoryArchive {
  const archive = createMemoryArchive(options)
  archive.put(stored('Namespace', 'conf'))
  return archive
}

t.test('an object is created, and found the next time', async t => {
  const archive = empty()
  const made = await create(archive)
  t.match(made, order)
  t.strictSame(archive.find('Order', 'sold'), made)
  t.strictSame(await create(archive), made)
  t.strictSame(archive.requests, ['create Order sold', 'create Order sold', 'list Order sold'])
})

t.test('an object is found that was created although the answer was lost', async t => {
  const archive = empty({ faults: [{ at: 0, carriedOut: true }] })
  const failure = {
    message: 'Cannot restore Order "sold": create Order sold: the connection was lost; restore again to continue',
  }
  await t.rejects(create(archive), failure)
  t.strictSame(await create(archive), archive.find('Order', 'sold'))
})

t.test('another object of the name is refused', async t => {
  const told = 'another Order of that name exists; delete it, or the whole conference, and restore again'
  for (const change of [{ spec: { ...order.spec, quantity: 1 } }, { metadata: { ...order.metadata, labels: {} } }]) {
    const archive = empty()
    await archive.create({ ...order, ...change }, signal)
    await t.rejects(create(archive), { message: `Cannot restore Order "sold": ${told}` })
  }
  const archive = empty()
  const { metadata } = await create(archive)
  archive.change('Order', 'sold', { metadata: { ...metadata, deletionTimestamp: 'now' } })
  await t.rejects(
    create(archive),
    { message: `Cannot restore Order "sold": ${told}` },
    'also one that is being deleted',
  )
})

t.test('an object that is deleted before the look-up is restored the next time', async t => {
  const archive = empty({ asked: what => what === 'list Order sold' && archive.remove('Order', 'sold') })
  await create(archive)
  await t.rejects(create(archive), { message: /^Cannot restore Order "sold": another Order of that name exists/ })
  t.match(await create(archive), order)
})

t.test('a status is written once, to an object without one', async t => {
  const archive = empty()
  const was = stored('Order', 'sold')
  const is = await create(archive)
  const restored = { was, is }
  const again = new Map([[was.metadata.uid, renewalOf(restored)]])
  const write = (is: ArchivedObject) => restoreStatus({ was, is }, { archive, renewals: again, signal })
  await write(is)
  t.match(archive.find('Order', 'sold')?.status, { ...was.status, observedGeneration: 1, conditions: [{}] })
  await write(archive.find('Order', 'sold') as ArchivedObject)
  t.strictSame(archive.requests, ['create Order sold', 'write the status of Order sold'])
  await t.rejects(write(is), {
    message: 'Cannot restore Order "sold": Order "sold" has been modified; restore again to continue',
  })
})

t.test('a status without an answer of a hook is not restored', async t => {
  const archive = empty()
  const was = stored('Order', 'unanswered')
  const is = await create(archive, newObject(was, renewals))
  await restoreStatus({ was, is }, { archive, renewals, signal })
  t.strictSame(archive.find('Order', 'unanswered'), is)
  t.strictSame(archive.requests, ['create Order unanswered'])
})

t.test('uid and generation are new', async t => {
  const [was, is] = [stored('Order', 'sold'), stored('Order', 'waiting-a')]
  t.strictSame(renewalOf({ was, is }), { uid: is.metadata.uid, generation: { was: 3, is: 2 } })
  const [quota, namespace] = [stored('ResourceQuota', 'limit'), stored('Namespace', 'conf')]
  t.strictSame(renewalOf({ was: quota, is: quota }), { uid: 'quota', generation: { was: 1, is: 1 } })
  t.strictSame(renewalOf({ was: namespace, is: namespace }).generation, { was: 1, is: 1 })
})

t.test('a failure names the object, and only AlreadyExists means that it exists', async t => {
  const archive = empty()
  await archive.create(order, signal)
  const there = await archive.create(order, signal).catch(error => error)
  const nowhere = await createMemoryArchive()
    .create(order, signal)
    .catch(error => error)
  t.strictSame([there, nowhere, new Error('AlreadyExists')].map(isAlreadyExistsError), [true, false, false])
  t.match(restoreFailure(order, nowhere), {
    message: 'Cannot restore Order "sold": namespaces "conf" not found; restore again to continue',
    cause: nowhere,
  })
})
