import type { Browser } from 'playwright-core'
import t, { type Test } from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import type { System } from '../../../local/system/system.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { orderTwo } from '../../fixtures/shop/walk/buyer.ts'
import { openDevday } from '../../fixtures/shop/walk/devday.ts'
import { owed } from '../../fixtures/shop/walk/story.ts'
import { sendWalker, type Walker, type Way } from '../../fixtures/shop/walk/walker.ts'

// Buyers pay at the pages of the played gateway and come back, through the real system. The gateway sends no webhook: the
// cashier alone learns of the money.

t.setTimeout(900_000)

interface Around {
  system: System
  browser: Browser
  url: string
  /** The address of the played gateway. */
  others: string[]
}

/** Orders two tickets for 258 EUR. */
async function order(t: Test, name: string, { system, way, ...around }: Around & { way: Way }) {
  const shop = await openDevday(system, name)
  const openTab = () => sendWalker(t, { ...around, way })
  const walker = await openTab()
  await walker.page.goto(`/${name}`)
  await orderTwo(walker.page, walker.hand)
  await walker.untilHeading('Your tickets are held for you')
  return { ...shop, walker, openTab, address: walker.page.url() }
}

/** Goes to the payment page, and presses a button there. */
async function payWith(walker: Walker, button: string, choice: string): Promise<void> {
  await leaveFor(walker, button)
  await walker.press(choice)
}

