import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { checkoutKind } from '../../../hooks/schema/money/checkout.ts'
import { orderKind } from '../../../hooks/schema/order/order.ts'
import { ticketKind } from '../../../hooks/schema/ticket.ts'
import { kinds } from '../../../scripts/print/kinds.ts'
import { change, creation, type Deed, deletion, startPolicyLab, statement } from '../../fixtures/chart/policy-lab.ts'
import {
  makeObjects,
  ownedBuyer,
  ownedCheckout,
  ownedRefund,
  ownedTicket,
} from '../../fixtures/chart/policy-objects.ts'
import { laxDefinition } from '../../fixtures/manifests/lax-kinds.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t, { shop: true })
const paid = await makeObjects(lab)
await lab.act('organizer', creation(ownedCheckout(paid)))
await lab.act('organizer', creation(ownedRefund(paid)))

const name = 'web-abcdefghijkl2'
const another = 'web-bcdefghijklm3'
const webOrder = (spec: object = {}) => manifest({ kind: 'Order', name, spec: { ...spec } })

/** The order as the shop places it, its buyer, and one ticket as Metacontroller creates it. */
async function place(name: string): Promise<{ name: string; uid: string }> {
  const { metadata } = await lab.act('shop', creation(manifest({ kind: 'Order', name })))
  const order = { name, uid: String(metadata?.uid) }
  await lab.act('shop', creation(ownedBuyer(order)))
  await lab.act('engine', creation(ownedTicket(order, `${name}-1000001`)))
  await lab.act('shop', creation(ownedCheckout(order)))
  return order
}

const order = await place(name)
await lab.act('organizer', creation(manifest({ kind: 'Coupon', name: 'coupon' })))

t.test('the shop writes everything that a buyer may', async t => {
  const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
  for (const deed of [
    creation(manifest({ kind: 'Order', name: another, spec: { couponRef: 'coupon', quantity: 2 } })),
    change(`orders/${name}`, { metadata: { uid: order.uid }, spec: { quantity: 2 } }),
    change(`orders/${name}`, { spec: { holdUntil: '2027-01-01T08:00:00Z' } }),
    change(`orders/${name}`, { spec: { cancelled: true } }),
    change(`tickets/${name}-1000001`, { spec: { attendee } }),
    change(`tickets/${name}-1000001`, { spec: { attendee: null } }),
    creation(ownedCheckout(order, 2)),
    change(`checkouts/${name}-1`, { spec: { returned: true } }),
  ])
    t.equal(await lab.refusal('shop', deed), undefined, JSON.stringify(deed.body))
})

t.test('it changes no other field, and no metadata', async t => {
  const newFields =
    'a new order of the shop must have only planRef, couponRef, price and quantity: leave out the others'
  const marks = 'a new object of the shop must have neither labels nor annotations: leave them out'
  // Two policies refuse the change of a ticket or a checkout, and the API server asks them in any order.
  const metadata =
    /the shop must keep the metadata of an object: change only its spec|a (ticket|checkout) must stay as it/
  const marked = (object: Manifest, more: object) => creation({ ...object, metadata: { ...object.metadata, ...more } })
  const fresh = manifest({ kind: 'Order', name: another })
  const table: [Deed, string | RegExp][] = [
    [creation({ ...webOrder({ cancelled: false }), metadata: { ...fresh.metadata } } as Manifest), newFields],
    [creation(manifest({ kind: 'Order', name: another, spec: { date: '2026-11-20T08:00:00Z' } })), newFields],
    [creation(manifest({ kind: 'Order', name: another, spec: { holdUntil: '2027-01-01T08:00:00Z' } })), newFields],
    [marked(fresh, { labels: { a: 'b' } }), marks],
    [marked(fresh, { annotations: { a: 'b' } }), marks],
    [marked(ownedBuyer({ name: another, uid: order.uid }), { labels: { a: 'b' } }), marks],
    [marked(ownedCheckout(order, 2), { labels: { a: 'b' } }), marks],
    [change(`orders/${name}`, { metadata: { labels: { a: 'b' } } }), metadata],
    [change(`orders/${name}`, { metadata: { annotations: { a: 'b' } } }), metadata],
    [change(`tickets/${name}-1000001`, { metadata: { labels: null } }), metadata],
    [change(`checkouts/${name}-1`, { metadata: { annotations: { a: 'b' } } }), metadata],
    [change(`tickets/${name}-1000001`, { metadata: { annotations: { a: 'b' } } }), metadata],
    [change(`tickets/${name}-1000001`, { metadata: { finalizers: ['example.com/kept'] } }), metadata],
  ]
  for (const [deed, told] of table) t.match(await lab.refusal('shop', deed), told, JSON.stringify(deed.body))
})

