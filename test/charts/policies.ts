import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { manifest } from '../fixtures/manifests.ts'
import {
  change,
  creation,
  type Deed,
  deletion,
  installPolicies,
  people,
  startPolicyLab,
  statement,
  type Who,
} from '../fixtures/policy-lab.ts'
import { letGo, makeGoing, makeObjects, orderOwner, ownedPayment, ownedTicket } from '../fixtures/policy-objects.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)
const everybody = Object.keys(people) as Who[]
const restorers: Who[] = ['restorer', 'one of the restorers', 'backup']
const collectors: Who[] = ['collector', 'namespaces', 'controllers']
const emptying: Who[] = ['namespaces', 'controllers']

/** Everybody tries it: who may can, and all others are told what must be done instead. Who restores may do everything. */
async function everybodyTries(t: Test, attempt: { deed: Deed; may: Who[]; told: string }): Promise<void> {
  const { deed, may, told } = attempt
  for (const who of everybody) {
    const refusal = await lab.refusal(who, deed)
    const attempted = `${deed.method} ${deed.path} ${JSON.stringify(deed.body)}`
    if ([...may, ...restorers].includes(who)) t.equal(refusal, undefined, `${who} may ${attempted}`)
    else t.match(refusal, `denied request: ${told}`, `${who} must not ${attempted}`)
  }
}

const metadata = (object: string, changed: object) => change(object, { metadata: changed })
const attendee = { firstname: 'Ada', lastname: 'Lovelace' }

t.test('a payment is recorded by the endpoint and by those who are listed', async t => {
  const told =
    'a payment must be recorded by the payment endpoint or by somebody listed in policies.manualPayments: let the gateway report it, or ask to be listed'
  const may: Who[] = ['endpoint', 'cashier', 'one of the cashiers']
  await everybodyTries(t, { deed: creation(ownedPayment(order, 'another')), may, told })
})

t.test('a payment that would count for no order is recorded by nobody', async t => {
  const whole = ownedPayment(order, 'another')
  const told =
    'a payment must have the order in spec.orderRef as its controlling owner, and the uid of it as label controller-uid: add both'
  const [owner] = whole.metadata?.ownerReferences ?? []
  for (const changed of [
    { ownerReferences: undefined },
    { ownerReferences: [{ ...owner, controller: false }] },
    { ownerReferences: [{ ...owner, kind: 'Plan' }] },
    { ownerReferences: [{ ...owner, apiVersion: 'example.com/v1' }] },
    { ownerReferences: [{ ...owner, name: 'unpaid' }] },
    { ownerReferences: [{ ...owner, uid: 'another' }] },
    { labels: undefined },
    { labels: { 'controller-uid': 'another' } },
  ]) {
    const payment = { ...whole, metadata: { ...whole.metadata, ...changed } } as typeof whole
    for (const who of ['endpoint', 'cashier'] as const)
      t.match(await lab.refusal(who, creation(payment)), told, JSON.stringify(changed))
  }
})

t.test('a payment stays as it was recorded, and as long as its order', async t => {
  const payment = 'payments/recorded'
  const told = 'a payment must stay as it was recorded: what happened since is a payment of its own'
  for (const changed of [{ labels: { 'controller-uid': 'x' } }, { labels: null }, { annotations: { note: 'x' } }])
    await everybodyTries(t, { deed: metadata(payment, changed), may: [], told })
  for (const changed of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, { deed: metadata(payment, changed), may: collectors, told })
  await everybodyTries(t, {
    deed: deletion(payment),
    may: collectors,
    told: 'a payment must stay as long as its order: cancel and delete the order, and its payments go with it',
  })
  const spent = change(payment, { spec: { gross: '0.01' } })
  for (const who of everybody) t.match(await lab.refusal(who, spent), 'spec must not change: a payment is a fact', who)
})

t.test('tickets come and go by Metacontroller alone', async t => {
  await everybodyTries(t, {
    deed: creation(ownedTicket(order, 'paid-1000002')),
    may: ['engine'],
    told: 'a ticket must be made by Metacontroller alone: place or scale an order, and it gets its tickets',
  })
  await everybodyTries(t, {
    deed: deletion('tickets/paid-1000001'),
    may: ['engine', ...collectors],
    told: 'a ticket must be removed by Metacontroller alone: cancel or scale down its order, and the ticket goes',
  })
})

