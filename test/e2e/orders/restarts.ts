import t from 'tap'
import { type Answer, openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(900_000)
const system = await startTestSystem(t, { standby: true })

interface OrderObject {
  metadata: { name: string }
  status: { payment: string; quantity: number; paid: string; reason: string }
}
interface TicketObject {
  metadata: { name: string; uid: string }
  spec: { orderRef: string; attendee?: object }
}

const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
const ticketsOf = (shop: Shop, order: string) =>
  shop.list<TicketObject>('tickets', '-l', `orders.app.corley.it=${order}`)

/** Reports a payment as a gateway does: again and again until it is taken with a 200. */
async function reportUntilTaken(report: () => Promise<Answer>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await report().catch(() => undefined)
    if (answer?.code === 200) return
  }
  throw new Error('the payment was not taken in 100 attempts')
}

/** Sells to three orders while one process is killed and started again; answers the tickets that were there before. */
async function sellAround(shop: Shop, process: string): Promise<TicketObject[]> {
  await shop.apply('Coupon', 'discount', { price: 10 })
  await shop.apply('Order', 'before', { planRef: 'standard', price: 29.9, quantity: 2 })
  await shop.apply('Order', 'during', { planRef: 'standard', couponRef: 'discount', price: 19.9, quantity: 3 })
  await shop.report('before', { gross: '59.80', transaction: 'before' })
  await shop.untilOrder('before', { quantity: 2 })
  await shop.untilOrder('during', { reason: 'AwaitingPayment' })
  const [first] = await ticketsOf(shop, 'before')
  await shop.kubectl(
    'patch',
    `ticket/${first?.metadata.name}`,
    '--type=merge',
    '-p',
    JSON.stringify({ spec: { attendee } }),
  )
  const tickets = await ticketsOf(shop, 'before')

  const report = () => shop.report('during', { gross: '59.70', transaction: 'during' })
  const late = () => shop.apply('Order', 'late', { planRef: 'standard', price: 29.9 })
  let underWay: Promise<unknown> = Promise.resolve()
  // Nobody waits for the machine: buyers order and pay while it is down, as far as it takes them.
  const whileDown = async () => {
    underWay = Promise.allSettled([report(), late()])
  }
  await system.supervisor.restart(process, { whileDown })
  await underWay
  await Promise.all([reportUntilTaken(report), late()])
  return tickets
}

async function outcome(shop: Shop) {
  const orders = await shop.list<OrderObject>('orders')
  return orders.map(({ metadata: { name }, status: { payment, quantity, paid, reason } }) => [
    name,
    payment,
    reason,
    quantity,
    paid,
  ])
}

// One of the two box offices leads, and the other one waits.
const processes = ['metacontroller', 'box-office', 'box-office-standby', 'hooks', 'payments']
processes.push('kube-controller-manager', 'kube-apiserver', 'etcd')

for (const process of processes) {
  t.test(`a kill -9 of ${process} in the middle of a sale changes no outcome`, async t => {
    const shop = await openShop(system, `kill-${process}`)
    const before = await sellAround(shop, process)
    await shop.untilOrder('during', { payment: 'CONFIRMED', quantity: 3 })
    await shop.untilOrder('late', { reason: 'AwaitingPayment' })
    t.strictSame(await outcome(shop), [
      ['before', 'CONFIRMED', 'PaymentReceived', 2, '59.80'],
      ['during', 'CONFIRMED', 'PaymentReceived', 3, '59.70'],
      ['late', 'PENDING', 'AwaitingPayment', 0, '0.00'],
    ])
    t.strictSame(await ticketsOf(shop, 'before'), before, 'the tickets that were there are the same, attendee included')
    t.equal((await shop.list('tickets')).length, 5)
    t.equal((await shop.list('payments')).length, 2)
  })
}
