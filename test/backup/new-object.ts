import t from 'tap'
import type { Renewals } from '../../hooks/backup/generations.ts'
import { newObject } from '../../hooks/backup/new-object.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { stored, uidOf } from '../fixtures/sold-conference.ts'

const uid = '00000002-0000-4000-8000-000000000001'
const renewals: Renewals = new Map([[uidOf('Order'), { uid, generation: { was: 3, is: 1 } }]])

t.test('what people and hooks wrote is made again, and nothing that the API server gives', async t => {
  const { labels = {}, ownerReferences: [owner] = [] } = stored('Payment', 'paypal-1').metadata
  t.strictSame(newObject(stored('Payment', 'paypal-1'), renewals), {
    apiVersion: 'app.corley.it/v1',
    kind: 'Payment',
    metadata: {
      name: 'paypal-1',
      namespace: 'conf',
      labels: { ...labels, 'controller-uid': uid },
      ownerReferences: [{ ...owner, uid }],
    },
    spec: stored('Payment', 'paypal-1').spec,
  })
  t.strictSame(newObject(stored('Conference', 'conf'), renewals), {
    apiVersion: 'app.corley.it/v1',
    kind: 'Conference',
    metadata: { name: 'conf' },
    spec: { title: 'Conf' },
  })
  const ticket = stored('Ticket', 'seats-0000002')
  t.strictSame(newObject(ticket, renewals).metadata.annotations, {
    'orders.app.corley.it/generation': '1',
    'orders.app.corley.it/reservation': `${uidOf('Reservation')}/4`,
  })
})

t.test('of a namespace Kubernetes writes the spec', async t => {
  const { labels, annotations } = stored('Namespace', 'conf').metadata
  t.strictSame(newObject(stored('Namespace', 'conf'), new Map()), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'conf', labels, annotations },
  })
})

t.test('an owner that is not restored is left out, and so are finalizers', async t => {
  const order = stored('Order', 'sold')
  const [owner] = stored('Payment', 'paypal-1').metadata.ownerReferences ?? []
  const foreign = { apiVersion: 'example.com/v1', kind: 'Shop', name: 'x', uid: 'x' }
  const owned = (...ownerReferences: (typeof foreign)[]): ArchivedObject => ({
    ...order,
    metadata: { ...order.metadata, ownerReferences, ...{ finalizers: ['example.com/x'] } },
  })
  t.strictSame(newObject(owned(foreign), renewals).metadata, {
    name: 'sold',
    namespace: 'conf',
    labels: { shop: 'web' },
  })
  const { ownerReferences } = newObject(owned(foreign, owner as typeof foreign), renewals).metadata
  t.strictSame(ownerReferences, [{ ...owner, uid }])
})

t.test('what has no spec gets none', async t => {
  const { spec: _, ...order } = stored('Order', 'sold')
  t.notOk('spec' in newObject(order, renewals))
})
