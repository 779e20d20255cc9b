import t, { type Test } from 'tap'
import { sealBackup } from '../../../hooks/backup/backup-file.ts'
import { type ArchivedObject, type Backup, restoringAnnotation } from '../../../hooks/schema/backup.ts'
import { gatewayKeyAnnotation } from '../../../hooks/schema/money/gateway-key.ts'
import type { System } from '../../../local/system/system.ts'
import { belongingsOf } from '../../fixtures/backup/belongings.ts'
import { backupCommand } from '../../fixtures/backup/command.ts'
import { snapshot } from '../../fixtures/backup/conference-snapshot.ts'
import { oddityLines, releasedBackup, withOddities } from '../../fixtures/backup/released.ts'
import { openShop, type Shop, shopOf } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

// Four conferences are sold out and deleted, one after the other.
t.setTimeout(1_800_000)

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
  await shop.apply('SeatPool', 'hall', { title: 'Hall', capacity: 3 })
  await shop.apply('Plan', 'early', { title: 'Early', price: 50, poolRef: 'hall', capacity: 2 })
  await shop.apply('Plan', 'late', { title: 'Late', price: 0, poolRef: 'hall', maxPerOrder: 2 })
  await shop.apply('Coupon', 'one-only', { price: 10, planRef: 'seats', maxRedemptions: 1 })
  const order = (name: string, spec: object) => shop.apply('Order', name, spec)
  const belongings = belongingsOf(system, shop)
  await order('attended', { planRef: 'standard', price: 29.9, quantity: 3 })
  await pay('attended', '89.70')
  await shop.untilOrder('attended', { payment: 'CONFIRMED', quantity: 3 })
  const [ticket] = await shop.list('tickets')
  await patch(`ticket/${ticket?.metadata.name}`, { attendee })
  await shop.kubectl('scale', 'order/attended', '--replicas=2')
  await order('free', { planRef: 'free', price: 0, quantity: 2 })
  await belongings.nameBuyer('free')
  await order('seated', { planRef: 'seats', price: 90, couponRef: 'one-only', quantity: 2 })
  await pay('seated', '180')
  await shop.untilOrder('seated', { payment: 'CONFIRMED', quantity: 2 })
  await order('pooled', { planRef: 'early', price: 50, quantity: 2 })
  await pay('pooled', '100')
  await shop.untilOrder('pooled', { payment: 'CONFIRMED', quantity: 2 })
  await order('pooled-free', { planRef: 'late', price: 0 })
  await shop.untilOrder('pooled-free', { payment: 'CONFIRMED', quantity: 1 })
  await order('held', { planRef: 'seats', price: 100, quantity: 2 })
  await shop.untilOrder('held', { reason: 'AwaitingPayment' })
  await belongings.openCheckout('held')
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
  await belongings.sendRefund('refunding')
  await shop.kubectl('create', 'quota', 'limit', '--hard=count/orders.app.corley.it=20')
  await shop.untilOrder('attended', { quantity: 2 })
  await shop.untilOrder('free', { payment: 'CONFIRMED', quantity: 2 })
  await shop.untilOrder('refused', { reason: 'CouponExhausted' })
  await shop.untilOrder('refunding', { payment: 'REJECTED', quantity: 0 })
  await shop.until('jsonpath={.status.waiting}=4', 'plan/seats')
  await shop.until('jsonpath={.status.sold}=2', 'plan/free')
  await shop.until('jsonpath={.status.sold}=3', 'seatpool/hall')
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
    list<Versioned>('plans,seatpools,coupons,orders,buyers,payments,checkouts,refunds,reservations,tickets'),
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

