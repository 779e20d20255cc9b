import type { Page } from 'playwright-core'
import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { anOrder, aPlan, aTicket } from '../../fixtures/objects.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { hostileTexts, mark } from '../../fixtures/shop/hostile.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { serveShop } from '../../fixtures/shop/served-shop.ts'
import { orderPathOf, ticketPathOf } from '../../fixtures/shop/server.ts'

// Hostile texts in a real browser, which knows more of HTML than any check of a string: each of them in every place of every
// page, and in an event that the script of the page writes into it.

const sold = { payment: 'CONFIRMED', quantity: 1 } as const

/** The elements of a page that a hostile text could add, and everything that it could run. */
function harmOf(page: Page): Promise<string[]> {
  return page.evaluate(mark => {
    const found = [...document.querySelectorAll('*')].flatMap(element => {
      const names = element.getAttributeNames()
      const isForeign = [element.localName, ...names].some(name => name.includes(mark) || /^on/.test(name))
      return isForeign || (element.localName === 'img' && element.closest('.qr') === null) ? [element.outerHTML] : []
    })
    const scripts = [...document.scripts].filter(script => script.getAttribute('src') !== '/assets/shop.js')
    const links = [...document.links].filter(({ href }) => !href.startsWith(`${location.origin}/`))
    return [...found, ...scripts.map(script => script.outerHTML), ...links.map(({ href }) => href)]
  }, mark)
}

t.test('texts of people stay texts in a browser', { skip: withoutBrowser }, async t => {
  const orders = hostileTexts.map((text, index) =>
    anOrder({
      name: `order-${index}`,
      planRef: `plan-${index}`,
      metadata: { namespace: `conf-${index}` },
      status: { ...sold, reason: text },
    }),
  )
  const api = fakeShop(...orders)
  const { url } = await serveShop(t, {
    api,
    conferences: hostileTexts.map((text, index) =>
      aReadyConference({ name: `conf-${index}`, title: text, description: text, on_day: text, venue: text }),
    ),
    plans: hostileTexts.flatMap((text, index) =>
      [`plan-${index}`, `other-${index}`].map(name =>
        aPlan({ name, title: text, description: text, metadata: { namespace: `conf-${index}` } }),
      ),
    ),
  })
  const browser = await launchChromium(t)
  const { page, mishaps } = await openWindow(t, browser, { url })
  page.on('dialog', dialog => t.fail(`a dialog: ${dialog.message()}`))
  await page.addInitScript(mark => {
    Object.assign(globalThis, { [mark]: () => alert(mark) })
  }, mark)

  /** A text as a page can show it, as JSON: control characters are replaced, and spaces are one space. */
  const shown = (text: string) =>
    JSON.stringify(
      text
        .toWellFormed()
        .replaceAll(/(?![\t\n])\p{Cc}/gu, '\uFFFD')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )

  await page.goto('/')
  t.strictSame([...(await harmOf(page)), ...mishaps()], [], 'the list of all conferences')
  const titles = await page.locator('.card h2').allTextContents()
  t.strictSame(titles.map(shown).sort(), hostileTexts.map(shown).sort())

  for (const [index, order] of orders.entries()) {
    const text = hostileTexts[index] as string
    const namespace = `conf-${index}`
    const ticket = (name: string) =>
      aTicket({
        name,
        orderRef: order.metadata.name,
        metadata: { namespace },
        attendee: { firstname: text, lastname: text },
      })
    const [first, second] = [ticket(`plan-${index}-0000001`), ticket(`plan-${index}-0000002`)]
    api.tickets.set(`${namespace}/${first.metadata.name}`, first)
    const query = `?coupon=${encodeURIComponent(text.toWellFormed())}&plan=${encodeURIComponent(text.toWellFormed())}`
    for (const path of [
      `/${namespace}`,
      `/${namespace}${query}`,
      orderPathOf(order),
      `${orderPathOf(order)}/receipt`,
      ticketPathOf(first),
    ]) {
      await page.goto(path)
      t.strictSame([...(await harmOf(page)), ...mishaps()], [], `${path.split('?', 1)} shows text ${index} as text`)
    }
    await page.goto(orderPathOf(order))
    t.equal(shown(await page.locator('h1 .for').innerText()), shown(text))
    await page.locator('#refresh').waitFor({ state: 'hidden' })
    api.tickets.set(`${namespace}/${second.metadata.name}`, second)
    api.put({ ...order, spec: { ...order.spec, quantity: 2 }, status: { ...sold, quantity: 2, message: text } })
    const arrived = page.locator(`#ticket-${second.metadata.name} bdi`)
    await arrived.waitFor()
    t.equal(shown(await arrived.innerText()), shown(`${text} ${text}`))
    t.strictSame([...(await harmOf(page)), ...mishaps()], [], `an event with text ${index}`)
  }
})
