import t from 'tap'
import { kinds } from '../../../scripts/print/kinds.ts'
import { collectors, emptying, everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import {
  change,
  creation,
  type Deed,
  deletion,
  people,
  startPolicyLab,
  type Who,
} from '../../fixtures/chart/policy-lab.ts'
import {
  makeObjects,
  orderOwner,
  ownedBuyer,
  ownedCheckout,
  ownedPayment,
  ownedRefund,
  ownedTicket,
} from '../../fixtures/chart/policy-objects.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)

const metadata = (object: string, changed: object) => change(object, { metadata: changed })

t.test(
  'an order with the finalizer "orphan", which an older version accepted, is deleted only after that is removed',
  async t => {
    const told =
      'an order must be deleted with its tickets and payments: leave out --cascade=orphan, and remove the finalizer orphan'
    const orphaning = manifest({ kind: 'Order', name: 'orphaning' })
    const body = { ...orphaning, metadata: { ...orphaning.metadata, finalizers: ['orphan'] } } as typeof orphaning
    await lab.act('restorer', creation(body))
    await everybodyTries(t, lab, { deed: deletion('orders/orphaning'), may: emptying, told })
    await everybodyTries(t, lab, { deed: metadata('orders/orphaning', { finalizers: null }), may: everybody, told: '' })
    await lab.act('organizer', metadata('orders/orphaning', { finalizers: null }))
    await everybodyTries(t, lab, { deed: deletion('orders/orphaning'), may: everybody, told: '' })
  },
)

const writtenByPeople = ['Conference', 'Plan', 'SeatPool', 'Coupon', 'Order'] as const
const withMetadata = (kind: string, more: object) => {
  const object = manifest({ kind, name: 'padded' })
  return { ...object, metadata: { ...object.metadata, ...more } } as typeof object
}

t.test('only the cluster adds finalizers and owners, and anybody removes them', async t => {
  const may: Who[] = ['engine', ...collectors]
  const finalizers = ['example.com/mine']
  const ownerReferences = [orderOwner(order)]
  const toldOf = (field: string) =>
    `metadata.${field} must be added by the cluster alone: leave them as they are, or remove them`
  for (const kind of writtenByPeople) {
    await everybodyTries(t, lab, {
      deed: creation(withMetadata(kind, { finalizers })),
      may,
      told: toldOf('finalizers'),
    })
    await everybodyTries(t, lab, {
      deed: creation(withMetadata(kind, { ownerReferences })),
      may,
      told: toldOf('ownerReferences'),
    })
  }
  await everybodyTries(t, lab, { deed: metadata('orders/new', { finalizers }), may, told: toldOf('finalizers') })
  await everybodyTries(t, lab, {
    deed: metadata('orders/new', { ownerReferences }),
    may,
    told: toldOf('ownerReferences'),
  })
  await lab.act('engine', metadata('orders/new', { finalizers, ownerReferences }))
  for (const less of [{ finalizers: null }, { ownerReferences: null }, { labels: { mine: 'x' } }])
    await everybodyTries(t, lab, { deed: metadata('orders/new', less), may: everybody, told: '' })
  await lab.act('organizer', metadata('orders/new', { finalizers: null, ownerReferences: null }))
})

t.test(
  'a finalizer of any kind, which an older version accepted, is removed by anybody and added by nobody',
  async t => {
    const finalizers = ['example.com/mine']
    const told: [object: Manifest, told: string][] = [
      ...writtenByPeople.map((kind): [Manifest, string] => [
        manifest({ kind, name: 'kept' }),
        'metadata.finalizers must be added by the cluster alone',
      ]),
      [{ ...ownedBuyer(order) }, 'metadata.finalizers must be added by the cluster alone'],
      [ownedTicket(order, 'paid-1000009'), 'a ticket must stay as it is except for spec.attendee and spec.serial'],
      [ownedPayment(order, 'kept'), 'a payment must stay as it was recorded'],
      [ownedCheckout(order, 9), 'a checkout must stay as it was created except for spec.returned'],
      [ownedRefund(order, 9), 'a refund must stay as it was created'],
      [manifest({ kind: 'Reservation', name: 'kept' }), 'a reservation must be written by the box office alone'],
    ]
    for (const [object, refusal] of told) {
      const { kind = '', metadata: { name = '' } = {} } = object
      await lab.act('restorer', creation({ ...object, metadata: { ...object.metadata, finalizers } } as Manifest))
      const place = kind === 'Conference' ? '' : '/namespaces/conf'
      const path = `${place}/${kind.toLowerCase()}s/${name}`
      const written = (less: object): Deed => ({ ...change('', {}), path, body: { metadata: less } })
      for (const who of everybody) {
        t.equal(await lab.refusal(who, written({ finalizers: null })), undefined, `${who} may remove that of a ${kind}`)
        t.equal(
          await lab.refusal(who, written({ finalizers: [] })),
          undefined,
          `${who} may empty the list of a ${kind}`,
        )
      }
      for (const more of [['example.com/mine', 'example.com/yours'], ['example.com/yours']])
        t.match(await lab.refusal('organizer', written({ finalizers: more })), refusal, `nobody adds one to a ${kind}`)
      await lab.act('organizer', written({ finalizers: null }))
      t.match(await lab.refusal('organizer', written({ finalizers })), refusal, `nor the removed one of a ${kind}`)
      await lab.act('restorer', { method: 'DELETE', path })
    }
    const tried = new Set(told.map(([{ kind }]) => kind))
    const untried = kinds.filter(({ kind }) => !tried.has(kind))
    t.strictSame(untried, [], 'every kind is tried')
  },
)

t.test('annotations and labels have limits, and larger ones from before may stay and shrink', async t => {
  const told =
    'metadata.annotations must have at most 4096 characters in all, those of a conference or plan 32768: keep long texts elsewhere'
  for (const kind of writtenByPeople) {
    const most = ['Conference', 'Plan'].includes(kind) ? 32_768 : 4_096
    const annotated = (characters: number) =>
      creation(withMetadata(kind, { annotations: { note: 'x'.repeat(characters - 4) } }))
    await everybodyTries(t, lab, { deed: annotated(most), may: everybody, told })
    await everybodyTries(t, lab, { deed: annotated(most + 1), may: [], told })
  }
  const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, 'x']))
  await everybodyTries(t, lab, {
    deed: creation(withMetadata('Order', { labels: labels(32) })),
    may: everybody,
    told: '',
  })
  await everybodyTries(t, lab, {
    deed: creation(withMetadata('Order', { labels: labels(33) })),
    may: [],
    told: 'metadata.labels must have at most 32 entries',
  })
  await lab.act(
    'restorer',
    creation(withMetadata('Order', { annotations: { note: 'x'.repeat(5_000) }, labels: labels(40) })),
  )
  for (const less of [{ annotations: { note: 'x'.repeat(4_999) } }, { labels: { l0: null } }, { labels: { l0: 'y' } }])
    await everybodyTries(t, lab, { deed: metadata('orders/padded', less), may: everybody, told: '' })
  await everybodyTries(t, lab, { deed: metadata('orders/padded', { annotations: { another: 'x' } }), may: [], told })
  await everybodyTries(t, lab, {
    deed: metadata('orders/padded', { labels: { another: 'x' } }),
    may: [],
    told: 'metadata.labels must have at most 32 entries',
  })
  await lab.act('organizer', deletion('orders/padded'))
})

