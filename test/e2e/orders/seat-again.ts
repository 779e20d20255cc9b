import t from 'tap'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

const system = await startTestSystem(t)

interface TicketObject {
  metadata: { name: string; uid: string }
  spec: { orderRef: string }
}

t.test(
  'a seat that is sold again gets its ticket once the old one of its name is gone, and says until then that it is missing',
  async t => {
    const shop = await openShop(system, 'again')
    const tickets = () => shop.list<TicketObject>('tickets')
    await shop.apply('Plan', 'hall', { title: 'Hall', price: 29.9, capacity: 1 })
    for (const order of ['first', 'second']) await shop.apply('Order', order, { planRef: 'hall', price: 29.9 })
    await shop.report('first', { gross: '29.90', transaction: 'first' })
    await shop.untilOrder('first', { payment: 'CONFIRMED', quantity: 1 })
    await shop.report('second', { gross: '29.90', transaction: 'second' })
    const [old] = await tickets()
    // It goes late: something keeps it, as a busy garbage collector does.
    const keep = (finalizers: string[] | null) =>
      shop.kubectl(
        ...['patch', `ticket/${old?.metadata.name}`, '--as=system:serviceaccount:metacontroller:metacontroller'],
        ...['--type=merge', `--patch=${JSON.stringify({ metadata: { finalizers } })}`],
      )
    await keep(['example.com/kept'])
    await shop.kubectl('patch', 'order/first', '--type=merge', '--patch={"spec":{"cancelled":true}}')
    await shop.untilOrder('second', { payment: 'CONFIRMED' })
    await shop.kubectl('wait', '--timeout=60s', '--for=condition=Ticketed=false', 'order/second')
    await shop.untilOrder('second', { payment: 'CONFIRMED', quantity: 0 })
    t.match(await tickets(), [{ metadata: { uid: old?.metadata.uid }, spec: { orderRef: 'first' } }])
    await keep(null)
    await shop.untilOrder('second', { payment: 'CONFIRMED', quantity: 1 })
    t.match(await tickets(), [{ metadata: { name: old?.metadata.name }, spec: { orderRef: 'second' } }])
  },
)
