import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(900_000)
const system = await startTestSystem(t)

interface Condition {
  type: string
  status: string
  message: string
}
interface TicketObject {
  metadata: { name: string; uid: string }
  spec: { attendee?: object }
}

const buy = (shop: Shop, name: string, spec: object = {}) =>
  shop.apply('Order', name, { planRef: 'standard', price: 29.9, ...spec })

async function tickets(shop: Shop, order: string): Promise<TicketObject[]> {
  return shop.list<TicketObject>('tickets', '-l', `orders.app.corley.it=${order}`)
}

/** Status and message of a condition of an order. */
async function condition(shop: Shop, order: string, type: string): Promise<string> {
  const { status } = JSON.parse(await shop.kubectl('get', `order/${order}`, '-o', 'json'))
  const found = (status.conditions as Condition[]).find(condition => condition.type === type)
  return `${found?.status}: ${found?.message}`
}

/** Waits for an Event of an order, and returns the reasons of all its Events, the oldest first. */
async function eventReasons(shop: Shop, order: string, { last }: { last: string }): Promise<string[]> {
  const selector = `--field-selector=involvedObject.kind=Order,involvedObject.name=${order}`
  let reasons: string[] = []
  while (!reasons.includes(last)) {
    const events = await shop.list<{ reason: string; eventTime: string }>('events', selector)
    reasons = events.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime)).map(({ reason }) => reason)
  }
  return reasons
}

t.test('a payment that was reported twice counts once', async t => {
  const shop = await openShop(system, 'twice')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const reports = [1, 2, 3].map(() => shop.report('order-1', { gross: '29.90', transaction: 'txn-1' }))
  for (const { code } of await Promise.all(reports)) t.equal(code, 200)
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', paid: '29.90', quantity: 1 })
  t.equal((await shop.list('payments')).length, 1)
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'False: Nothing to refund')
})

t.test('two payments that are enough together confirm an order, and what is too much is to be refunded', async t => {
  const shop = await openShop(system, 'parts')
  await buy(shop, 'order-1')
  await shop.report('order-1', { gross: '9.80', transaction: 'first' })
  await shop.untilOrder('order-1', { reason: 'Underpaid', paid: '9.80' })
  const { body } = await shop.report('order-1', { gross: '30.00', transaction: 'second' })
  t.strictSame(body, { order: 'order-1', payment: 'CONFIRMED', tickets: 1 })
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: Refund 9.90 EUR')
})

t.test('money in another currency buys nothing and is to be refunded', async t => {
  const shop = await openShop(system, 'currency')
  await buy(shop, 'order-1')
  t.equal((await shop.report('order-1', { gross: '29.90', currency: 'USD' })).code, 200)
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: Refund 29.90 USD')
  await shop.untilOrder('order-1', { payment: 'PENDING' })
})

t.test('a cancelled order loses its tickets for good, and no other order loses any', async t => {
  const shop = await openShop(system, 'cancelled')
  await buy(shop, 'order-1', { quantity: 2 })
  await buy(shop, 'order-2')
  await shop.report('order-1', { gross: '59.80' })
  await shop.report('order-2', { gross: '29.90' })
  await shop.untilOrder('order-2', { quantity: 1 })
  const others = await tickets(shop, 'order-2')
  await shop.kubectl('patch', 'order/order-1', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'Cancelled', quantity: 0 })
  await shop.until('jsonpath={.spec.decision}=Released', 'reservation/order-1')
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: Refund 59.80 EUR')
  t.strictSame(await tickets(shop, 'order-1'), [])
  t.strictSame(await tickets(shop, 'order-2'), others)
  await t.rejects(shop.kubectl('patch', 'order/order-1', '--type=merge', '-p', '{"spec":{"cancelled":false}}'), {
    message: /cancelled must not be taken back/,
  })
})

t.test('a refund in full takes the tickets, and a dispute takes none', async t => {
  const shop = await openShop(system, 'refunded')
  for (const order of ['refunded', 'disputed']) {
    await buy(shop, order)
    await shop.untilOrder(order, { reason: 'AwaitingPayment' })
    await shop.report(order, { gross: '29.90', transaction: `paid-${order}` })
    await shop.untilOrder(order, { quantity: 1 })
  }
  await shop.report('refunded', { gross: '-29.90', status: 'Refunded', transaction: 'refund' })
  await shop.untilOrder('refunded', { payment: 'REJECTED', reason: 'Refunded', quantity: 0, paid: '0.00' })
  t.strictSame(await eventReasons(shop, 'refunded', { last: 'Refunded' }), [
    'Reserved',
    'PaymentConfirmed',
    'Confirmed',
    'PaymentRefunded',
    'Refunded',
  ])
  await shop.report('disputed', { gross: '-29.90', status: 'Reversed', transaction: 'dispute' })
  await shop.until('condition=Disputed', 'order/disputed')
  t.equal((await tickets(shop, 'disputed')).length, 1)
  await shop.report('disputed', { gross: '29.90', status: 'Canceled_Reversal', transaction: 'dispute' })
  await shop.until('condition=Disputed=False', 'order/disputed')
  await shop.untilOrder('disputed', { payment: 'CONFIRMED', quantity: 1, paid: '29.90' })
})