t.test('people say who comes, and nobody else does', async t => {
  await everybodyTries(t, {
    deed: change('tickets/paid-1000001', { spec: { attendee } }),
    may: everybody.filter(who => who !== 'engine' && !collectors.includes(who)),
    told: 'a ticket must keep the attendee that people gave it: leave spec as it is',
  })
})

t.test('people change nothing else of a ticket', async t => {
  const ticket = 'tickets/paid-1000001'
  const told = 'a ticket must stay as it is but for spec.attendee: change nothing else of it'
  const generation = 'orders.app.corley.it/generation'
  for (const changed of [
    { labels: { 'controller-uid': null } },
    { labels: { 'orders.app.corley.it': 'unpaid' } },
    { labels: { mine: 'x' } },
    { annotations: null },
    { annotations: { [generation]: '9' } },
    { annotations: { [generation]: null } },
    { annotations: { 'orders.app.corley.it/reservation': 'uid/9' } },
    { annotations: { mine: '' } },
    { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'x'.repeat(4_097) } },
  ])
    await everybodyTries(t, { deed: metadata(ticket, changed), may: ['engine'], told })
  for (const changed of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, { deed: metadata(ticket, changed), may: ['engine', ...collectors], told })
  const another = change(ticket, { spec: { orderRef: 'unpaid' } })
  for (const who of everybody) t.match(await lab.refusal(who, another), 'orderRef must not change', who)
})

t.test('an attendee can be written with kubectl apply', async t => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' }
  const applied = change('tickets/paid-1000001', { metadata: { annotations }, spec: { attendee } })
  t.equal(await lab.refusal('organizer', applied), undefined)
})

