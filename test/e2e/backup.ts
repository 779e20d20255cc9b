import t, { type Test } from 'tap'
import type { System } from '../../local/system/system.ts'
import { backupCommand } from '../fixtures/backup-command.ts'
import { snapshot } from '../fixtures/conference-snapshot.ts'
import { openShop, type Shop } from '../fixtures/shop.ts'
import { startTestSystem } from '../fixtures/system.ts'

const system = await startTestSystem(t)
const backup = await backupCommand(t, system)
const attendee = { firstname: 'Ada', lastname: 'Łukasz' }

/** A conference in which every kind of order there is has come to rest. */
async function sellOut(shop: Shop): Promise<void> {
  const patch = (object: string, spec: object) =>
    shop.kubectl('patch', object, '--type=merge', `--patch=${JSON.stringify({ spec })}`)
  const pay = async (order: string, gross: string) => {
    const { code } = await shop.report(order, { gross, transaction: `of-${order}` })
    if (code !== 200) throw new Error(`paying "${order}": must be answered with 200, but was with ${code}`)
  }
  await shop.apply('Plan', 'seats', { title: 'Seats', price: 100, capacity: 5 })
  await shop.apply('Plan', 'free', { title: 'Free', price: 0 })
  await shop.apply('Coupon', 'one-only', { price: 10, planRef: 'seats', maxRedemptions: 1 })
  const order = (name: string, spec: object) => shop.apply('Order', name, spec)
  await order('attended', { planRef: 'standard', price: 29.9, quantity: 3 })
  await pay('attended', '89.70')
  await shop.untilOrder('attended', { payment: 'CONFIRMED', quantity: 3 })
  const [ticket] = await shop.list('tickets')
  await patch(`ticket/${ticket?.metadata.name}`, { attendee })
  await shop.kubectl('scale', 'order/attended', '--replicas=2')
  await order('free', { planRef: 'free', price: 0, quantity: 2 })
  await order('seated', { planRef: 'seats', price: 90, couponRef: 'one-only', quantity: 2 })
  await pay('seated', '180')
  await shop.untilOrder('seated', { payment: 'CONFIRMED', quantity: 2 })
  await order('held', { planRef: 'seats', price: 100, quantity: 2 })
  await shop.untilOrder('held', { reason: 'AwaitingPayment' })
  // The line is not in the order of the alphabet, but for those who came within one second.
  const waits = (name: string) => order(name, { planRef: 'seats', price: 100, quantity: 2 })
  await waits('waiting-2')
  for (await waits('waiting-1'); (await arrivals(shop, 'waiting-1', 'waiting-2')) === 1; await waits('waiting-1'))
    await shop.kubectl('delete', 'order/waiting-1')
  for (const name of ['waiting-1', 'waiting-2']) await shop.untilOrder(name, { reason: 'Waitlisted' })
  await order('refused', { planRef: 'seats', price: 90, couponRef: 'one-only' })
  await order('refunding', { planRef: 'standard', price: 29.9 })
  await pay('refunding', '29.90')
  await shop.untilOrder('refunding', { quantity: 1 })
  await patch('order/refunding', { cancelled: true })
  await shop.kubectl('create', 'quota', 'limit', '--hard=count/orders.app.corley.it=20')
  await shop.untilOrder('attended', { quantity: 2 })
  await shop.untilOrder('free', { payment: 'CONFIRMED', quantity: 2 })
  await shop.untilOrder('refused', { reason: 'CouponExhausted' })
  await shop.untilOrder('refunding', { payment: 'REJECTED', quantity: 0 })
  await shop.until('jsonpath={.status.waiting}=4', 'plan/seats')
  await shop.until('jsonpath={.status.sold}=2', 'plan/free')
}

/** In how many seconds these orders have arrived. */
async function arrivals(shop: Shop, ...orders: string[]): Promise<number> {
  const times = await shop.kubectl(
    'get',
    'order',
    ...orders,
    '--output=jsonpath={.items[*].metadata.creationTimestamp}',
  )
  return new Set(times.split(' ')).size
}

async function deleted(system: System, conference: string): Promise<void> {
  const { code, stderr } = await system.kubectl(['delete', `conference/${conference}`, '--timeout=60s'])
  if (code !== 0) throw new Error(stderr)
  await system.kubectl(['wait', '--for=delete', `namespace/${conference}`, '--timeout=60s'])
}

