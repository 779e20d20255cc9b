import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import { engineAccount } from '../../../local/system/install.ts'
import { endHold } from '../../fixtures/cluster/lapse.ts'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(900_000)
const system = await startTestSystem(t)

interface ReservationObject {
  metadata: { name: string }
  spec: { decision: string; reason?: string; seats?: number[] }
}

const buy = (shop: Shop, name: string, spec: object = {}) =>
  shop.apply('Order', name, { planRef: 'hall', price: 29.9, ...spec })
const change = (shop: Shop, object: string, spec: object) =>
  shop.kubectl('patch', object, '--type=merge', '-p', JSON.stringify({ spec }))
const untilDecided = (shop: Shop, order: string, decision: string) =>
  shop.until(`jsonpath={.spec.decision}=${decision}`, `reservation/${order}`)

/** A conference with a plan "hall" of so many seats. */
async function openHall(namespace: string, capacity: number): Promise<Shop> {
  const shop = await openShop(system, namespace)
  await shop.apply('Plan', 'hall', { title: 'Hall', price: 29.9, capacity })
  return shop
}

/** A hall of one seat that is held for "first", and for which "second" waits. */
async function openFullHall(namespace: string): Promise<Shop> {
  const shop = await openHall(namespace, 1)
  await buy(shop, 'first')
  await shop.untilOrder('first', { reason: 'AwaitingPayment' })
  await buy(shop, 'second')
  await shop.untilOrder('second', { payment: 'PENDING', reason: 'Waitlisted' })
  return shop
}

/** The reservations as texts such as "first: Held 1 2". */
async function reserved(shop: Shop): Promise<string[]> {
  const reservations = await shop.list<ReservationObject>('reservations')
  return reservations.map(({ metadata: { name }, spec: { decision, seats = [] } }) =>
    [`${name}:`, decision, ...seats].join(' '),
  )
}

async function ticketNames(shop: Shop, order: string): Promise<string[]> {
  const tickets = await shop.list('tickets', '-l', `orders.app.corley.it=${order}`)
  return tickets.map(({ metadata }) => metadata.name)
}

