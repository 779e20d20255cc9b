import type { Page } from 'playwright-core'
import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { axeFaults } from '../../fixtures/browser/page-faults.ts'
import { cloudTicket, minuteMs, now, orders } from '../../fixtures/shop/pages/cloudconf.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'

// The scripts of the shop: the page of an order changes by itself, and speaks of it.

const spoken = (page: Page) => page.getByRole('status')

t.test('with scripts', { skip: withoutBrowser }, async t => {
  const { url, tell, listened } = await servePages(t)
  const browser = await launchChromium(t)

  t.test('tickets appear one by one on a page that nobody touches', async t => {
    const { page, mishaps } = await openWindow(t, browser, { url })
    await page.goto('/order/held')
    await listened('held')
    t.equal(await spoken(page).innerText(), '', 'nothing is spoken at first')
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
    tell('held', orders.appearing)
    await page.locator('#ticket-early-0000001').waitFor()
    t.equal(await page.getByText('This ticket is being issued.').count(), 1)
    t.equal(await spoken(page).innerText(), 'Your tickets are being issued. 1 of 2 tickets is ready.')
    tell('held', { ...orders.confirmed, tickets: [cloudTicket(1), cloudTicket(2)] })
    await page.locator('#ticket-early-0000002').waitFor()
    t.match(await spoken(page).innerText(), /^Your tickets are ready\. /)
    t.equal(await page.title(), 'Your tickets are ready – CloudConf 2027')
    t.equal(await page.locator('#part-pay').isVisible(), false)
    t.equal(await page.getByRole('button', { name: 'Print the tickets' }).isVisible(), true)
    t.equal(await page.evaluate(() => 'isSamePage' in globalThis), true, 'the page was not loaded again')
    t.strictSame([...(await axeFaults(page)), ...mishaps()], [])
  })

  t.test('typed text stays, and the part changes once the buyer leaves it', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.goto('/order/appearing')
    await listened('appearing')
    const field = page.locator('[name="early-0000001.firstname"]')
    await field.pressSequentially('Gra')
    tell('appearing', { ...orders.appearing, quantity: 3, tickets: [cloudTicket(1), cloudTicket(2)] })
    await page.locator('#ticket-early-0000002').waitFor()
    await page.keyboard.type('ce')
    t.equal(await field.inputValue(), 'Grace')
    tell('appearing', { ...orders.appearing, state: 'cancelled' })
    await page.getByRole('heading', { name: 'This order is cancelled' }).waitFor()
    t.equal(await field.inputValue(), 'Grace')
  })

  t.test('the focus stays where it is, and a question that was opened stays open', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.goto('/order/held')
    await listened('held')
    await page.getByText('Cancel this order').click()
    await page.locator('#field-quantity').focus()
    tell('held', { ...orders.underpaid, mostQuantity: 3 })
    await page.getByRole('heading', { name: 'A part of the price is paid' }).waitFor()
    t.equal(await page.evaluate(() => document.activeElement?.id), 'field-quantity')
    t.equal(await page.locator('#field-quantity').getAttribute('max'), '4')
    await page.keyboard.press('Shift+Tab')
    await page.locator('#field-quantity[max="3"]').waitFor()
    t.equal(await page.locator('#cancel button').isVisible(), true)
  })

  t.test('a broken connection is shown on the page, and is restored', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.goto('/order/waiting')
    await listened('waiting')
    await page.locator('#refresh').waitFor({ state: 'hidden' })
    await page.context().setOffline(true)
    tell('waiting', undefined)
    await page.locator('#lost').waitFor()
    t.equal(await page.locator('#refresh').isVisible(), true)
    await page.context().setOffline(false)
    await page.locator('#lost').waitFor({ state: 'hidden' })
    await listened('waiting')
    tell('waiting', orders.held)
    await page.getByRole('heading', { name: 'Your tickets are held for you' }).waitFor()
  })

  t.test('the time left is shown by the second, and spoken at 5, 2 and 1 minutes and at the end', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.clock.install({ time: now })
    await page.goto('/order/held')
    const timer = page.getByRole('timer')
    await page.clock.runFor(1000)
    t.match(await timer.innerText(), /^Time left: 14:2\d$/)
    t.equal(await spoken(page).innerText(), '')
    const said: string[] = []
    for (const minutes of [9.5, 3, 1, 1]) {
      await page.clock.runFor(minutes * minuteMs)
      said.push(await spoken(page).innerText())
    }
    t.strictSame(said, [
      'Time left: 5 minutes',
      'Time left: 2 minutes',
      'Time left: 1 minute',
      'The time to pay has ended. Your tickets are being released.',
    ])
    t.equal(await timer.innerText(), 'The time to pay has ended. Your tickets are being released.')
  })

  t.test('a payment that is being checked shows no countdown, and then its tickets', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.clock.install({ time: now })
    await page.goto('/order/held')
    await listened('held')
    tell('held', orders['pay-looking'])
    const link = page.getByRole('link', { name: 'Go to the payment page' })
    await link.waitFor()
    t.equal(await page.getByRole('timer').count(), 0)
    await page.clock.runFor(15 * minuteMs)
    t.ok(await link.isVisible())
    tell('held', orders.confirmed)
    await page.getByRole('heading', { name: 'Your tickets are ready' }).waitFor()
  })

  t.test('on a device with a wrong clock, the time left follows the clock of the shop', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.clock.install({ time: now - 60 * minuteMs })
    await page.goto('/order/held')
    await page.clock.runFor(1000)
    t.match(await page.getByRole('timer').innerText(), /^Time left: 14:2\d$/)
    await listened('held')
    tell('held', orders.held, now + 10 * minuteMs)
    await page.getByText('Time left: 4 minutes').waitFor()
    await page.clock.runFor(1000)
    t.match(await page.getByRole('timer').innerText(), /^Time left: 4:(30|2\d)$/)
  })

  t.test('an address is copied, and pages are printed', async t => {
    const { page } = await openWindow(t, browser, { url, permissions: ['clipboard-read', 'clipboard-write'] })
    await page.addInitScript(() => {
      globalThis.print = () => void document.body.classList.add('printed')
    })
    await page.goto('/order/held')
    await page.getByRole('button', { name: 'Copy the address' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    t.equal(await page.evaluate(() => navigator.clipboard.readText()), `${url}/order/held`)
    t.equal(await spoken(page).innerText(), 'Copied')
    await page.goto('/receipt')
    await page.getByRole('button', { name: 'Print' }).click()
    await page.locator('body.printed').waitFor()
    t.pass('the page was printed')
  })

  t.test('the page of an outage goes on once the shop answers', async t => {
    const { page } = await openWindow(t, browser, { url })
    await page.clock.install({ time: now })
    let answers = 0
    await page.route(`${url}/`, route => {
      answers += 1
      return answers === 1 ? route.fulfill({ status: 503 }) : route.continue()
    })
    await page.goto('/error/503')
    await page.clock.runFor(5000)
    await page.waitForFunction(() => document.querySelector('#retrying')?.checkVisibility())
    await page.clock.runFor(4000)
    t.equal(page.url(), `${url}/error/503`, 'it asks less and less often')
    await page.clock.runFor(6000)
    await page.waitForURL(`${url}/`)
    t.ok(answers >= 2)
  })
})