t.test('a part refund takes no ticket, and is reported', async t => {
  const shop = await openShop(system, 'part')
  await buy(shop, 'order-1', { quantity: 2 })
  await shop.report('order-1', { gross: '59.80', transaction: 'paid' })
  await shop.untilOrder('order-1', { quantity: 2 })
  const before = await tickets(shop, 'order-1')
  await shop.report('order-1', { gross: '-10.00', status: 'Refunded', transaction: 'part' })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 2, paid: '49.80' })
  t.equal(await condition(shop, 'order-1', 'Paid'), 'False: 10.00 of 59.80 EUR was refunded')
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'False: Nothing to refund')
  t.strictSame(await tickets(shop, 'order-1'), before)
  await shop.report('order-1', { gross: '-49.80', status: 'Refunded', transaction: 'rest' })
  await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'Refunded', quantity: 0, paid: '0.00' })
})

t.test('an order made smaller keeps the ticket that has an attendee, and cannot grow again', async t => {
  const shop = await openShop(system, 'smaller')
  await buy(shop, 'order-1', { quantity: 3 })
  await shop.report('order-1', { gross: '89.70' })
  await shop.untilOrder('order-1', { quantity: 3 })
  const last = (await tickets(shop, 'order-1')).at(-1)?.metadata
  const attendee = { firstname: '愛', lastname: 'Lovelace' }
  await shop.kubectl('patch', `ticket/${last?.name}`, '--type=merge', '-p', JSON.stringify({ spec: { attendee } }))
  await shop.kubectl('scale', 'order/order-1', '--replicas=1')
  await shop.untilOrder('order-1', { quantity: 1 })
  const [kept, ...rest] = await tickets(shop, 'order-1')
  t.strictSame([kept?.metadata.uid, kept?.spec.attendee, rest], [last?.uid, attendee, []])
  await shop.until('jsonpath={.spec.quantity}=1', 'reservation/order-1')
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: Refund 59.80 EUR')
  await t.rejects(shop.kubectl('scale', 'order/order-1', '--replicas=2'), {
    message: /must not grow once it is confirmed/,
  })
})

