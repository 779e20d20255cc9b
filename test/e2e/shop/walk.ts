import type { Page } from 'playwright-core'
import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { axeFaults, layoutFaults } from '../../fixtures/browser/page-faults.ts'
import { readPng } from '../../fixtures/browser/read-png.ts'
import { shopOf } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { readQrPicture } from '../../fixtures/shop/qr-picture.ts'

// The whole way of a buyer through the real system: the shop, the box office, the engine and the payment endpoint.

t.setTimeout(600_000)

t.test('a person buys two tickets', { skip: withoutBrowser }, async t => {
  const system = await startTestSystem(t, { shop: true })
  const url = String(system.shopUrl)
  const shop = shopOf(system, 'devday')
  await shop.kubectl('apply', '-f', 'examples/devday.yaml')
  await shop.until('condition=Ready', 'conference/devday')
  await shop.kubectl('apply', '-f', 'examples/devday-plans.yaml')
  const browser = await launchChromium(t)

  /** Pays by the command that the page of an order shows in a trial. */
  async function payAsShown(page: Page): Promise<void> {
    const command = await page.locator('#command').innerText()
    const fields = [...command.matchAll(/-d (\S+)=(\S+)/g)].map(([, name = '', value = '']): [string, string] => [
      name,
      value,
    ])
    const answer = await fetch(String(command.split(' ').at(-1)), { method: 'POST', body: new URLSearchParams(fields) })
    t.equal(answer.status, 200)
  }

  /** Checks that the page as it stands has no fault. */
  async function check(page: Page, mishaps: () => string[], state: string): Promise<void> {
    t.strictSame([...(await axeFaults(page)), ...(await layoutFaults(page)), ...mishaps()], [], `${state} has no fault`)
  }

  async function orderRegular(page: Page): Promise<void> {
    await page.getByLabel('Regular', { exact: true }).check()
    await page.getByLabel('Number of tickets').fill('2')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lovelace')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByRole('button', { name: 'Reserve tickets' }).click()
    await page.waitForURL(/\/devday\/orders\/web-/)
  }

  await t.test('with scripts: the tickets appear without a touch of the page, and one is given back', async t => {
    const { page, mishaps } = await openWindow(t, browser, { url })
    const heading = (name: string) => page.getByRole('heading', { name }).waitFor()
    await page.goto('/')
    await page.getByRole('link', { name: 'Turin Developer Day 2027' }).click()
    await page.getByText('Regular', { exact: true }).waitFor()
    await check(page, mishaps, 'the page of the conference')
    await orderRegular(page)
    const order = page.url()
    await heading('Your tickets are held for you')
    await page.getByRole('timer').waitFor()
    await check(page, mishaps, 'the held order')

    await payAsShown(page)
    await heading('Your tickets are ready')
    await page.locator('li.ticket:not(.pending)').nth(1).waitFor()
    t.equal(page.url(), order)
    await check(page, mishaps, 'the paid order')

    const address = readQrPicture(readPng(await page.locator('.qr').first().screenshot()))
    t.match(address, new RegExp(`^${url.toUpperCase()}/T/[A-Z2-7]+$`))
    const holder = await openWindow(t, browser, { url, look: 'narrow' })
    await holder.page.goto(address)
    t.match(holder.page.url(), /\/devday\/tickets\/hall--0000001\//)
    await check(holder.page, holder.mishaps, 'the page of a ticket')
    t.equal(readQrPicture(readPng(await holder.page.locator('.qr').screenshot())), address)

    await page.getByLabel('First name').first().fill('Grace')
    await page.getByLabel('Last name').first().fill('Hopper')
    await page.getByRole('button', { name: 'Save the names' }).click()
    await page.getByText('Holder Grace Hopper').waitFor()
    const named = JSON.parse(await shop.kubectl('get', 'ticket', 'hall--0000001', '-o', 'json'))
    t.strictSame(named.spec.attendee, { firstname: 'Grace', lastname: 'Hopper' })

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Add to the calendar' }).click(),
    ])
    t.equal(file.suggestedFilename(), 'devday.ics')

    await page.getByLabel('Number of tickets').fill('1')
    await page.getByRole('button', { name: 'Change the number' }).click()
    await page.locator('li.notice', { hasText: 'The organizer owes you a refund of €129.00' }).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('li.ticket').length === 1)
    t.match(await page.locator('li.ticket').innerText(), 'Grace Hopper')
    await check(page, mishaps, 'the order with one ticket given back')
  })

  await t.test('a code with a raised serial is another one', async t => {
    const { page } = await openWindow(t, browser, { url })
    const codeOf = async (ticket: string) => {
      await page.goto(ticket)
      return readQrPicture(readPng(await page.locator('.qr').screenshot()))
    }
    const holder = await openWindow(t, browser, { url })
    await holder.page.goto('/devday')
    await orderRegular(holder.page)
    await holder.page.getByRole('heading', { name: 'Your tickets are held for you' }).waitFor()
    await payAsShown(holder.page)
    const link = holder.page.getByRole('link', { name: 'Page of this ticket' }).first()
    const ticket = String(await link.getAttribute('href'))
    const name = String(ticket.split('/')[3])
    const before = await codeOf(ticket)
    await shop.kubectl('patch', 'ticket', name, '--type=merge', '--patch={"spec":{"serial":1}}')
    const after = await codeOf(ticket)
    t.not(after, before)
    await t.rejects(shop.kubectl('patch', 'ticket', name, '--type=merge', '--patch={"spec":{"serial":0}}'), {
      message: /serial must only rise/,
    })
  })

  await t.test('without scripts, on 320 pixels: the page is loaded anew, and the order cancelled', async t => {
    const { page, mishaps } = await openWindow(t, browser, { url, look: 'scriptless', locale: 'en-GB' })
    /** Loads the page anew until the order has reached a state, as a buyer does. */
    async function refreshUntil(title: string): Promise<void> {
      for (;;) {
        if (await page.getByRole('heading', { name: title }).count()) break
        await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'Show the present state' }).tap()])
      }
      t.strictSame([...(await layoutFaults(page)), ...mishaps()], [], title)
    }
    await page.goto('/devday')
    await orderRegular(page)
    await refreshUntil('Your tickets are held for you')
    await payAsShown(page)
    await refreshUntil('Your tickets are ready')
    await page.getByText('Cancel this order').tap()
    await Promise.all([page.waitForEvent('load'), page.locator('#cancel button').tap()])
    await refreshUntil('This order is cancelled')
  })
})