/** Continues the sale: waiting orders are served in the sequence of their arrival, and holds can be paid. */
async function sellOn(t: Test, shop: Shop): Promise<void> {
  t.match(await shop.report('attended', { gross: '89.70', transaction: 'of-attended' }), { code: 200 })
  t.match(await shop.report('held', { gross: '200', transaction: 'late' }), { code: 200 })
  await shop.untilOrder('held', { payment: 'CONFIRMED', quantity: 2 })
  await shop.kubectl('patch', 'order/seated', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await shop.untilOrder('waiting-2', { reason: 'AwaitingPayment' })
  await shop.until('jsonpath={.status.waiting}=2', 'plan/seats')
  await shop.apply('Order', 'pool-waiting', { planRef: 'late', price: 0 })
  await shop.untilOrder('pool-waiting', { reason: 'Waitlisted' })
  await shop.kubectl('scale', 'order/pooled-free', '--replicas=0')
  await shop.untilOrder('pool-waiting', { payment: 'CONFIRMED', quantity: 1 })
  await shop.apply('Order', 'new', { planRef: 'free', price: 0 })
  await shop.untilOrder('new', { payment: 'CONFIRMED', quantity: 1 })
  await shop.kubectl('scale', 'order/attended', '--replicas=1')
  await shop.untilOrder('attended', { quantity: 1 })
  const tickets = await shop.list<{ spec: object }>('tickets', '-l', 'orders.app.corley.it=attended')
  t.match(tickets, [{ spec: { attendee } }], 'the ticket with an attendee stays')
}

t.test('a conference that was deleted is restored, with everything as it was, and goes on selling', async t => {
  const shop = await openShop(system, 'restored')
  await sellOut(shop)
  const taken = await backup(['take', 'restored'])
  const before = await snapshot(system, 'restored')
  t.match(taken, { code: 0, stderr: /conference "restored": \d+ objects, as of revision \d+/ })

  t.match(await backup(['restore'], taken.stdout), {
    code: 1,
    stderr: /Cannot restore conference "restored": a conference of that name exists; delete it first/,
  })
  await deleted(system, 'restored')
  let versions: Record<string, string> = {}
  await system.supervisor.restart('metacontroller', {
    whileDown: async () => {
      t.match(await backup(['restore'], taken.stdout), { code: 0, stderr: /start Metacontroller again/ })
      t.strictSame(await snapshot(system, 'restored'), before)
      versions = await versionsOf(shop)
      t.match(await backup(['restore'], taken.stdout), { code: 1, stderr: /it is already restored/ })
    },
  })
  await staysAtRest(t, shop, versions)
  await sellOn(t, shop)
  const after = await snapshot(system, 'restored')
  const untouched = ['free', 'refunding', 'pooled'].map(name => `Order ${name}`)
  for (const one of [
    ...untouched,
    'Buyer free',
    'Checkout held-1',
    'Order waiting-1',
    'Coupon one-only',
    'ResourceQuota limit',
  ])
    t.strictSame(after[one], before[one], one)
  const [open] = await shop.list<ArchivedObject>('checkouts')
  const wasOpen = (JSON.parse(taken.stdout) as Backup).objects.find(({ kind }) => kind === 'Checkout')
  t.equal(open?.metadata.annotations?.[gatewayKeyAnnotation], wasOpen?.metadata.uid)
  await shop.kubectl('delete', 'order/free')
  await shop.kubectl('wait', '--for=delete', 'buyer/free', '--timeout=60s')
})

/** The backup with a reservation, the first that is created, that the API server refuses. */
function spoiled(text: string): string {
  const backup = JSON.parse(text) as Backup
  const first = backup.objects.find(({ kind }) => kind === 'Reservation')
  return sealBackup({
    ...backup,
    objects: backup.objects.map(one => (one === first ? { ...one, spec: { ...one.spec, quantity: 1000 } } : one)),
  })
}

t.test('the box office decides nothing about orders whose reservations are not restored yet', async t => {
  const shop = await openShop(system, 'halfway')
  await sellOut(shop)
  const other = await openShop(system, 'another')
  const taken = await backup(['take', 'halfway'])
  const before = await snapshot(system, 'halfway')
  await deleted(system, 'halfway')
  await system.supervisor.restart('metacontroller', {
    whileDown: async () => {
      t.match(await backup(['restore'], spoiled(taken.stdout)), { code: 1, stderr: /restore again to continue/ })
      t.equal((await shop.list('orders')).length, Object.keys(before).filter(name => name.startsWith('Order')).length)
      // The box office works on: by the time of its decision elsewhere, it would have decided here.
      await other.apply('Order', 'later', { planRef: 'standard', price: 29.9 })
      await other.until('create', 'reservation/later')
      t.strictSame(await shop.list('reservations'), [])
      const [namespace] = await shop.list<ArchivedObject>('namespaces', '--field-selector=metadata.name=halfway')
      t.type(namespace?.metadata.annotations?.[restoringAnnotation], 'string')
      t.match(await backup(['restore'], taken.stdout), { code: 0 })
      t.strictSame(await snapshot(system, 'halfway'), before)
    },
  })
  await sellOn(t, shop)
})

t.test('backups of 0.1.0 and 0.2.0 are restored, and sell on', async t => {
  type Status = { payment: string; reason: string; quantity: number }
  const first = shopOf(system, 'first-release')
  const second = shopOf(system, 'second-release')
  const backups = [releasedBackup('0.1.0', first.namespace), releasedBackup('0.2.0', second.namespace)].map(
    withOddities,
  )
  await system.supervisor.restart('metacontroller', {
    whileDown: async () => {
      for (const one of backups)
        t.match(await backup(['restore'], JSON.stringify(one)), { code: 0, stderr: oddityLines })
    },
  })
  t.match(await first.report('pending-1', { gross: '29.90', transaction: 'late' }), { code: 200 })
  await first.untilOrder('pending-1', { payment: 'CONFIRMED', quantity: 1 })
  await first.kubectl('patch', 'order/leaving-1', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await first.untilOrder('waiting-1', { reason: 'AwaitingPayment' })
  t.match(await second.report('held', { gross: '200', transaction: 'late' }), { code: 200 })
  await second.untilOrder('held', { payment: 'CONFIRMED', quantity: 2 })
  await second.kubectl('patch', 'order/seated', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await second.untilOrder('waiting-2', { reason: 'AwaitingPayment' })
  for (const [shop, gross, quantity] of [
    [first, '29.90', 1],
    [second, '59.80', 2],
  ] as const) {
    t.match(await shop.report('forint', { gross, currency: 'HUF', transaction: 'of-forint' }), { code: 200 })
    await shop.untilOrder('forint', { payment: 'CONFIRMED', quantity })
  }
  const changed = ['forint', 'pending-1', 'leaving-1', 'waiting-1', 'held', 'seated', 'waiting-2', 'planless']
  for (const [index, shop] of [first, second].entries()) {
    const stands = ({ payment, reason, quantity }: Status) => `${payment} ${reason} ${quantity}`
    const was = (backups[index]?.objects ?? []).filter(({ kind }) => kind === 'Order')
    const is = await shop.list<ArchivedObject & { status: Status }>('orders')
    for (const { metadata, status } of is) {
      const before = was.find(one => one.metadata.name === metadata.name)?.status as Status | undefined
      if (before && !changed.includes(metadata.name)) t.equal(stands(status), stands(before), metadata.name)
    }
    t.equal(is.length, was.length)
  }
})

t.test('nothing is restored while Metacontroller runs', async t => {
  const shop = await openShop(system, 'running')
  const taken = await backup(['take', 'running'])
  await deleted(system, 'running')
  t.match(await backup(['restore'], taken.stdout), {
    code: 1,
    stderr: /Metacontroller is running; stop it, delete the conference/,
  })
  t.strictSame(await shop.list('plans'), [])
})

t.test('a file that was edited is not restored', async t => {
  const shop = await openShop(system, 'edited')
  const { stdout } = await backup(['take', 'edited'])
  for (const text of [stdout.replace('29.9', '0'), stdout.slice(0, -100)])
    t.match(await backup(['restore'], text), { code: 1, stderr: /Cannot read the backup: .* edited/ })
  t.equal((await shop.list('plans')).length, 1)
})

t.test('a missing conference cannot be backed up', async t => {
  t.match(await backup(['take', 'nowhere']), {
    code: 1,
    stdout: '',
    stderr: /Cannot back up conference "nowhere": no conference of that name exists\n$/,
  })
})