t.test('it changes no other field of an order or a ticket, whatever the CRDs allow', async t => {
  const told =
    'the shop must change only quantity, cancelled and holdUntil of an order, attendee of a ticket and returned of a checkout: leave the others as they are'
  const date = change(`orders/${name}`, { spec: { date: '2026-11-20T08:00:00Z' } })
  const lax = { apiVersion: 'v1', kind: 'List', items: [orderKind, ticketKind, checkoutKind].map(laxDefinition) }
  const { kubectl } = lab.controlPlane
  t.match(await lab.refusal('shop', date), 'date must not change: place another order')
  t.match(await kubectl(['apply', '--server-side', '--force-conflicts', '--filename=-'], JSON.stringify(lax)), {
    code: 0,
  })
  // The API server applies a changed CRD about a second later, and announces nothing.
  const orderRef = change(`tickets/${name}-1000001`, { spec: { orderRef: another } })
  while ((await lab.refusal('organizer', date)) !== undefined) await delay(100)
  const amount = change(`checkouts/${name}-1`, { spec: { amount: '0.01' } })
  while (/must not change/.test(String(await lab.refusal('shop', orderRef)))) await delay(100)
  while ((await lab.refusal('organizer', amount)) !== undefined) await delay(100)
  t.match(await lab.refusal('shop', amount), told, 'a checkout stays one attempt')
  t.match(await lab.refusal('shop', orderRef), /denied request: (the shop must change|a ticket must stay as it is)/)
  for (const spec of [{ planRef: 'late' }, { couponRef: 'coupon' }, { price: 1 }, { date: '2026-11-20T08:00:00Z' }])
    t.match(await lab.refusal('shop', change(`orders/${name}`, { spec })), told, JSON.stringify(spec))
  const raised = change(`tickets/${name}-1000001`, { spec: { serial: 1 } })
  t.match(await lab.refusal('shop', raised), told, 'a raised serial makes the printed code worthless')
  const order = { name: another, spec: { date: '2026-11-20T08:00:00Z' } }
  await lab.act('organizer', creation(manifest({ kind: 'Order', ...order })))
  t.match(await lab.refusal('shop', change(`orders/${another}`, { spec: { date: null } })), told, 'nor removes one')
  await lab.act('organizer', deletion(`orders/${another}`))
})

t.test('it writes neither the orders of others, nor their tickets and buyers', async t => {
  const told = 'the shop must write only its own orders, which are named web- and 13 characters: use another account'
  const cancelled = { spec: { cancelled: true } }
  for (const deed of [
    ...['order-1', 'web-1', 'web-abcdefghijkl1', `${another}x`, `x${another}`].map(name =>
      creation(manifest({ kind: 'Order', name })),
    ),
    change('orders/paid', cancelled),
    change('tickets/paid-1000001', { spec: { attendee: { firstname: 'Eve', lastname: 'Eve' } } }),
    creation(ownedBuyer({ name: 'unpaid', uid: 'uid' })),
    creation(ownedCheckout({ name: 'unpaid', uid: 'uid' })),
    change('checkouts/paid-1', { spec: { returned: true } }),
  ])
    t.match(await lab.refusal('shop', deed), told, JSON.stringify(deed))
  const generated = { generateName: 'web-', namespace: 'conf' }
  const { metadata: _, ...nameless } = manifest({ kind: 'Order' })
  const post = { method: 'POST', path: '/namespaces/conf/orders', body: { ...nameless, metadata: generated } } as const
  t.match(await lab.refusal('shop', post), told, 'a generated name has another form')
  t.match(
    await lab.refusal('shop', creation({ ...ownedBuyer(order), metadata: { name: another, namespace: 'conf' } })),
    'must',
    'a buyer has the name and the owner of its order',
  )
})

t.test('with the rights of an administrator it still writes nothing else', async t => {
  const told =
    'the shop must create only orders, buyers and checkouts, and change only orders, tickets and checkouts: use another account'
  const existing = {
    Conference: 'announced',
    Plan: 'idle',
    SeatPool: 'idle',
    Coupon: 'coupon',
    Order: name,
    Ticket: `${name}-1000001`,
    Reservation: 'paid',
    Payment: 'recorded',
    Buyer: name,
    Checkout: `${name}-1`,
    Refund: 'recorded-1',
  }
  const allowed = ['POST orders', 'POST buyers', 'POST checkouts', 'PATCH orders', 'PATCH tickets', 'PATCH checkouts']
  for (const { kind, plural, scope, status } of kinds) {
    const place = scope === 'Cluster' ? '' : '/namespaces/conf'
    const path = `${place}/${plural}/${existing[kind as keyof typeof existing]}`
    const merge = 'application/merge-patch+json'
    const deeds: Deed[] = [
      { method: 'POST', path: `${place}/${plural}`, body: manifest({ kind, name: `${another}-1` }) },
      { method: 'DELETE', path, body: { kind: 'DeleteOptions', apiVersion: 'v1' } },
      { method: 'DELETE', path: `${place}/${plural}`, body: { kind: 'DeleteOptions', apiVersion: 'v1' } },
      { method: 'PATCH', path, body: { metadata: { labels: { a: 'b' } } }, contentType: merge },
      ...(status === undefined ? [] : [statement(path, { conditions: [] })]),
    ]
    for (const deed of deeds) {
      if (allowed.includes(`${deed.method} ${plural}`) && !deed.path.endsWith('/status')) continue
      // Other policies may refuse it first.
      t.match(await lab.refusal('shop', deed), 'denied request: ', `${deed.method} ${deed.path}`)
    }
  }
  const scale = { method: 'PATCH', path: `/namespaces/conf/orders/${name}/scale` } as const
  const merged = { body: { spec: { replicas: 2 } }, contentType: 'application/merge-patch+json' }
  t.match(await lab.refusal('shop', { ...scale, ...merged }), told, 'nor by the scale of an order')
})

t.test('the policy says nothing to others', async t => {
  for (const who of ['organizer', 'endpoint', 'admin'] as const) {
    t.equal(await lab.refusal(who, creation(manifest({ kind: 'Order', name: 'order-9' }))), undefined, who)
    t.equal(await lab.refusal(who, deletion(`buyers/${name}`)), undefined, who)
  }
})

t.test('the API server finds no wrong type in the policies of the shop', async t => {
  const jsonpath = '--output=jsonpath={.status.typeChecking.expressionWarnings}'
  for (const policy of ['kconference-shop', 'kconference-buyers'])
    t.equal((await lab.controlPlane.kubectl(['get', 'validatingadmissionpolicy', policy, jsonpath])).stdout, '', policy)
})
