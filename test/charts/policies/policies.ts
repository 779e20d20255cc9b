import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { collectors, emptying, everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import {
  change,
  creation,
  type Deed,
  deletion,
  installPolicies,
  startPolicyLab,
  statement,
  type Who,
} from '../../fixtures/chart/policy-lab.ts'
import {
  letGo,
  makeGoing,
  makeObjects,
  orderOwner,
  ownedPayment,
  ownedTicket,
} from '../../fixtures/chart/policy-objects.ts'
import { manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)

const metadata = (object: string, changed: object) => change(object, { metadata: changed })
const attendee = { firstname: 'Ada', lastname: 'Lovelace' }

t.test('the endpoint, the cashier and the listed users record payments', async t => {
  const told =
    'a payment must be recorded by the payment endpoint, the cashier or somebody listed in policies.manualPayments: let the gateway report it, or ask to be listed'
  const may: Who[] = ['endpoint', 'cashier', 'bookkeeper', 'one of the bookkeepers']
  await everybodyTries(t, lab, { deed: creation(ownedPayment(order, 'another')), may, told })
})

t.test('nobody can record a payment that would count for no order', async t => {
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
    for (const who of ['endpoint', 'cashier', 'bookkeeper'] as const)
      t.match(await lab.refusal(who, creation(payment)), told, JSON.stringify(changed))
  }
})

t.test('a payment stays as it was recorded, and as long as its order', async t => {
  const payment = 'payments/recorded'
  const told = 'a payment must stay as it was recorded: each later state is a payment of its own'
  for (const changed of [{ labels: { 'controller-uid': 'x' } }, { labels: null }, { annotations: { note: 'x' } }])
    await everybodyTries(t, lab, { deed: metadata(payment, changed), may: [], told })
  for (const changed of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, lab, { deed: metadata(payment, changed), may: collectors, told })
  await everybodyTries(t, lab, {
    deed: deletion(payment),
    may: collectors,
    told: 'a payment must stay as long as its order: once all is refunded, delete the order, which deletes its payments',
  })
  const spent = change(payment, { spec: { gross: '0.01' } })
  for (const who of everybody) t.match(await lab.refusal(who, spent), 'spec must not change: a payment is a fact', who)
})

t.test('only Metacontroller creates and deletes tickets', async t => {
  await everybodyTries(t, lab, {
    deed: creation(ownedTicket(order, 'paid-1000002')),
    may: ['engine'],
    told: 'a ticket must be created by Metacontroller alone: place or scale an order, and it gets its tickets',
  })
  await everybodyTries(t, lab, {
    deed: deletion('tickets/paid-1000001'),
    may: ['engine', ...collectors],
    told: 'a ticket must be deleted by Metacontroller alone: cancel or scale down its order, which deletes the ticket',
  })
  await everybodyTries(t, lab, { deed: deletion('tickets/orphaned-1000001'), may: everybody, told: 'nobody' })
})

t.test('only people write attendees, and raise serials', async t => {
  for (const spec of [{ attendee }, { serial: 1 }])
    await everybodyTries(t, lab, {
      deed: change('tickets/paid-1000001', { spec }),
      may: everybody.filter(who => who !== 'engine' && !collectors.includes(who)),
      told: 'a ticket must keep the attendee and serial that people gave it: leave spec as it is',
    })
})

t.test('people change nothing else of a ticket', async t => {
  const ticket = 'tickets/paid-1000001'
  const told = 'a ticket must stay as it is except for spec.attendee and spec.serial: change only these'
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
    await everybodyTries(t, lab, { deed: metadata(ticket, changed), may: ['engine'], told })
  for (const changed of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, lab, { deed: metadata(ticket, changed), may: ['engine', ...collectors], told })
  const another = change(ticket, { spec: { orderRef: 'unpaid' } })
  for (const who of everybody) t.match(await lab.refusal(who, another), 'orderRef must not change', who)
})

t.test('an attendee can be written with kubectl apply', async t => {
  const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' }
  const applied = change('tickets/paid-1000001', { metadata: { annotations }, spec: { attendee } })
  t.equal(await lab.refusal('organizer', applied), undefined)
})

