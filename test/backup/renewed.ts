import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { Renewals } from '../../hooks/backup/generations.ts'
import { renewObject } from '../../hooks/backup/renewed.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { fc } from '../fixtures/properties.ts'
import { soldBefore, soldConference, stored, uidOf } from '../fixtures/sold-conference.ts'

const lastApplied = 'metacontroller.k8s.io/last-applied-configuration'
const anew = (uid: string) => uid.replace(/^00000001/, '00000002')

/** All of it is restored, and everything has generation 1. */
const renewals: Renewals = new Map(
  soldConference.map(({ metadata: { uid, generation = 1 } }) => [
    uid,
    { uid: anew(uid), generation: { was: generation, is: 1 } },
  ]),
)
const uids = /0000000[12](?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

t.test('nothing says an old uid any more', async t => {
  for (const object of soldConference) {
    const said = JSON.stringify(renewObject(object, renewals))
    t.notMatch(said, /00000001-/, `${object.kind} ${object.metadata.name}`)
    t.strictSame(said.match(uids), JSON.stringify(object).match(uids)?.map(anew) ?? null)
  }
})

t.test('a reservation, and what the engine wrote down of it, say the new generation of the order', async t => {
  const before = soldBefore.find(({ kind }) => kind === 'Reservation') as ArchivedObject
  const { metadata, spec } = renewObject(before, renewals)
  t.match(spec, { orderGeneration: 1, orderUid: anew(uidOf('Order')) })
  t.match(JSON.parse(metadata.annotations?.[lastApplied] ?? ''), {
    metadata: { labels: { 'controller-uid': anew(uidOf('Plan')) } },
    spec: { orderGeneration: 1, orderUid: anew(uidOf('Order')) },
  })
})

t.test('a ticket says the new generations of order and reservation, also in what was applied', async t => {
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

t.test('a status says the generation of its own object', async t => {
  t.match(renewObject(stored('Order', 'sold'), renewals).status, { observedGeneration: 1, paid: '39.80' })
  t.match(renewObject(stored('Order', 'waiting-a'), renewals).status, { observedGeneration: 0 }, 'not answered yet')
  t.match(renewObject(stored('Order', 'waiting-a'), new Map()).status, { observedGeneration: 1 })
})

t.test('what was applied and cannot be read stays as it is', async t => {
  const namespace = stored('Namespace', 'conf')
  const applied = (text: string): ArchivedObject => ({
    ...namespace,
    metadata: { ...namespace.metadata, annotations: { [lastApplied]: text } },
  })
  for (const text of ['', 'x', '{', 'null', '7', '{"metadata":7}'])
    t.equal(renewObject(applied(text), renewals).metadata.annotations?.[lastApplied], text)
})

t.test('with uids and generations that are the old ones, nothing is another', async () => {
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
