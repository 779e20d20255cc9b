import { Registry } from 'prom-client'
import t from 'tap'
import { gaugePlans, type PlanReading } from '../../hooks/metrics/plan-gauges.ts'

/** Gauges of the plans of a test, and their lines. */
function start() {
  const registry = new Registry()
  const plans: PlanReading[] = []
  const reads = { times: 0 }
  gaugePlans(registry, () => {
    reads.times += 1
    return plans
  })
  const lines = async () => (await registry.metrics()).split('\n').filter(line => /^kconference/.test(line))
  return { plans, reads, lines }
}

const reading = (said: Partial<PlanReading> = {}): PlanReading => ({
  namespace: 'conf',
  plan: 'plan',
  orders: new Map([
    ['AwaitingPayment', 2],
    ['New', 1],
  ]),
  refundsDue: 1,
  money: [{ currency: 'EUR', revenue: 89.7, refundsDue: 10.1, disputed: 29.9 }],
  ticketsMissing: 3,
  held: 3,
  sold: 4,
  waiting: 5,
  ...said,
})

t.test('the numbers of a plan are read once for each scrape', async t => {
  const { plans, reads, lines } = start()
  plans.push(reading({ left: 6, capacity: 13 }))
  const plan = 'namespace="conf",plan="plan"'
  t.strictSame(await lines(), [
    `kconference_plan_orders{${plan},reason="AwaitingPayment"} 2`,
    `kconference_plan_orders{${plan},reason="New"} 1`,
    `kconference_plan_refunds_due{${plan}} 1`,
    `kconference_plan_revenue{${plan},currency="EUR"} 89.7`,
    `kconference_plan_refunds_due_amount{${plan},currency="EUR"} 10.1`,
    `kconference_plan_disputed_amount{${plan},currency="EUR"} 29.9`,
    `kconference_plan_tickets_missing{${plan}} 3`,
    `kconference_plan_tickets{${plan},decision="Held"} 3`,
    `kconference_plan_tickets{${plan},decision="Sold"} 4`,
    `kconference_plan_tickets{${plan},decision="Waitlisted"} 5`,
    `kconference_plan_seats_left{${plan}} 6`,
    `kconference_plan_capacity{${plan}} 13`,
  ])
  t.equal(reads.times, 1)
})

t.test('a plan without capacity shows no seats', async t => {
  const { plans, lines } = start()
  plans.push(reading())
  t.strictSame(
    (await lines()).filter(line => /seats_left|capacity/.test(line)),
    [],
  )
})

t.test('a plan that is no longer known disappears', async t => {
  const { plans, lines } = start()
  plans.push(reading(), reading({ namespace: 'b' }))
  t.equal((await lines()).filter(line => line.includes('namespace="conf"')).length, 10)
  plans.shift()
  t.equal((await lines()).filter(line => line.includes('namespace="conf"')).length, 0)
  t.equal((await lines()).length, 10)
})

t.test('the money of a plan is shown in each of its currencies', async t => {
  const { plans, lines } = start()
  const amounts = { refundsDue: 0, disputed: 0 }
  plans.push(
    reading({
      money: [
        { currency: 'EUR', revenue: 29.9, ...amounts },
        { currency: 'JPY', revenue: 3000, ...amounts },
      ],
    }),
  )
  const plan = 'namespace="conf",plan="plan"'
  t.strictSame(
    (await lines()).filter(line => line.startsWith('kconference_plan_revenue')),
    [`kconference_plan_revenue{${plan},currency="EUR"} 29.9`, `kconference_plan_revenue{${plan},currency="JPY"} 3000`],
  )
})