t.test('reservations are written by the box office alone, and go with their order', async t => {
  const told = 'a reservation must be written by the box office alone: change the order, and its reservation follows'
  const reservation = 'reservations/paid'
  const may: Who[] = ['box office']
  await everybodyTries(t, { deed: creation(manifest({ kind: 'Reservation', name: 'another' })), may, told })
  await everybodyTries(t, { deed: change(reservation, { spec: { decision: 'Sold' } }), may, told })
  await everybodyTries(t, { deed: metadata(reservation, { labels: { mine: 'x' } }), may, told })
  await everybodyTries(t, { deed: metadata(reservation, { annotations: { mine: 'x' } }), may, told })
  for (const changed of [{ ownerReferences: [orderOwner(order)] }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, { deed: metadata(reservation, changed), may: [...may, ...collectors], told })
  await everybodyTries(t, {
    deed: deletion(reservation),
    may: collectors,
    told: 'a reservation must stay as long as its order: delete the order, and its reservation goes with it',
  })
})

t.test('a status is written by who reports it alone', async t => {
  const told = 'a status must be written by Metacontroller alone: change the spec, and the status follows'
  const may: Who[] = ['engine']
  const sold = statement('/namespaces/conf/orders/new', { payment: 'CONFIRMED', quantity: 0 })
  await everybodyTries(t, { deed: sold, may, told })
  await everybodyTries(t, { deed: statement('/conferences/announced', { namespace: 'default' }), may, told })
  await everybodyTries(t, {
    deed: statement('/namespaces/conf/plans/idle', { sold: 1 }),
    may: ['box office'],
    told: 'a status of a plan must be written by the box office alone: change the spec, and the status follows',
  })
})

t.test('an order that has money is cancelled before it is deleted, and others need not be', async t => {
  const told = 'an order with money must be cancelled before it is deleted: set spec.cancelled to true first'
  for (const name of ['paid', 'partly', 'overseas'])
    await everybodyTries(t, { deed: deletion(`orders/${name}`), may: emptying, told })
  for (const name of ['new', 'unpaid', 'refunded', 'cancelled'])
    await everybodyTries(t, {
      deed: deletion(`orders/${name}`, { propagationPolicy: 'Foreground' }),
      may: everybody,
      told,
    })
})

t.test('an order is not deleted without what belongs to it', async t => {
  const may = emptying
  const told =
    'an order must be deleted with its tickets and payments: leave out --cascade=orphan, and remove the finalizer orphan'
  await everybodyTries(t, { deed: deletion('orders/unpaid', { propagationPolicy: 'Orphan' }), may, told })
  const old = { kind: 'DeleteOptions', apiVersion: 'v1', orphanDependents: true }
  await everybodyTries(t, { deed: { ...deletion('orders/unpaid'), body: old }, may, told })
})

t.test(
  'an order with the finalizer of an orphan, which an older version let in, is not deleted before that is gone',
  async t => {
    const told =
      'an order must be deleted with its tickets and payments: leave out --cascade=orphan, and remove the finalizer orphan'
    const orphaning = manifest({ kind: 'Order', name: 'orphaning' })
    const body = { ...orphaning, metadata: { ...orphaning.metadata, finalizers: ['orphan'] } } as typeof orphaning
    await lab.act('restorer', creation(body))
    await everybodyTries(t, { deed: deletion('orders/orphaning'), may: emptying, told })
    await everybodyTries(t, { deed: metadata('orders/orphaning', { finalizers: null }), may: everybody, told: '' })
    await lab.act('organizer', metadata('orders/orphaning', { finalizers: null }))
    await everybodyTries(t, { deed: deletion('orders/orphaning'), may: everybody, told: '' })
  },
)

const writtenByPeople = ['Conference', 'Plan', 'Coupon', 'Order'] as const
const withMetadata = (kind: string, more: object) => {
  const object = manifest({ kind, name: 'padded' })
  return { ...object, metadata: { ...object.metadata, ...more } } as typeof object
}

t.test('finalizers and owners are added by the cluster alone, and removed by anybody', async t => {
  const may: Who[] = ['engine', ...collectors]
  const finalizers = ['example.com/mine']
  const ownerReferences = [orderOwner(order)]
  const toldOf = (field: string) =>
    `metadata.${field} must be added by the cluster alone: leave them as they are, or remove them`
  for (const kind of writtenByPeople) {
    await everybodyTries(t, { deed: creation(withMetadata(kind, { finalizers })), may, told: toldOf('finalizers') })
    await everybodyTries(t, {
      deed: creation(withMetadata(kind, { ownerReferences })),
      may,
      told: toldOf('ownerReferences'),
    })
  }
  await everybodyTries(t, { deed: metadata('orders/new', { finalizers }), may, told: toldOf('finalizers') })
  await everybodyTries(t, { deed: metadata('orders/new', { ownerReferences }), may, told: toldOf('ownerReferences') })
  await lab.act('engine', metadata('orders/new', { finalizers, ownerReferences }))
  for (const less of [{ finalizers: null }, { ownerReferences: null }, { labels: { mine: 'x' } }])
    await everybodyTries(t, { deed: metadata('orders/new', less), may: everybody, told: '' })
  await lab.act('organizer', metadata('orders/new', { finalizers: null, ownerReferences: null }))
})

t.test('annotations and labels are bounded, and what was stored before may stay and become less', async t => {
  const told =
    'metadata.annotations must have at most 4096 characters in all, those of a conference 32768: keep long texts elsewhere'
  for (const kind of writtenByPeople) {
    const most = kind === 'Conference' ? 32_768 : 4_096
    const annotated = (characters: number) =>
      creation(withMetadata(kind, { annotations: { note: 'x'.repeat(characters - 4) } }))
    await everybodyTries(t, { deed: annotated(most), may: everybody, told })
    await everybodyTries(t, { deed: annotated(most + 1), may: [], told })
  }
  const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, 'x']))
  await everybodyTries(t, { deed: creation(withMetadata('Order', { labels: labels(32) })), may: everybody, told: '' })
  await everybodyTries(t, {
    deed: creation(withMetadata('Order', { labels: labels(33) })),
    may: [],
    told: 'metadata.labels must be at most 32',
  })
  await lab.act(
    'restorer',
    creation(withMetadata('Order', { annotations: { note: 'x'.repeat(5_000) }, labels: labels(40) })),
  )
  for (const less of [{ annotations: { note: 'x'.repeat(4_999) } }, { labels: { l0: null } }, { labels: { l0: 'y' } }])
    await everybodyTries(t, { deed: metadata('orders/padded', less), may: everybody, told: '' })
  await everybodyTries(t, { deed: metadata('orders/padded', { annotations: { another: 'x' } }), may: [], told })
  await everybodyTries(t, {
    deed: metadata('orders/padded', { labels: { another: 'x' } }),
    may: [],
    told: 'metadata.labels must be at most 32',
  })
  await lab.act('organizer', deletion('orders/padded'))
})

