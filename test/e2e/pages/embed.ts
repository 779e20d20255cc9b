import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { type SitePage, serveSite } from '../../fixtures/browser/serve-site.ts'
import { aPlan } from '../../fixtures/objects.ts'
import { hostileTexts } from '../../fixtures/shop/hostile.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { serveShop } from '../../fixtures/shop/served-shop.ts'
import { orderFields } from '../../fixtures/shop/server.ts'

// The list of tickets on a site of an organizer, which is another origin than the shop.

const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** A page with an element for the list, which has a link until then, and a script with these attributes. */
const siteOf = (
  shop: string,
  { attributes = '', policy }: { attributes?: string; policy?: string } = {},
): SitePage => ({
  html: `<!doctype html><html lang="en"><title>Site</title><h1>A site</h1>
<div id="tickets"><a href="${shop}/conf">To the shop</a></div><p id="end">The end</p>
<script async src="${shop}/embed.js" data-conference="conf" ${attributes}></script>`,
  headers: policy === undefined ? {} : { 'content-security-policy': policy },
})

/** The list as a reader sees it: each line of it. */
const linesOf = (page: Page) => page.locator('.kconference-plans li').allInnerTexts()

t.test('the list of tickets on another site', { skip: withoutBrowser }, async t => {
  const conferences = [aReadyConference({ title: 'CloudConf' }), aReadyConference({ name: 'hostile' })]
  const plans = [
    aPlan({ title: 'Regular', capacity: 5 }),
    aPlan({ name: 'early', title: 'Early bird', price: 9.9, active: false, status: { sold: 3 } }),
    ...hostileTexts.map((title, index) =>
      aPlan({ name: `plan-${index}`, title, description: title, price: index + 1, metadata: { namespace: 'hostile' } }),
    ),
  ]
  const { url: shop, book, clock, api } = await serveShop(t, { conferences, plans })
  const pages = new Map<string, SitePage>()
  const site = await serveSite(t, pages)
  const browser = await launchChromium(t)
  const open = async (path: string, page: SitePage) => {
    pages.set(path, page)
    const window = await openWindow(t, browser, { url: site, others: [shop] })
    await window.page.goto(path)
    return window
  }
  const listed = ['Regular €29.90 5 left', 'Early bird €9.90 Not on sale']

  await t.test(
    'the example of the documentation shows the plans, and leads to the shop in a tab of its own',
    async t => {
      const example = textOf('docs/embed.html')
        .replaceAll('http://127.0.0.1:3080', shop)
        .replaceAll('cloudconf2020', 'conf')
      const { page, mishaps } = await open('/example', { html: example })
      await page.locator('#tickets ul').waitFor()
      t.strictSame(await linesOf(page), listed)
      t.strictSame(
        [await page.locator('#tickets > *').count(), await page.locator('#tickets ul').getAttribute('lang')],
        [1, 'en'],
        'in the place of the link',
      )
      const links = page.locator('#tickets a')
      t.equal(await links.count(), 1, 'a plan that is not on sale has no link')
      const [tab] = await Promise.all([page.waitForEvent('popup'), links.click()])
      await tab.getByRole('heading', { name: 'CloudConf' }).waitFor()
      t.equal(tab.url(), `${shop}/conf?plan=plan`)
      t.strictSame(
        await tab.evaluate(() => [window.opener, document.querySelector('[name=plan]')?.getAttribute('value')]),
        [null, 'plan'],
      )
      t.strictSame(mishaps(), [])
    },
  )

  await t.test('the lines of the documentation do the same, in a language of their own', async t => {
    const [, lines = ''] = /```html\n(.*?)```/s.exec(textOf('docs/shop.md')) ?? []
    const own = lines.replaceAll('https://tickets.example.com', shop).replaceAll('devday', 'conf')
    t.match(own, `${shop}/embed.js`)
    const { page, mishaps } = await open('/lines', { html: `<!doctype html><title>Site</title>${own}` })
    await page.locator('#tickets ul').waitFor()
    t.strictSame(await linesOf(page), listed)
    const german = own.replace('<script', '<script data-lang="de"')
    const { page: translated } = await open('/german', { html: `<!doctype html><title>Site</title>${german}` })
    await translated.locator('#tickets ul[lang=de]').waitFor()
    t.strictSame(await linesOf(translated), [
      'Regular 29,90\u00a0€ noch 5 frei',
      'Early bird 9,90\u00a0€ Nicht im Verkauf',
    ])
    t.equal(await translated.locator('#tickets a').getAttribute('href'), `${shop}/conf?plan=plan&lang=de`)
    t.strictSame(mishaps(), [])
  })

  await t.test('without a place the list follows the script, and a strict policy of the site allows it', async t => {
    const policy = `default-src 'none'; script-src ${shop}; connect-src ${shop}`
    const { page, mishaps } = await open('/strict', siteOf(shop, { policy }))
    await page.locator('script + ul').waitFor()
    t.strictSame(await linesOf(page), listed)
    t.equal(await page.locator('#tickets a').count(), 1)
    t.strictSame(mishaps(), [])
  })

  await t.test('titles are texts, whatever they are', async t => {
    const { page, mishaps } = await open('/hostile', {
      html: siteOf(shop, { attributes: 'data-into="#tickets"' }).html.replaceAll('"conf"', '"hostile"'),
    })
    await page.locator('#tickets ul').waitFor()
    t.strictSame(
      await page.locator('.kconference-title').evaluateAll(all => all.map(one => JSON.stringify(one.textContent))),
      hostileTexts.map(text => JSON.stringify(text)),
    )
    t.equal(await page.locator('#tickets :is(script, img, svg)').count(), 0)
    const addresses = await page.locator('#tickets a').evaluateAll(all => all.map(one => one.getAttribute('href')))
    t.strictSame(
      addresses,
      hostileTexts.map((_, index) => `${shop}/hostile?plan=plan-${index}`),
    )
    t.strictSame(mishaps(), [])
  })

  await t.test('without a list, the link of the site stays', async t => {
    const into = 'data-into="#tickets"'
    const failed = (page: Page) => page.waitForEvent('pageerror')
    const { page } = await open('/empty', { html: '<!doctype html>' })
    pages.set('/unknown', { html: siteOf(shop, { attributes: into }).html.replaceAll('"conf"', '"nowhere"') })
    pages.set('/away', siteOf(shop, { attributes: into }))
    const [unknown] = await Promise.all([failed(page), page.goto('/unknown')])
    t.equal(unknown.message, 'Cannot fetch the tickets of "nowhere": the shop answered 404')
    book.listeners.plans.onConnection(false)
    clock.now += 60_000
    const [away] = await Promise.all([failed(page), page.goto('/away')])
    t.equal(away.message, 'Cannot fetch the tickets of "conf": the shop answered 503')
    t.equal(await page.locator('#tickets a').innerText(), 'To the shop')
    book.listeners.plans.onConnection(true)
  })

  await t.test('another site can neither read nor frame a page, nor send a form', async t => {
    const framing = `<!doctype html><title>Site</title><iframe src="${shop}/conf"></iframe>
<form method="post" action="${shop}/conf/orders">${Object.entries(orderFields()).map(([name, value]) => `<input name="${name}" value="${value}">`)}
<button>Send</button></form>`
    pages.set('/framing', { html: framing })
    const { page } = await open('/empty', { html: '<!doctype html>' })
    const [refused] = await Promise.all([
      page.waitForEvent('console', message => /frame-ancestors/.test(message.text())),
      page.goto('/framing'),
    ])
    t.match(refused.text(), 'violates the following Content Security Policy directive: "frame-ancestors \'none\'"')
    const read = (path: string, credentials: RequestCredentials) =>
      page.evaluate(
        ([address, credentials]) =>
          fetch(address as string, { credentials: credentials as RequestCredentials }).then(
            ({ status }) => status,
            ({ message }) => message,
          ),
        [shop + path, credentials],
      )
    t.equal(await read('/conf/plans.json', 'omit'), 200)
    t.equal(await read('/conf/plans.json', 'include'), 'Failed to fetch', 'nor is anybody recognised')
    for (const path of ['/', '/conf', '/conf/orders/web-aaaaaaaaaaaaa/1.x', '/assets/shop.js'])
      t.equal(await read(path, 'omit'), 'Failed to fetch', path)
    await Promise.all([page.waitForURL(`${shop}/conf/orders`), page.getByRole('button').click()])
    t.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'This form was sent from another page')
    t.strictSame([api.orders.size, api.calls], [0, []])
  })
})
