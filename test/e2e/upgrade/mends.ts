import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { place, untilStandings } from '../../fixtures/upgrade/estate.ts'
import { present, unpackRelease } from '../../fixtures/upgrade/release.ts'
import { startStage } from '../../fixtures/upgrade/stage.ts'

// The box office decides nothing for a minute after the plan controller is gone.
t.setTimeout(900_000)

const before = await unpackRelease(t, '0.2.0')
const stage = await startStage(t, before)
t.comment(`the engine is ${stage.system.engine}`)
const shop = await openShop(stage.system, 'conf')
const hall = { planRef: 'hall', price: 0 }
/** 0.2.0 stores it, and refuses every later write of its order. */
const oddDate = '2026-11-28t20:08:00z'

/** Creates an order as it is: `kubectl apply` would add an annotation. */
async function create(name: string, { metadata = {}, spec }: { metadata?: object; spec: object }): Promise<void> {
  const order = { apiVersion, kind: 'Order', metadata: { name, namespace: shop.namespace, ...metadata }, spec }
  const { code, stderr } = await stage.system.kubectl(['create', '-f', '-'], JSON.stringify(order))
  if (code !== 0) throw new Error(`kubectl create of ${name}: ${stderr}`)
}

t.test('0.2.0 freezes an order with an odd date, leaves a ticket without its order, and refuses orders', async t => {
  await shop.apply('Plan', 'hall', { title: 'Hall', price: 0, capacity: 1 })
  await shop.apply('Plan', 'closed', { title: 'Closed', price: 29.9, active: false })
  await shop.apply('Coupon', 'gift', { price: 29.9, planRef: 'standard', maxRedemptions: 1 })
  await create('frozen', { spec: { planRef: 'standard', price: 29.9, date: oddDate } })
  t.equal((await shop.report('frozen', { gross: '29.90', transaction: 'of-frozen' })).code, 200)
  const cancel = ['patch', 'order/frozen', '--type=merge', '--patch={"spec":{"cancelled":true}}']
  await t.rejects(shop.kubectl(...cancel), { message: /date/ }, 'nobody can write it')

  // The garbage collector meets new kinds up to 30 s after they are installed. Once it has removed a ticket, it knows which tickets to orphan.
  await shop.apply('Plan', 'watched', { title: 'Watched', price: 0, capacity: 1 })
  await create('watched', { spec: { planRef: 'watched', price: 0 } })
  await shop.untilOrder('watched', { payment: 'CONFIRMED', quantity: 1 })
  await shop.kubectl('delete', 'order/watched')
  await shop.kubectl('wait', '--for=delete', 'ticket/watched-0000001', '--timeout=120s')

  await create('orphaning', { metadata: { finalizers: ['orphan'] }, spec: hall })
  await shop.untilOrder('orphaning', { payment: 'CONFIRMED', quantity: 1 })
  // Without options, which kubectl would send, the finalizer says what becomes of its tickets.
  await shop.kubectl('delete', '--raw', `/apis/${apiVersion}/namespaces/${shop.namespace}/orders/orphaning`)
  await shop.kubectl('wait', '--for=delete', 'order/orphaning', '--timeout=60s')
  t.match(await shop.list('tickets'), [{ metadata: { name: 'hall-0000001', ownerReferences: undefined } }])

  await place(shop, { first: { planRef: 'standard', couponRef: 'gift', price: 0 } })
  await shop.untilOrder('first', { payment: 'CONFIRMED' })
  await place(shop, { late: { planRef: 'standard', couponRef: 'gift', price: 0 }, early: { planRef: 'closed' } })
  for (const [name, reason] of [
    ['late', 'CouponExhausted'],
    ['early', 'PlanInactive'],
  ] as const)
    await shop.untilOrder(name, { payment: 'REJECTED', reason })
})

t.test('the present version sells the frozen order, and reports the order that the old ticket blocks', async t => {
  await stage.upgradeTo(present)
  await stage.roll(present)
  // The box office frees the seat two minutes after it has missed the order, and sells it. The ticket is in the way of the new one.
  await place(shop, { buyer: hall })
  const expected = [
    'buyer: CONFIRMED FreeOrder, 0 tickets, 0.00 paid',
    'early: REJECTED PlanInactive, 0 tickets, 0.00 paid',
    'first: CONFIRMED FreeOrder, 1 tickets, 0.00 paid',
    'frozen: CONFIRMED PaymentReceived, 1 tickets, 29.90 paid',
    'late: REJECTED CouponExhausted, 0 tickets, 0.00 paid',
  ]
  t.strictSame(await untilStandings(shop, expected), expected)
  const [buyer] = await shop.list<{ status: { conditions: { type: string }[] } }>(
    'orders',
    '--field-selector=metadata.name=buyer',
  )
  t.match(
    buyer?.status.conditions.find(({ type }) => type === 'Ticketed'),
    { status: 'False', reason: 'TicketsMissing' },
  )
  await shop.kubectl('delete', 'ticket/hall-0000001')
  await shop.untilOrder('buyer', { quantity: 1 })
})

t.test('refused orders stay refused after any change of their plan or coupon', async t => {
  await shop.kubectl('patch', 'plan/closed', '--type=merge', '--patch={"spec":{"active":true}}')
  await shop.kubectl('patch', 'coupon/gift', '--type=merge', '--patch={"spec":{"maxRedemptions":2}}')
  await place(shop, { living: { planRef: 'standard', couponRef: 'gift', price: 0 } })
  await shop.untilOrder('living', { payment: 'CONFIRMED' })
  const [late, early] = await Promise.all(
    ['late', 'early'].map(name => shop.kubectl('get', `order/${name}`, '--output=jsonpath={.status.payment}')),
  )
  t.strictSame([late, early], ['REJECTED', 'REJECTED'])
})

t.test('the order that was frozen can be cancelled, and removed once its money is refunded', async t => {
  await shop.kubectl('patch', 'order/frozen', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await shop.untilOrder('frozen', { payment: 'REJECTED', quantity: 0 })
  await t.rejects(shop.kubectl('delete', 'order/frozen'), { message: /refund/ })
  await shop.report('frozen', { gross: '-29.90', status: 'Refunded', transaction: 'refund-of-frozen' })
  await shop.until('jsonpath={.status.paid}=0.00', 'order/frozen')
  await shop.kubectl('delete', 'order/frozen', '--timeout=60s')
})