t.test('when an order was placed is written by a restore alone', async t => {
  const told =
    'an order must keep the moment at which it was placed: only a restore writes the annotation backup.app.corley.it/placed-at'
  const annotations = { 'backup.app.corley.it/placed-at': '2020-01-01T00:00:00Z' }
  const early = manifest({ kind: 'Order', name: 'early' })
  const jumps = { ...early, metadata: { ...early.metadata, annotations } } as typeof early
  await everybodyTries(t, { deed: creation(early), may: everybody, told })
  await everybodyTries(t, { deed: creation(jumps), may: [], told })
  await everybodyTries(t, { deed: metadata('orders/new', { annotations }), may: [], told })
})

t.test('a plan that holds or has sold stays, and others need not', async t => {
  const told = 'a plan that holds or has sold tickets must stay as long as its conference: close it with active: false'
  for (const name of ['holding', 'sold'])
    await everybodyTries(t, { deed: deletion(`plans/${name}`), may: emptying, told })
  for (const propagationPolicy of ['Background', 'Orphan'])
    await everybodyTries(t, { deed: deletion('plans/idle', { propagationPolicy }), may: everybody, told })
})

t.test('a controller of plans is created by nobody', async t => {
  const parentResource = { apiVersion: 'app.corley.it/v1', resource: 'plans' }
  const api = 'metacontroller.k8s.io/v1alpha1'
  const body = { apiVersion: api, kind: 'CompositeController', metadata: { name: 'mine' }, spec: { parentResource } }
  const told =
    'a controller of plans must not decide beside the box office: hand the reservations back first (docs/install.md, "Going back")'
  const order = { ...body, spec: { parentResource: { ...parentResource, resource: 'orders' } } }
  const create = (body: object): Deed => ({ api, method: 'POST', path: '/compositecontrollers', body })
  await everybodyTries(t, { deed: create(body), may: [], told })
  await everybodyTries(t, { deed: create(order), may: everybody, told: '' })
})

t.test(
  'Metacontroller writes namespaces of conferences alone, and none of their labels that belong to Kubernetes',
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

t.test('without backup.enabled, who has the name of its account restores nothing', async t => {
  await installPolicies(lab.controlPlane, { backup: false })
  const ticket = creation(ownedTicket(order, 'paid-1000002'))
  // The API server takes it up about a second later, and nothing tells when.
  while ((await lab.refusal('backup', ticket)) === undefined) await delay(100)
  for (const deed of [
    ticket,
    creation(ownedPayment(order, 'another')),
    creation(manifest({ kind: 'Reservation', name: 'another' })),
    statement('/namespaces/conf/orders/new', { payment: 'CONFIRMED', quantity: 0 }),
    statement('/namespaces/conf/plans/idle', { sold: 1 }),
    statement('/conferences/announced', { namespace: 'default' }),
  ]) {
    while ((await lab.refusal('backup', deed)) === undefined) await delay(100)
    t.match(
      await lab.refusal('backup', deed),
      /denied request: an? (ticket|payment|reservation|status)( of a plan)? must be /,
    )
    t.equal(await lab.refusal('restorer', deed), undefined)
  }
})

t.test('where paid orders are not protected, they need not be cancelled', async t => {
  await installPolicies(lab.controlPlane, { protectPaidOrders: false })
  // The API server takes it up about a second later, and nothing tells when.
  while ((await lab.refusal('admin', deletion('orders/paid'))) !== undefined) await delay(100)
  await everybodyTries(t, { deed: deletion('orders/paid'), may: everybody, told: '' })
})

t.test('when a namespace goes, everything in it can go, and does', async t => {
  await makeGoing(lab)
  for (const object of ['orders/paid', 'plans/sold'])
    await everybodyTries(t, { deed: deletion(object, { namespace: 'going' }), may: everybody, told: '' })
  await letGo(lab)
  const { kubectl } = lab.controlPlane
  const gone = (namespace: string) => kubectl(['wait', '--for=delete', `namespace/${namespace}`, '--timeout=60s'])
  t.match(await gone('going'), { code: 0 })
  await kubectl(['delete', 'namespace', 'conf', '--wait=false'])
  t.match(await gone('conf'), { code: 0 }, 'with paid orders, payments, tickets and reservations')
})