t.test('only the box office writes reservations, and they are deleted with their order', async t => {
  const told = 'a reservation must be written by the box office alone: change the order, and its reservation follows'
  const reservation = 'reservations/paid'
  const may: Who[] = ['box office']
  await everybodyTries(t, lab, { deed: creation(manifest({ kind: 'Reservation', name: 'another' })), may, told })
  await everybodyTries(t, lab, { deed: change(reservation, { spec: { decision: 'Sold' } }), may, told })
  await everybodyTries(t, lab, { deed: metadata(reservation, { labels: { mine: 'x' } }), may, told })
  await everybodyTries(t, lab, { deed: metadata(reservation, { annotations: { mine: 'x' } }), may, told })
  for (const changed of [{ ownerReferences: [orderOwner(order)] }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, lab, { deed: metadata(reservation, changed), may: [...may, ...collectors], told })
  await everybodyTries(t, lab, {
    deed: deletion(reservation),
    may: collectors,
    told: 'a reservation must stay as long as its order: delete the order, which deletes its reservation',
  })
})

t.test('only its reporter writes a status', async t => {
  const told = 'a status must be written by Metacontroller alone: change the spec, and the status follows'
  const may: Who[] = ['engine']
  const sold = statement('/namespaces/conf/orders/new', { payment: 'CONFIRMED', quantity: 0 })
  await everybodyTries(t, lab, { deed: sold, may, told })
  await everybodyTries(t, lab, { deed: statement('/conferences/announced', { namespace: 'default' }), may, told })
  await everybodyTries(t, lab, {
    deed: statement('/namespaces/conf/plans/idle', { sold: 1 }),
    may: ['box office'],
    told: 'a status of a plan or seat pool must be written by the box office alone: change the spec, and the status follows',
  })
  await everybodyTries(t, lab, {
    deed: statement('/namespaces/conf/seatpools/idle', { sold: 1 }),
    may: ['box office'],
    told: 'a status of a plan or seat pool must be written by the box office alone: change the spec, and the status follows',
  })
})

t.test('an order with money stays until it is refunded, cancelled or not, and others can be deleted', async t => {
  const told = 'an order with money must stay: set spec.cancelled to true, refund all of it, then delete it'
  for (const name of ['paid', 'partly', 'overseas', 'undecided', 'cancelled', 'unreported'])
    await everybodyTries(t, lab, { deed: deletion(`orders/${name}`), may: emptying, told })
  for (const name of ['new', 'unpaid', 'refunded', 'minus', 'disputed'])
    await everybodyTries(t, lab, {
      deed: deletion(`orders/${name}`, { propagationPolicy: 'Foreground' }),
      may: everybody,
      told,
    })
})

t.test('an order with announced money stays, cancelled or not, until the gateway completes or denies it', async t => {
  const told =
    'an order with announced money must stay: set spec.cancelled to true, wait until the gateway completes or denies the payment, then delete it'
  const deed = deletion('orders/announced')
  await everybodyTries(t, lab, { deed, may: emptying, told })
  await lab.act('engine', statement('/namespaces/conf/orders/announced', { pending: null }))
  await everybodyTries(t, lab, { deed, may: everybody, told })
})

t.test('an order is deleted only with its children', async t => {
  const may = emptying
  const told =
    'an order must be deleted with its tickets and payments: leave out --cascade=orphan, and remove the finalizer orphan'
  await everybodyTries(t, lab, { deed: deletion('orders/unpaid', { propagationPolicy: 'Orphan' }), may, told })
  const old = { kind: 'DeleteOptions', apiVersion: 'v1', orphanDependents: true }
  await everybodyTries(t, lab, { deed: { ...deletion('orders/unpaid'), body: old }, may, told })
})

t.test('only a restore writes the time at which an order was placed', async t => {
  const told =
    'an order must keep the moment at which it was placed: only a restore writes the annotation backup.app.corley.it/placed-at'
  const annotations = { 'backup.app.corley.it/placed-at': '2020-01-01T00:00:00Z' }
  const early = manifest({ kind: 'Order', name: 'early' })
  const jumps = { ...early, metadata: { ...early.metadata, annotations } } as typeof early
  await everybodyTries(t, lab, { deed: creation(early), may: everybody, told })
  await everybodyTries(t, lab, { deed: creation(jumps), may: [], told })
  await everybodyTries(t, lab, { deed: metadata('orders/new', { annotations }), may: [], told })
})

t.test('only a restore writes the uid that an order or a ticket had first', async t => {
  const annotations = { 'backup.app.corley.it/first-uid': 'a8098c1a-f86e-41da-bd1a-00112444be1e' }
  const told = (what: string) =>
    `${what} must keep its first uid: only a restore writes the annotation backup.app.corley.it/first-uid`
  const another = manifest({ kind: 'Order', name: 'another' })
  const claims = { ...another, metadata: { ...another.metadata, annotations } } as typeof another
  await everybodyTries(t, lab, { deed: creation(claims), may: [], told: told('an order') })
  await everybodyTries(t, lab, { deed: metadata('orders/new', { annotations }), may: [], told: told('an order') })
  // Nobody else may create or annotate a ticket at all.
  const ticket = ownedTicket(order, 'paid-1000002')
  const claimed = { ...ticket, metadata: { ...ticket.metadata, annotations } } as typeof ticket
  t.match(await lab.refusal('engine', creation(claimed)), told('a ticket'))
  t.match(await lab.refusal('engine', metadata('tickets/paid-1000001', { annotations })), told('a ticket'))
  t.equal(await lab.refusal('backup', creation(claimed)), undefined)
})

t.test('a plan that holds or has sold tickets stays, and others can be deleted', async t => {
  const told = 'a plan that holds or has sold tickets must stay as long as its conference: close it with active: false'
  for (const name of ['holding', 'sold'])
    await everybodyTries(t, lab, { deed: deletion(`plans/${name}`), may: emptying, told })
  for (const propagationPolicy of ['Background', 'Orphan'])
    await everybodyTries(t, lab, { deed: deletion('plans/idle', { propagationPolicy }), may: everybody, told })
})

t.test('a pool that holds or has sold seats stays, and others can be deleted', async t => {
  const told =
    'a seat pool that holds or has sold seats must stay as long as its conference: close its plans with active: false'
  for (const name of ['holding', 'sold'])
    await everybodyTries(t, lab, { deed: deletion(`seatpools/${name}`), may: emptying, told })
  for (const propagationPolicy of ['Background', 'Orphan'])
    await everybodyTries(t, lab, { deed: deletion('seatpools/idle', { propagationPolicy }), may: everybody, told })
})

t.test('nobody can create a controller of plans', async t => {
  const parentResource = { apiVersion: 'app.corley.it/v1', resource: 'plans' }
  const api = 'metacontroller.k8s.io/v1alpha1'
  const body = { apiVersion: api, kind: 'CompositeController', metadata: { name: 'mine' }, spec: { parentResource } }
  const told =
    'a controller of plans must not decide beside the box office: hand the reservations back first (docs/install.md, "Going back")'
  const order = { ...body, spec: { parentResource: { ...parentResource, resource: 'orders' } } }
  const create = (body: object): Deed => ({ api, method: 'POST', path: '/compositecontrollers', body })
  await everybodyTries(t, lab, { deed: create(body), may: [], told })
  await everybodyTries(t, lab, { deed: create(order), may: everybody, told: '' })
})

t.test('without backup.enabled a user with the name of its account restores nothing', async t => {
  await installPolicies(lab.controlPlane, { backup: false })
  const ticket = creation(ownedTicket(order, 'paid-1000002'))
  // The API server applies the change about a second later, and announces nothing.
  while ((await lab.refusal('backup', ticket)) === undefined) await delay(100)
  for (const deed of [
    ticket,
    creation(ownedPayment(order, 'another')),
    creation(manifest({ kind: 'Reservation', name: 'another' })),
    statement('/namespaces/conf/orders/new', { payment: 'CONFIRMED', quantity: 0 }),
    statement('/namespaces/conf/plans/idle', { sold: 1 }),
    statement('/namespaces/conf/seatpools/idle', { sold: 1 }),
    statement('/conferences/announced', { namespace: 'default' }),
  ]) {
    while ((await lab.refusal('backup', deed)) === undefined) await delay(100)
    t.match(
      await lab.refusal('backup', deed),
      /denied request: an? (ticket|payment|reservation|status)( of a plan or seat pool)? must be /,
    )
    t.equal(await lab.refusal('restorer', deed), undefined)
  }
})

t.test('without protectPaidOrders a paid order can be deleted without cancelling it', async t => {
  await installPolicies(lab.controlPlane, { protectPaidOrders: false })
  // The API server applies the change about a second later, and announces nothing.
  while ((await lab.refusal('admin', deletion('orders/paid'))) !== undefined) await delay(100)
  await everybodyTries(t, lab, { deed: deletion('orders/paid'), may: everybody, told: '' })
})

t.test('when a namespace is deleted, all its objects can be deleted, and are', async t => {
  await makeGoing(lab)
  for (const object of ['orders/paid', 'plans/sold', 'seatpools/sold'])
    await everybodyTries(t, lab, { deed: deletion(object, { namespace: 'going' }), may: everybody, told: '' })
  await letGo(lab)
  const { kubectl } = lab.controlPlane
  const gone = (namespace: string) => kubectl(['wait', '--for=delete', `namespace/${namespace}`, '--timeout=60s'])
  t.match(await gone('going'), { code: 0 })
  await kubectl(['delete', 'namespace', 'conf', '--wait=false'])
  t.match(await gone('conf'), { code: 0 }, 'with paid orders, payments, tickets and reservations')
})