t.test('a payment is recorded without long annotations, many labels, finalizers and further owners', async t => {
  const recorded = (more: object) => {
    const payment = ownedPayment(order, 'padded')
    return creation({ ...payment, metadata: { ...payment.metadata, ...more } } as typeof payment)
  }
  const { metadata: { labels, ownerReferences = [] } = {} } = ownedPayment(order)
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`l${index}`, 'x']))
  const another = { ...orderOwner(order), controller: false, uid: 'another' }
  const table: [more: object, told: string | undefined][] = [
    [{ annotations: { note: 'x'.repeat(4_092) } }, undefined],
    [{ annotations: { note: 'x'.repeat(4_093) } }, 'metadata.annotations must have at most 4096 characters in all'],
    [{ labels: { ...labels, ...many } }, undefined],
    [{ labels: { ...labels, ...many, more: 'x' } }, 'metadata.labels must have at most 32 entries'],
    [{ finalizers: ['example.com/mine'] }, 'metadata.finalizers must be added by the cluster alone'],
    [
      { ownerReferences: [...ownerReferences, another] },
      'metadata.ownerReferences of a payment must name only its order: leave out the others',
    ],
  ]
  for (const [more, told] of table)
    for (const who of ['endpoint', 'cashier', 'bookkeeper', 'one of the bookkeepers'] as const) {
      const refusal = await lab.refusal(who, recorded(more))
      if (told === undefined) t.equal(refusal, undefined, `${who} may ${JSON.stringify(more)}`)
      else t.match(refusal, told, `${who} must not ${JSON.stringify(more)}`)
    }
})