/** Which version of each object is stored, but of quotas, which Kubernetes counts anew. */
async function versionsOf({ list, namespace }: Shop): Promise<Record<string, string>> {
  type Versioned = { kind: string; metadata: { name: string; resourceVersion: string } }
  const all = await Promise.all([
    list<Versioned>('plans,coupons,orders,payments,reservations,tickets'),
    ...['conferences', 'namespaces'].map(kind => list<Versioned>(kind, `--field-selector=metadata.name=${namespace}`)),
  ])
  return Object.fromEntries(
    all.flat().map(({ kind, metadata }) => [`${kind} ${metadata.name}`, metadata.resourceVersion]),
  )
}

/** The engine sees all of it again, and writes nothing: an order that came in since is served after that. */
async function staysAtRest(t: Test, shop: Shop, before: Record<string, string>): Promise<void> {
  await shop.apply('Plan', 'next', { title: 'Next', price: 0 })
  await shop.apply('Order', 'next', { planRef: 'next', price: 0 })
  await shop.untilOrder('next', { payment: 'CONFIRMED', quantity: 1 })
  const after = await versionsOf(shop)
  t.strictSame(Object.fromEntries(Object.keys(before).map(name => [name, after[name]])), before)
}

/** Sells on: whoever was in line is served in the order in which they came, and what was held can be paid. */
async function sellOn(t: Test, shop: Shop): Promise<void> {
  t.match(await shop.report('attended', { gross: '89.70', transaction: 'of-attended' }), { code: 200 })
  t.match(await shop.report('held', { gross: '200', transaction: 'late' }), { code: 200 })
  await shop.untilOrder('held', { payment: 'CONFIRMED', quantity: 2 })
  await shop.kubectl('patch', 'order/seated', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await shop.untilOrder('waiting-2', { reason: 'AwaitingPayment' })
  await shop.until('jsonpath={.status.waiting}=2', 'plan/seats')
  await shop.apply('Order', 'new', { planRef: 'free', price: 0 })
  await shop.untilOrder('new', { payment: 'CONFIRMED', quantity: 1 })
  await shop.kubectl('scale', 'order/attended', '--replicas=1')
  await shop.untilOrder('attended', { quantity: 1 })
  const tickets = await shop.list<{ spec: object }>('tickets', '-l', 'orders.app.corley.it=attended')
  t.match(tickets, [{ spec: { attendee } }], 'who had said who comes keeps that ticket')
}

t.test('a conference that was deleted is restored, with everything as it was, and goes on selling', async t => {
  const shop = await openShop(system, 'restored')
  await sellOut(shop)
  const taken = await backup(['take', 'restored'])
  const before = await snapshot(system, 'restored')
  t.match(taken, { code: 0, stderr: /conference "restored": \d+ objects, as of revision \d+/ })

  t.match(await backup(['restore'], taken.stdout), {
    code: 1,
    stderr: /Cannot restore conference "restored": there must be none of that name, but there is one: delete it first/,
  })
  await deleted(system, 'restored')
  let versions: Record<string, string> = {}
  await system.supervisor.restart('metacontroller', {
    whileDown: async () => {
      t.match(await backup(['restore'], taken.stdout), { code: 0, stderr: /start Metacontroller again/ })
      t.strictSame(await snapshot(system, 'restored'), before)
      versions = await versionsOf(shop)
      t.match(await backup(['restore'], taken.stdout), { code: 1, stderr: /it has been restored already/ })
    },
  })
  await staysAtRest(t, shop, versions)
  await sellOn(t, shop)
  const after = await snapshot(system, 'restored')
  const untouched = ['free', 'refunding'].map(name => `Order ${name}`)
  for (const one of [...untouched, 'Order waiting-1', 'Coupon one-only', 'ResourceQuota limit'])
    t.strictSame(after[one], before[one], one)
})

t.test('nothing is restored while Metacontroller runs', async t => {
  const shop = await openShop(system, 'running')
  const taken = await backup(['take', 'running'])
  await deleted(system, 'running')
  t.match(await backup(['restore'], taken.stdout), {
    code: 1,
    stderr: /Metacontroller must be stopped, but it has answered for the conference; stop it, delete the conference/,
  })
  t.strictSame(await shop.list('plans'), [])
})

t.test('what is not there cannot be taken', async t => {
  t.match(await backup(['take', 'nowhere']), {
    code: 1,
    stdout: '',
    stderr: /Cannot back up conference "nowhere": there must be one of that name\n$/,
  })
})
