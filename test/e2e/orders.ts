import t from 'tap'
import { openShop, type Shop } from '../fixtures/shop.ts'
import { startTestSystem } from '../fixtures/system.ts'

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

t.test('a payment that was reported twice counts once', async t => {
  const shop = await openShop(system, 'twice')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const reports = [1, 2, 3].map(() => shop.report('order-1', { gross: '29.90', transaction: 'txn-1' }))
  for (const { code } of await Promise.all(reports)) t.equal(code, 200)
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', paid: '29.90', quantity: 1 })
  t.equal((await shop.list('payments')).length, 1)
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'False: No money is to be refunded')
})

t.test('two payments that are enough together confirm an order, and what is too much is to be refunded', async t => {
  const shop = await openShop(system, 'parts')
  await buy(shop, 'order-1')
  await shop.report('order-1', { gross: '9.80', transaction: 'first' })
  await shop.untilOrder('order-1', { reason: 'Underpaid', paid: '9.80' })
  const { body } = await shop.report('order-1', { gross: '30.00', transaction: 'second' })
  t.strictSame(body, { order: 'order-1', payment: 'CONFIRMED', tickets: 1 })
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: 9.90 EUR must be refunded')
})

t.test('money in another currency buys nothing and is to be refunded', async t => {
  const shop = await openShop(system, 'currency')
  await buy(shop, 'order-1')
  t.equal((await shop.report('order-1', { gross: '29.90', currency: 'USD' })).code, 200)
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: 29.90 USD must be refunded')
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
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: 59.80 EUR must be refunded')
  t.strictSame(await tickets(shop, 'order-1'), [])
  t.strictSame(await tickets(shop, 'order-2'), others)
  await t.rejects(shop.kubectl('patch', 'order/order-1', '--type=merge', '-p', '{"spec":{"cancelled":false}}'), {
    message: /cancelled must not be taken back/,
  })
})

t.test('a refund takes the tickets, and a dispute takes none', async t => {
  const shop = await openShop(system, 'refunded')
  for (const order of ['refunded', 'disputed']) {
    await buy(shop, order)
    await shop.report(order, { gross: '29.90', transaction: `paid-${order}` })
    await shop.untilOrder(order, { quantity: 1 })
  }
  await shop.report('refunded', { gross: '-29.90', status: 'Refunded', transaction: 'refund' })
  await shop.untilOrder('refunded', { payment: 'REJECTED', reason: 'Refunded', quantity: 0, paid: '0.00' })
  await shop.report('disputed', { gross: '-29.90', status: 'Reversed', transaction: 'dispute' })
  await shop.until('condition=Disputed', 'order/disputed')
  t.equal((await tickets(shop, 'disputed')).length, 1)
  await shop.report('disputed', { gross: '29.90', status: 'Canceled_Reversal', transaction: 'dispute' })
  await shop.until('condition=Disputed=False', 'order/disputed')
  await shop.untilOrder('disputed', { payment: 'CONFIRMED', quantity: 1, paid: '29.90' })
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
  t.equal(await condition(shop, 'order-1', 'RefundDue'), 'True: 59.80 EUR must be refunded')
  await t.rejects(shop.kubectl('scale', 'order/order-1', '--replicas=2'), {
    message: /must not grow once it is confirmed/,
  })
})