t.test('seats are held for the first orders, and the others wait until enough seats are released', async t => {
  const shop = await openHall('seats', 3)
  // Their names are in order too: two orders of one second stand in the waitlist by name.
  const quantities = { first: 2, second: 2, third: 1 }
  for (const [order, quantity] of Object.entries(quantities)) await buy(shop, order, { quantity })
  await shop.untilOrder('third', { reason: 'AwaitingPayment' })
  await shop.untilOrder('second', { payment: 'PENDING', reason: 'Waitlisted' })
  t.strictSame(await reserved(shop), ['first: Held 1 2', 'second: Waitlisted', 'third: Held 3'])

  await shop.report('first', { gross: '59.80' })
  await shop.untilOrder('first', { payment: 'CONFIRMED', quantity: 2 })
  t.strictSame(await ticketNames(shop, 'first'), ['hall-0000001', 'hall-0000002'], 'a ticket is named after its seat')
  await change(shop, 'order/third', { cancelled: true })
  await untilDecided(shop, 'third', 'Released')
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

t.test(
  'an order keeps waiting while its plan is closed, with the reason, and is served when the plan opens again',
  async t => {
    const shop = await openFullHall('closed')
    await change(shop, 'plan/hall', { active: false })
    await shop.untilOrder('second', { message: 'Waitlisted: the plan "hall" is not on sale' })
    await shop.untilOrder('second', { payment: 'PENDING', reason: 'Waitlisted' })
    await change(shop, 'order/first', { cancelled: true })
    await untilDecided(shop, 'first', 'Released')
    await shop.until('jsonpath={.status.left}=1', 'plan/hall')
    t.strictSame(await reserved(shop), ['first: Released', 'second: Waitlisted'])
    await change(shop, 'plan/hall', { active: true })
    await shop.untilOrder('second', { reason: 'AwaitingPayment' })
    t.strictSame(await reserved(shop), ['first: Released', 'second: Held 1'])
  },
)

t.test('a hold stays, and is sold, after its plan was closed and its price has changed', async t => {
  const shop = await openFullHall('repriced')
  await change(shop, 'plan/hall', { active: false, price: 49.9 })
  await shop.untilOrder('second', { message: 'Waitlisted: the plan "hall" is not on sale' })
  const { body } = await shop.report('first', { gross: '29.90' })
  t.strictSame(body, { order: 'first', payment: 'CONFIRMED', tickets: 1 })
  t.strictSame(await reserved(shop), ['first: Sold 1', 'second: Waitlisted'])
})

t.test('a hold lapses while no hook answers, and its seat goes to the next order that waits', async t => {
  const shop = await openFullHall('hookless')
  await system.supervisor.restart('hooks', {
    async whileDown() {
      await endHold(system, { namespace: shop.namespace, order: 'first' })
      await untilDecided(shop, 'second', 'Held')
      t.strictSame(await reserved(shop), ['first: Released', 'second: Held 1'])
    },
  })
  await shop.untilOrder('first', { payment: 'REJECTED', reason: 'Expired' })
  await shop.untilOrder('second', { reason: 'AwaitingPayment' })
})

/** Has the API server refuse every status of the orders of a namespace. Resolves when it does. */
async function refuseStatuses(shop: Shop): Promise<void> {
  const api = 'admissionregistration.k8s.io/v1'
  const name = 'no-order-statuses'
  const message = 'no status is written here'
  const engine = `--as=system:serviceaccount:${engineAccount.namespace}:${engineAccount.name}`
  const rule = {
    apiGroups: ['app.corley.it'],
    apiVersions: ['v1'],
    resources: ['orders/status'],
    operations: ['UPDATE'],
  }
  const objects = [
    {
      apiVersion: api,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [rule] },
        validations: [{ expression: `object.metadata.namespace != "${shop.namespace}"`, message }],
      },
    },
    {
      apiVersion: api,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ]
  await system.kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
  // The API server takes up a policy within a second or so, and nothing tells when.
  const order = await shop.kubectl('get', 'order/first', '-o', 'json')
  const trial = ['replace', '-f', '-', '--subresource=status', '--dry-run=server', engine]
  for (let attempt = 0; attempt < 100; attempt++) {
    const { stderr } = await system.kubectl(trial, order)
    if (stderr.includes(message)) return
  }
  throw new Error('the policy is not in force after 100 attempts')
}

t.test(
  'a hold lapses although no status of an order can be written, and its seat goes to the next order that waits',
  async t => {
    const shop = await openFullHall('unwritable')
    await refuseStatuses(shop)
    await endHold(system, { namespace: shop.namespace, order: 'first' })
    await untilDecided(shop, 'second', 'Held')
    t.strictSame(await reserved(shop), ['first: Released', 'second: Held 1'])
    await shop.untilOrder('first', { payment: 'PENDING', reason: 'AwaitingPayment' })
  },
)

t.test('a limited coupon is refused to the next one, unless it is given back within two minutes', async t => {
  const shop = await openShop(system, 'limited')
  await shop.apply('Coupon', 'limited', { price: 10, planRef: 'standard', maxRedemptions: 1 })
  const discount = { planRef: 'standard', couponRef: 'limited', price: 19.9 }
  await buy(shop, 'first', discount)
  await shop.untilOrder('first', { reason: 'AwaitingPayment' })
  await buy(shop, 'second', discount)
  const message = 'The coupon "limited" is used up'
  await shop.untilOrder('second', { payment: 'REJECTED', reason: 'CouponExhausted', message })
  await change(shop, 'order/first', { cancelled: true })
  await shop.untilOrder('second', { payment: 'PENDING', reason: 'AwaitingPayment' })
  const { body } = await shop.report('second', { gross: '19.90' })
  t.strictSame(body, { order: 'second', payment: 'CONFIRMED', tickets: 1 })
})

t.test('a refusal is final two minutes after the order was placed, after any change of its plan', async t => {
  const shop = await openHall('final', 5)
  await change(shop, 'plan/hall', { active: false })
  await shop.until('condition=OnSale=False', 'plan/hall')
  // It was placed an hour ago, as a restored order was.
  const placed = new Date(Date.now() - 3_600_000).toISOString()
  const spec = { planRef: 'hall', price: 29.9 }
  const metadata = { name: 'late', namespace: 'final', annotations: { [placedAtAnnotation]: placed } }
  // Only a restore may say so; a test does once the policy is gone, which takes a second or so, and nothing tells when.
  await system.kubectl(['delete', 'validatingadmissionpolicybinding/kconference-orders'])
  const late = JSON.stringify({ apiVersion, kind: 'Order', metadata, spec })
  for (let code = 1; code !== 0; ) ({ code } = await system.kubectl(['create', '-f', '-'], late))
  await shop.untilOrder('late', { payment: 'REJECTED', reason: 'PlanInactive' })
  await buy(shop, 'soon')
  await shop.untilOrder('soon', { payment: 'REJECTED', reason: 'PlanInactive' })
  await change(shop, 'plan/hall', { active: true })
  await shop.untilOrder('soon', { payment: 'PENDING', reason: 'AwaitingPayment' })
  await shop.untilOrder('late', { payment: 'REJECTED', reason: 'PlanInactive' })
  t.strictSame(await reserved(shop), ['late: Refused', 'soon: Held 1'])
})
