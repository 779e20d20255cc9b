import t from 'tap'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

const system = await startTestSystem(t)

const readyReason = 'jsonpath={.status.conditions[?(@.type=="Ready")].reason}'

async function sell(shop: Shop, order: string): Promise<void> {
  await shop.apply('Order', order, { planRef: 'standard', price: 29.9, quantity: 2 })
  await shop.report(order, { gross: '59.80' })
  await shop.untilOrder(order, { payment: 'CONFIRMED', quantity: 2 })
}

t.test('an administrator cannot write the objects of the programs', async t => {
  const shop = await openShop(system, 'written')
  await sell(shop, 'order-1')
  const ticket = (await shop.list('tickets'))[0]?.metadata.name
  const payment = (await shop.list('payments'))[0]?.metadata.name
  const merge = (object: string, patch: object, ...flags: string[]) =>
    shop.kubectl('patch', object, '--type=merge', `--patch=${JSON.stringify(patch)}`, ...flags)
  const attempts: [() => Promise<string>, RegExp][] = [
    [() => shop.kubectl('delete', `ticket/${ticket}`), /must be deleted by Metacontroller alone/],
    [
      () => merge(`ticket/${ticket}`, { metadata: { labels: { 'controller-uid': null } } }),
      /must stay as it is except for/,
    ],
    [() => merge(`ticket/${ticket}`, { metadata: { annotations: null } }), /must stay as it is except for/],
    [() => shop.kubectl('delete', `payment/${payment}`), /must stay as long as its order/],
    [() => merge(`payment/${payment}`, { metadata: { labels: null } }), /must stay as it was recorded/],
    [() => merge('reservation/order-1', { spec: { decision: 'Released' } }), /must be written by the box office alone/],
    [() => shop.kubectl('delete', 'reservation/order-1'), /must stay as long as its order/],
    [
      () => merge('plan/standard', { status: { sold: 0 } }, '--subresource=status'),
      /a status of a plan or seat pool must be written by the box office alone/,
    ],
    [
      () => merge('order/order-1', { status: { payment: 'REJECTED' } }, '--subresource=status'),
      /a status must be written/,
    ],
    [() => shop.kubectl('delete', 'order/order-1'), /an order with money must stay/],
  ]
  for (const [attempt, message] of attempts) await t.rejects(attempt(), { message })
})

t.test('an order that is deleted in the foreground goes after its tickets and payments', async t => {
  const shop = await openShop(system, 'foreground')
  await sell(shop, 'order-1')
  await shop.report('order-1', { gross: '-59.80', status: 'Refunded', transaction: 'back' })
  await shop.untilOrder('order-1', { reason: 'Refunded', paid: '0.00' })
  await shop.apply('Plan', 'gift', { title: 'Gift', price: 0 })
  await shop.apply('Order', 'order-2', { planRef: 'gift', price: 0, quantity: 2 })
  await shop.untilOrder('order-2', { payment: 'CONFIRMED', quantity: 2 })
  for (const order of ['order-1', 'order-2'])
    await shop.kubectl('delete', `order/${order}`, '--cascade=foreground', '--timeout=60s')
  t.strictSame([...(await shop.list('tickets')), ...(await shop.list('payments'))], [])
})

t.test('a conference goes with its paid orders, and so does a namespace', async t => {
  for (const namespace of ['ended', 'emptied']) {
    const shop = await openShop(system, namespace)
    await sell(shop, 'order-1')
    await system.kubectl(['delete', namespace === 'ended' ? 'conference' : 'namespace', namespace, '--wait=false'])
    const everything = 'orders,plans,seatpools,reservations,tickets,payments'
    // It fails when there is nothing left to wait for.
    await system.kubectl(['wait', '--for=delete', everything, '--all', '--timeout=60s', '-n', namespace])
    if (namespace === 'ended') await shop.until('delete', `namespace/${namespace}`)
    // A conference whose namespace was deleted gets a new one, which is empty, and says so.
    else await shop.until(`${readyReason}=NamespaceRecreated`, `conference/${namespace}`)
    t.equal(await shop.kubectl('get', everything, '--output=name'), '')
  }
})

t.test('a protected conference stays with its namespace until the protection is off', async t => {
  const shop = await openShop(system, 'kept')
  await sell(shop, 'order-1')
  const protect = (deletionProtection: boolean) =>
    shop.kubectl(
      'patch',
      'conference/kept',
      '--type=merge',
      `--patch=${JSON.stringify({ spec: { deletionProtection } })}`,
    )
  await protect(true)
  await shop.until('condition=DeletionProtected', 'conference/kept')
  await t.rejects(shop.kubectl('delete', 'conference/kept'), { message: /must not be deleted: set spec/ })
  await t.rejects(shop.kubectl('delete', 'namespace/kept'), { message: /must not be deleted: set spec/ })
  t.equal((await shop.list('orders')).length, 1)
  await protect(false)
  await shop.until('condition=DeletionProtected=false', 'conference/kept')
  await shop.kubectl('delete', 'namespace/kept', '--wait=false')
  await shop.until(`${readyReason}=NamespaceRecreated`, 'conference/kept')
  await protect(true)
  await protect(false)
  await shop.kubectl('delete', 'conference/kept', '--wait=false')
  await shop.until('delete', 'namespace/kept')
})