t.test(
  'removing an order removes its tickets, payments and in the end its reservation, and nothing of another order',
  async t => {
    const shop = await openShop(system, 'removed')
    for (const order of ['order-1', 'order-2']) {
      await buy(shop, order)
      await shop.report(order, { gross: '29.90' })
      await shop.untilOrder(order, { quantity: 1 })
    }
    const [gone] = await tickets(shop, 'order-1')
    const others = await tickets(shop, 'order-2')
    await t.rejects(shop.kubectl('delete', 'order/order-1'), { message: /must be cancelled before it is deleted/ })
    await shop.kubectl('patch', 'order/order-1', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
    await shop.kubectl('delete', 'order/order-1')
    await shop.until('delete', `ticket/${gone?.metadata.name}`)
    t.strictSame(await tickets(shop, 'order-2'), others)
    await buy(shop, 'order-1')
    await shop.untilOrder('order-1', { reason: 'AwaitingPayment', paid: '0.00' })
  },
)

t.test('a plan that is deleted and made again finds its orders as they were', async t => {
  const shop = await openShop(system, 'again')
  await buy(shop, 'paid', { quantity: 2 })
  await buy(shop, 'cancelled')
  await shop.report('paid', { gross: '59.80' })
  await shop.untilOrder('paid', { quantity: 2 })
  await shop.kubectl('patch', 'order/cancelled', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('cancelled', { payment: 'REJECTED' })
  const before = await tickets(shop, 'paid')
  await shop.until('jsonpath={.status.sold}=2', 'plan/standard')
  await t.rejects(shop.kubectl('delete', 'plan/standard'), { message: /must stay as long as its conference/ })
  // Where there are no policies anybody can; here they let only those who end a namespace.
  await shop.kubectl('delete', 'plan/standard', '--as=system:serviceaccount:kube-system:namespace-controller')
  await shop.until('delete', 'reservation/paid')
  await shop.untilOrder('paid', { payment: 'CONFIRMED', quantity: 2 })
  await shop.apply('Plan', 'standard', { title: 'Standard', price: 49.9 })
  await shop.until('create', 'reservation/paid')
  await shop.until('create', 'reservation/cancelled')
  const decisions = (await shop.list<{ spec: { decision: string; quantity: number } }>('reservations')).map(
    ({ spec }) => spec,
  )
  t.match(decisions, [
    { decision: 'Released', reason: 'Cancelled' },
    { decision: 'Sold', quantity: 2 },
  ])
  t.strictSame(await tickets(shop, 'paid'), before)
})

interface ReservationObject {
  metadata: { name: string }
  spec: { decision: string; seats?: number[] }
}

/** What is reserved, as in "first: Held 1 2". */
async function reserved(shop: Shop): Promise<string[]> {
  const reservations = await shop.list<ReservationObject>('reservations')
  return reservations.map(({ metadata: { name }, spec: { decision, seats = [] } }) =>
    [`${name}:`, decision, ...seats].join(' '),
  )
}

async function ticketNames(shop: Shop, order: string): Promise<string[]> {
  return (await tickets(shop, order)).map(({ metadata }) => metadata.name)
}

t.test('seats are held for those who come first, the others wait until enough of them are given back', async t => {
  const shop = await openShop(system, 'seats')
  await shop.apply('Plan', 'hall', { title: 'Hall', price: 29.9, capacity: 3 })
  // Their names are in order too: two orders of one second stand in line by name.
  const quantities = { first: 2, second: 2, third: 1 }
  for (const [order, quantity] of Object.entries(quantities)) await buy(shop, order, { planRef: 'hall', quantity })
  await shop.untilOrder('third', { reason: 'AwaitingPayment' })
  await shop.untilOrder('second', { payment: 'PENDING', reason: 'Waitlisted' })
  t.strictSame(await reserved(shop), ['first: Held 1 2', 'second: Waitlisted', 'third: Held 3'])

  await shop.report('first', { gross: '59.80' })
  await shop.untilOrder('first', { payment: 'CONFIRMED', quantity: 2 })
  t.strictSame(await ticketNames(shop, 'first'), ['hall-0000001', 'hall-0000002'], 'a ticket is named after its seat')
  await shop.kubectl('patch', 'order/third', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.until('jsonpath={.spec.decision}=Released', 'reservation/third')
  await shop.until('jsonpath={.status.left}=1', 'plan/hall')
  t.strictSame(await reserved(shop), ['first: Sold 1 2', 'second: Waitlisted', 'third: Released'], 'one is too few')

  await shop.kubectl('scale', 'order/first', '--replicas=1')
  await shop.untilOrder('second', { reason: 'AwaitingPayment' })
  t.strictSame(await reserved(shop), ['first: Sold 1', 'second: Held 2 3', 'third: Released'])
  await shop.report('second', { gross: '59.80' })
  await shop.untilOrder('second', { payment: 'CONFIRMED', quantity: 2 })
  t.strictSame(
    [await ticketNames(shop, 'first'), await ticketNames(shop, 'second')],
    [['hall-0000001'], ['hall-0000002', 'hall-0000003']],
  )
})

t.test('a limited coupon is refused to the next one, until it is given back', async t => {
  const shop = await openShop(system, 'limited')
  await shop.apply('Coupon', 'limited', { price: 10, planRef: 'standard', maxRedemptions: 1 })
  const discount = { couponRef: 'limited', price: 19.9 }
  await buy(shop, 'first', discount)
  await shop.untilOrder('first', { reason: 'AwaitingPayment' })
  await buy(shop, 'second', discount)
  const message = 'The coupon "limited" is used up'
  await shop.untilOrder('second', { payment: 'REJECTED', reason: 'CouponExhausted', message })
  await shop.kubectl('patch', 'order/first', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('second', { payment: 'PENDING', reason: 'AwaitingPayment' })
  const { body } = await shop.report('second', { gross: '19.90' })
  t.strictSame(body, { order: 'second', payment: 'CONFIRMED', tickets: 1 })
})

t.test('tickets that do not fit a quota are made once there is room', async t => {
  const shop = await openShop(system, 'quota')
  await shop.kubectl('create', 'quota', 'few', '--hard=count/tickets.app.corley.it=1')
  await shop.until('jsonpath={.status.used.count/tickets\\.app\\.corley\\.it}=0', 'quota/few')
  await buy(shop, 'order-1', { quantity: 2 })
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  await shop.report('order-1', { gross: '59.80' })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1 })
  t.match(await condition(shop, 'order-1', 'Ticketed'), /^False: .*is a resource quota full\?/)
  await shop.kubectl('delete', 'quota/few')
  await shop.untilOrder('order-1', { quantity: 2 })
  await shop.until('condition=Ticketed', 'order/order-1')
})

t.test('a namespace that was there before is left alone, and outlives the conference of its name', async t => {
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