t.test('a plan with the longest description can be written with kubectl apply', async t => {
  for (const kind of ['Conference', 'Plan'] as const) {
    const spec = { title: '<'.repeat(200), description: '<'.repeat(5_000) }
    const object = JSON.stringify(manifest({ kind, name: 'described', spec }))
    const { code, stderr } = await lab.controlPlane.kubectl(['apply', '--filename=-', '--as=olga'], object)
    t.equal(code, 0, stderr)
  }
})

t.test(
  'Metacontroller writes only namespaces of conferences, and none of their labels that belong to Kubernetes',
  async t => {
    const attempt = async (who: Who, args: string[], input?: object) => {
      const { code, stderr } = await lab.controlPlane.kubectl(
        [...args, `--as=${people[who][0]}`],
        JSON.stringify(input),
      )
      return code === 0 ? undefined : stderr
    }
    const { metadata } = await lab.act('engine', { method: 'GET', path: '/conferences/announced' })
    const owner = {
      apiVersion: 'app.corley.it/v1',
      kind: 'Conference',
      name: 'announced',
      uid: metadata?.uid,
      controller: true,
    }
    const create = (who: Who, name: string, more: object) =>
      attempt(who, ['create', '--filename=-'], { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...more } })
    const label = (who: Who, name: string, text: string) =>
      attempt(who, ['label', '--overwrite', 'namespace', name, text])
    const privileged = 'pod-security.kubernetes.io/enforce=privileged'
    const foreign = 'a namespace that Metacontroller writes must belong to a conference'
    const reserved = 'labels of Kubernetes must not be added or changed by Metacontroller: label the namespace by hand'
    t.match(await create('engine', 'theirs', {}), foreign)
    t.match(await create('engine', 'theirs', { ownerReferences: [{ ...owner, kind: 'Plan' }] }), foreign)
    t.match(await create('engine', 'theirs', { ownerReferences: [{ ...owner, controller: false }] }), foreign)
    t.match(await create('engine', 'announced', { ownerReferences: [owner], labels: { 'k8s.io/x': 'y' } }), reserved)
    t.equal(await create('engine', 'announced', { ownerReferences: [owner], labels: { team: 'a' } }), undefined)
    t.match(await label('engine', 'announced', privileged), reserved)
    t.equal(await label('admin', 'announced', 'pod-security.kubernetes.io/enforce=restricted'), undefined)
    t.match(await label('engine', 'announced', privileged), reserved)
    t.equal(await label('engine', 'announced', 'team=b'), undefined)
    t.equal(await label('engine', 'announced', 'pod-security.kubernetes.io/enforce-'), undefined)
    t.match(await label('engine', 'conf', 'team=b'), foreign)
    const adopt = (uid: unknown) => {
      const patch = JSON.stringify({ metadata: { ownerReferences: [{ ...owner, uid }] } })
      return attempt('engine', ['patch', 'namespace', 'conf', '--type=merge', `--patch=${patch}`, '--dry-run=server'])
    }
    t.match(await adopt(metadata?.uid), foreign, 'it was not handed over')
    await label('admin', 'conf', `controller-uid=${metadata?.uid}`)
    t.match(await adopt('another'), foreign, 'nor to another one')
    t.equal(await adopt(metadata?.uid), undefined)
    await label('admin', 'conf', 'controller-uid-')
    for (const name of ['conf', 'kconference-system'])
      t.match(await attempt('engine', ['delete', 'namespace', name, '--dry-run=server']), foreign, name)
    t.equal(await attempt('engine', ['delete', 'namespace', 'announced', '--dry-run=server']), undefined)
    t.equal(
      await create('organizer', 'theirs', { labels: { 'k8s.io/x': 'y' } }),
      undefined,
      'others write what they may',
    )
  },
)