t.test('deleting an order deletes its tickets, payments and reservation, and nothing of another order', async t => {
  const shop = await openShop(system, 'removed')
  for (const order of ['order-1', 'order-2']) {
    await buy(shop, order)
    await shop.report(order, { gross: '29.90' })
    await shop.untilOrder(order, { quantity: 1 })
  }
  const [gone] = await tickets(shop, 'order-1')
  const others = await tickets(shop, 'order-2')
  const stays = { message: /an order with money must stay/ }
  await t.rejects(shop.kubectl('delete', 'order/order-1'), stays)
  await shop.kubectl('patch', 'order/order-1', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('order-1', { reason: 'Cancelled' })
  await t.rejects(shop.kubectl('delete', 'order/order-1'), stays, 'nor while money is due')
  await shop.report('order-1', { gross: '-29.90', status: 'Refunded', transaction: 'back' })
  await shop.untilOrder('order-1', { reason: 'Cancelled', paid: '0.00' })
  await shop.kubectl('delete', 'order/order-1')
  await shop.until('delete', `ticket/${gone?.metadata.name}`)
  await shop.until('delete', 'reservation/order-1')
  t.strictSame(await tickets(shop, 'order-2'), others)
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment', paid: '0.00' })
})

interface Created {
  metadata: { uid: string; creationTimestamp: string }
  spec: { orderUid?: string }
}

t.test('an order that is deleted and created again within a second is decided within 5 seconds', async t => {
  const shop = await openShop(system, 'within-a-second')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const get = async (object: string): Promise<Created> => JSON.parse(await shop.kubectl('get', object, '-o', 'json'))
  const before = await get('order/order-1')
  const metadata = { name: 'order-1', namespace: shop.namespace }
  const again = { apiVersion, kind: 'Order', metadata, spec: { planRef: 'standard', price: 29.9 } }
  const { code, stderr } = await system.kubectl(['replace', '--force', '-f', '-'], JSON.stringify(again))
  t.equal(code, 0, stderr)
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const [order, reservation] = [await get('order/order-1'), await get('reservation/order-1')]
  t.not(order.metadata.uid, before.metadata.uid)
  t.equal(reservation.spec.orderUid, order.metadata.uid)
  // By the clock of the API server, in whole seconds.
  const waitedMs = Date.parse(reservation.metadata.creationTimestamp) - Date.parse(order.metadata.creationTimestamp)
  t.ok(waitedMs <= 5_000, `${waitedMs} ms`)
})

interface ReservationObject {
  metadata: { name: string; uid: string; resourceVersion: string }
  spec: { decision: string; quantity: number }
}

t.test('a plan that is deleted and created again finds its orders as they were', async t => {
  const shop = await openShop(system, 'again')
  await buy(shop, 'paid', { quantity: 2 })
  await buy(shop, 'cancelled')
  await shop.report('paid', { gross: '59.80' })
  await shop.untilOrder('paid', { quantity: 2 })
  await shop.kubectl('patch', 'order/cancelled', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('cancelled', { payment: 'REJECTED' })
  const before = {
    tickets: await tickets(shop, 'paid'),
    reservations: await shop.list<ReservationObject>('reservations'),
  }
  await shop.until('jsonpath={.status.sold}=2', 'plan/standard')
  await t.rejects(shop.kubectl('delete', 'plan/standard'), { message: /must stay as long as its conference/ })
  // Without policies anybody can; the policies let only the account that empties namespaces.
  await shop.kubectl('delete', 'plan/standard', '--as=system:serviceaccount:kube-system:namespace-controller')
  await buy(shop, 'meanwhile', { price: 49.9 })
  await shop.apply('Plan', 'standard', { title: 'Standard', price: 49.9 })
  await shop.untilOrder('meanwhile', { reason: 'AwaitingPayment' })
  await shop.until('jsonpath={.status.sold}=2', 'plan/standard')
  const reservations = await shop.list<ReservationObject>('reservations')
  const { tickets: ticketsBefore, reservations: reservationsBefore } = before
  t.strictSame(
    reservations.filter(({ metadata }) => metadata.name !== 'meanwhile'),
    reservationsBefore,
  )
  t.strictSame(
    reservations.map(({ spec }) => [spec.decision, spec.quantity]),
    [
      ['Released', 1],
      ['Held', 1],
      ['Sold', 2],
    ],
  )
  t.strictSame(await tickets(shop, 'paid'), ticketsBefore)
  await shop.untilOrder('paid', { payment: 'CONFIRMED', quantity: 2 })
})

t.test('tickets beyond a quota are created once it has room', async t => {
  const shop = await openShop(system, 'quota')
  await shop.kubectl('create', 'quota', 'few', '--hard=count/tickets.app.corley.it=1')
  await shop.until('jsonpath={.status.used.count/tickets\\.app\\.corley\\.it}=0', 'quota/few')
  await buy(shop, 'order-1', { quantity: 2 })
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  await shop.report('order-1', { gross: '59.80' })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1 })
  t.match(await condition(shop, 'order-1', 'Ticketed'), /^False: .*\(check ResourceQuota\)/)
  await shop.kubectl('delete', 'quota/few')
  await shop.untilOrder('order-1', { quantity: 2 })
  await shop.until('condition=Ticketed', 'order/order-1')
})

t.test('a namespace that existed before is not changed, and outlives the conference of its name', async t => {
  await system.kubectl(['create', 'namespace', 'before'])
  const uid = async () =>
    (await system.kubectl(['get', 'namespace', 'before', '-o', 'jsonpath={.metadata.uid}'])).stdout
  const before = await uid()
  t.not(before, '')
  await t.rejects(openTaken(), { message: /timed out/ })
  const conference = JSON.parse((await system.kubectl(['get', 'conference', 'before', '-o', 'json'])).stdout)
  t.match(conference.status.conditions, [{ type: 'Ready', status: 'False', reason: 'NamespaceTaken' }])
  await system.kubectl(['delete', 'conference', 'before', '--cascade=foreground'])
  t.equal(await uid(), before)
})

t.test('a namespace that is handed over by its label belongs to the conference, and goes with it', async t => {
  await t.rejects(openTaken(), { message: /timed out/ })
  const { stdout: uid } = await system.kubectl(['get', 'conference', 'before', '-o', 'jsonpath={.metadata.uid}'])
  await system.kubectl(['label', '--overwrite', 'namespace', 'before', `controller-uid=${uid}`])
  const ready = await system.kubectl(['wait', '--timeout=60s', '--for=condition=Ready', 'conference/before'])
  t.match(ready, { code: 0 })
  await system.kubectl(['delete', 'conference', 'before', '--cascade=foreground'])
  t.match(await system.kubectl(['get', 'namespace', 'before']), { code: 1, stderr: /not found/ })
})

async function openTaken(): Promise<void> {
  const manifest = {
    apiVersion: 'app.corley.it/v1',
    kind: 'Conference',
    metadata: { name: 'before' },
    spec: { title: 'Taken' },
  }
  await system.kubectl(['apply', '-f', '-'], JSON.stringify(manifest))
  const taken = `jsonpath={.status.conditions[0].reason}=NamespaceTaken`
  await system.kubectl(['wait', '--timeout=60s', `--for=${taken}`, 'conference/before'])
  const { code, stderr } = await system.kubectl(['wait', '--timeout=1s', '--for=condition=Ready', 'conference/before'])
  if (code !== 0) throw new Error(stderr)
}