async function leaveFor(walker: Walker, button: string): Promise<void> {
  await walker.press(button)
  await walker.page.waitForURL(/\/pay\/(stripe|paypal)\//)
}

function controlGateway({ system }: Around, action: string, body: object): Promise<Response> {
  return fetch(`${system.gatewayUrl}/control/${action}`, { method: 'POST', body: JSON.stringify(body) })
}

/** The page of the order shows the tickets, and nobody touches it unless it runs no scripts. */
async function untilTickets(t: Test, walker: Walker, address: string): Promise<void> {
  await walker.page.waitForURL(address)
  await walker.untilHeading('Your tickets are ready')
  await walker.until(walker.page.locator('li.ticket:not(.pending) .qr').nth(1))
  t.equal(walker.page.url(), address, 'the address is the one to keep')
  await walker.check('the paid order')
}

const ways: Record<string, { button: string; way: Way }> = {
  'by-card': { button: 'Pay by card', way: { look: 'wide', hand: 'mouse', isScripted: true } },
  'by-paypal': { button: 'Pay with PayPal', way: { look: 'narrow', hand: 'finger', isScripted: true } },
  'by-card-with-keys': { button: 'Pay by card', way: { look: 'wide', hand: 'keys', isScripted: true } },
  'by-paypal-scriptless': { button: 'Pay with PayPal', way: { look: 'scriptless', hand: 'finger', isScripted: false } },
}

async function payAndReturn(t: Test, name: string, around: Around & { button: string; way: Way }): Promise<void> {
  const { walker, address } = await order(t, name, around)
  await walker.check('the order to pay')
  await payWith(walker, around.button, 'Pay 258.00 EUR')
  await untilTickets(t, walker, address)
}

/** Pays with a card that is declined, leaves the payment page, is declined at PayPal, and then pays there. */
async function payInTheEnd(t: Test, name: string, around: Around): Promise<void> {
  const way: Way = { look: 'wide', hand: 'mouse', isScripted: true }
  const { walker, address, kubectl } = await order(t, name, { ...around, way })
  const { page } = walker
  await payWith(walker, 'Pay by card', 'Decline')
  await page.getByText('The card was declined. You can try again.').waitFor()
  await walker.press('Cancel')
  await page.getByText('You left the payment page. If you did not pay there, nothing is charged.').waitFor()
  await walker.press('Pay by card')
  await page.waitForURL(/\/pay\/stripe\//)
  const first = page.url()
  await page.goBack()
  await walker.press('Pay by card')
  await page.waitForURL(first)
  t.equal((await kubectl('get', 'checkouts', '--output=name')).trim().split('\n').length, 1, 'it is one payment')
  await page.goto(address)
  await payWith(walker, 'Pay with PayPal', 'Decline')
  await page.locator('li.notice', { hasText: 'PayPal: The payment was declined.' }).waitFor()
  await walker.check('the order after a declined payment')
  await payWith(walker, 'Pay with PayPal', 'Pay 258.00 EUR')
  await untilTickets(t, walker, address)
}

/**
 * Begins a payment in each of two tabs, and pays both: the cashier cannot close the second page in time. The order is
 * confirmed once. Both tabs name the second amount as due, and it goes back once the plan says so.
 */
async function payTwice(t: Test, name: string, around: Around): Promise<void> {
  const way: Way = { look: 'wide', hand: 'mouse', isScripted: true }
  const { walker: card, openTab, address, ...shop } = await order(t, name, { ...around, way })
  await controlGateway(around, 'outage', {
    ...{ kind: 'refuse', method: 'POST', path: '/v1/checkout/sessions/', times: 1_000 },
  })
  await leaveFor(card, 'Pay by card')
  const paypal = await openTab()
  await paypal.page.goto(address)
  await paypal.page.locator('li.notice', { hasText: 'Card: Your payment page is open.' }).waitFor()
  await payWith(paypal, 'Pay with PayPal', 'Pay 258.00 EUR')
  await untilTickets(t, paypal, address)
  await card.press('Pay 258.00 EUR')
  await card.page.waitForURL(address)
  for (const tab of [card, paypal]) {
    await tab.page.locator('li.notice', { hasText: owed('€258.00') }).waitFor()
    await tab.untilHeading('Your tickets are ready')
    await tab.check('the order that was paid twice')
  }
  await shop.kubectl('patch', 'plan', 'regular', '--type=merge', '--patch={"spec":{"refunds":"Automatic"}}')
  for (const tab of [card, paypal]) {
    await tab.page.locator('li.notice').waitFor({ state: 'detached' })
    t.equal(await tab.page.locator('li.ticket:not(.pending) .qr').count(), 2)
  }
  const payments = await shop.list<Payment>('payments')
  const movements = payments.map(({ spec: { state, gross } }) => `${state} ${gross}`)
  t.strictSame(movements.sort(), ['Completed 258.00', 'Completed 258.00', 'Refunded -258.00'])
  const [sold] = await shop.list<Order>('orders')
  t.match(sold?.status, { payment: 'CONFIRMED', quantity: 2, paid: '258.00' })
}

/** The gateway does not answer at first. The page tells so, and leads to the payment page once that is open. */
async function payAfterOutage(t: Test, name: string, around: Around): Promise<void> {
  const way: Way = { look: 'wide', hand: 'mouse', isScripted: true }
  const { walker, address } = await order(t, name, { ...around, way })
  const { page } = walker
  await controlGateway(around, 'outage', { kind: 'refuse', path: '/v1/checkout/sessions', times: 1_000 })
  await walker.press('Pay by card')
  await page.locator('li.notice', { hasText: 'Card: The payment service does not answer right now.' }).waitFor()
  t.equal(page.url(), address)
  await walker.check('the order while the gateway is down')
  await controlGateway(around, 'clear-outages', {})
  await walker.hand.press(page.getByRole('link', { name: 'Go to the payment page' }))
  await walker.press('Pay 258.00 EUR')
  await untilTickets(t, walker, address)
}

t.test('people pay at the gateways and get their tickets, without a webhook', { skip: withoutBrowser }, async t => {
  const system = await startTestSystem(t, { shop: true, cashier: true })
  const around = {
    system,
    browser: await launchChromium(t),
    url: String(system.shopUrl),
    others: [String(system.gatewayUrl)],
  }
  await t.test('side by side', async t => {
    t.jobs = 2
    for (const [name, way] of Object.entries(ways)) t.test(name, t => payAndReturn(t, name, { ...way, ...around }))
    t.test('in-the-end', t => payInTheEnd(t, 'in-the-end', around))
    t.test('twice', t => payTwice(t, 'twice', around))
  })
  await t.test('after-an-outage', t => payAfterOutage(t, 'after-an-outage', around))
})
