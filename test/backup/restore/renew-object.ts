import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { Renewals } from '../../../hooks/backup/restore/generations.ts'
import { newObject, renewObject } from '../../../hooks/backup/restore/renew-object.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { checkout } from '../../fixtures/backup/bought-conference.ts'
import { soldBefore, soldConference, stored, uidOf } from '../../fixtures/backup/sold-conference.ts'
import { fc } from '../../fixtures/properties.ts'

const lastApplied = 'metacontroller.k8s.io/last-applied-configuration'
const anew = (uid: string) => uid.replace(/^00000001/, '00000002')

/** Renewals of the whole conference, with generation 1 for every object. */
const renewals: Renewals = new Map(
  soldConference.map(({ metadata: { uid, generation = 1 } }) => [
    uid,
    { uid: anew(uid), generation: { was: generation, is: 1 } },
  ]),
)
const uids = /0000000[12](?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

t.test('no old uid is left', async t => {
  for (const object of soldConference) {
    const said = JSON.stringify(renewObject(object, renewals))
    t.notMatch(said, /00000001-/, `${object.kind} ${object.metadata.name}`)
    t.strictSame(said.match(uids), JSON.stringify(object).match(uids)?.map(anew) ?? null)
  }
})

t.test('a reservation and its last-applied annotation get the new generation of the order', async t => {
  const before = soldBefore.find(({ kind }) => kind === 'Reservation') as ArchivedObject
  const { metadata, spec } = renewObject(before, renewals)
  t.match(spec, { orderGeneration: 1, orderUid: anew(uidOf('Order')) })
  t.match(JSON.parse(metadata.annotations?.[lastApplied] ?? ''), {
    metadata: { labels: { 'controller-uid': anew(uidOf('Plan')) } },
    spec: { orderGeneration: 1, orderUid: anew(uidOf('Order')) },
  })
})

t.test('a ticket gets the new generations of order and reservation, also in its last-applied annotation', async t => {
  const ticket = stored('Ticket', 'seats-0000002')
  const { labels = {}, annotations = {} } = ticket.metadata
  const applied = JSON.stringify({ metadata: { labels, annotations } })
  const whole = { ...ticket, metadata: { ...ticket.metadata, annotations: { ...annotations, [lastApplied]: applied } } }
  const expected = {
    'orders.app.corley.it/generation': '1',
    'orders.app.corley.it/reservation': `${anew(uidOf('Reservation'))}/1`,
  }
  const { annotations: found = {} } = renewObject(whole, renewals).metadata
  t.match(found, expected)
  t.strictSame(JSON.parse(found[lastApplied] ?? '').metadata.annotations, expected)
})

t.test('a status gets the generation of its own object', async t => {
  t.match(renewObject(stored('Order', 'sold'), renewals).status, { observedGeneration: 1, paid: '39.80' })
  t.match(renewObject(stored('Order', 'waiting-a'), renewals).status, { observedGeneration: 0 }, 'not answered yet')
  t.match(renewObject(stored('Order', 'waiting-a'), new Map()).status, { observedGeneration: 1 })
})

t.test('the first uid of an object is kept, even if it is its last', async t => {
  const firstUid = 'backup.app.corley.it/first-uid'
  const ticket = stored('Ticket', 'seats-0000002')
  const { uid, annotations } = ticket.metadata
  const marked = { ...ticket, metadata: { ...ticket.metadata, annotations: { ...annotations, [firstUid]: uid } } }
  t.match(renewObject(marked, renewals).metadata, { uid: anew(uid), annotations: { [firstUid]: uid } })
  t.equal(newObject(marked, renewals).metadata.annotations?.[firstUid], uid)
})

t.test('a checkout keeps the uid under which its gateway knows it', async t => {
  const { uid } = checkout.metadata
  const annotations = { 'backup.app.corley.it/gateway-key': uid, note: uid }
  const keyed = { ...checkout, metadata: { ...checkout.metadata, annotations } }
  const own: Renewals = new Map([...renewals, [uid, { uid: 'another', generation: { was: 1, is: 1 } }]])
  const renewed = renewObject(keyed, own)
  t.strictSame(renewed.metadata.annotations, { ...annotations, note: 'another' })
  t.match(renewed.spec, { orderUid: anew(uidOf('Order')) })
})

t.test('an unreadable last-applied annotation is kept', async t => {
  const namespace = stored('Namespace', 'conf')
  const applied = (text: string): ArchivedObject => ({
    ...namespace,
    metadata: { ...namespace.metadata, annotations: { [lastApplied]: text } },
  })
  for (const text of ['', 'x', '{', 'null', '7', '{"metadata":7}'])
    t.equal(renewObject(applied(text), renewals).metadata.annotations?.[lastApplied], text)
})

t.test('renewals to the old uids and generations change nothing', async () => {
  const same: Renewals = new Map(
    soldConference.map(({ metadata: { uid, generation = 1 } }) => [
      uid,
      { uid, generation: { was: generation, is: generation } },
    ]),
  )
  fc.assert(
    fc.property(fc.subarray([...same.keys()]), known => {
      const some = new Map([...same].filter(([uid]) => known.includes(uid)))
      return soldConference.every(object => isDeepStrictEqual(renewObject(object, some), object))
    }),
  )
})

const newUid = '00000002-0000-4000-8000-000000000001'
const orderRenewal: Renewals = new Map([[uidOf('Order'), { uid: newUid, generation: { was: 3, is: 1 } }]])

t.test("the fields that people and hooks wrote are created, and none of the API server's", async t => {
  const { labels = {}, ownerReferences: [owner] = [] } = stored('Payment', 'paypal-1').metadata
  t.strictSame(newObject(stored('Payment', 'paypal-1'), orderRenewal), {
    apiVersion: 'app.corley.it/v1',
    kind: 'Payment',
    metadata: {
      name: 'paypal-1',
      namespace: 'conf',
      labels: { ...labels, 'controller-uid': newUid },
      ownerReferences: [{ ...owner, uid: newUid }],
    },
    spec: stored('Payment', 'paypal-1').spec,
  })
  t.strictSame(newObject(stored('Conference', 'conf'), orderRenewal), {
    apiVersion: 'app.corley.it/v1',
    kind: 'Conference',
    metadata: { name: 'conf' },
    spec: { title: 'Conf' },
  })
  const ticket = stored('Ticket', 'seats-0000002')
  t.strictSame(newObject(ticket, orderRenewal).metadata.annotations, {
    'orders.app.corley.it/generation': '1',
    'orders.app.corley.it/reservation': `${uidOf('Reservation')}/4`,
  })
})

t.test('Kubernetes writes the spec of a namespace', async t => {
  const { labels, annotations } = stored('Namespace', 'conf').metadata
  t.strictSame(newObject(stored('Namespace', 'conf'), new Map()), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'conf', labels, annotations },
  })
})

t.test('owners that are not restored are left out, and so are finalizers', async t => {
  const order = stored('Order', 'sold')
  const [owner] = stored('Payment', 'paypal-1').metadata.ownerReferences ?? []
  const foreign = { apiVersion: 'example.com/v1', kind: 'Shop', name: 'x', uid: 'x' }
  const owned = (...ownerReferences: (typeof foreign)[]): ArchivedObject => ({
    ...order,
    metadata: { ...order.metadata, ownerReferences, ...{ finalizers: ['example.com/x'] } },
  })
  t.strictSame(newObject(owned(foreign), orderRenewal).metadata, {
    name: 'sold',
    namespace: 'conf',
    labels: { shop: 'web' },
  })
  const { ownerReferences } = newObject(owned(foreign, owner as typeof foreign), orderRenewal).metadata
  t.strictSame(ownerReferences, [{ ...owner, uid: newUid }])
})

t.test('an object without a spec gets none', async t => {
  const { spec: _, ...order } = stored('Order', 'sold')
  t.notOk('spec' in newObject(order, orderRenewal))
})
