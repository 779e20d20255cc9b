import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { walkByTab } from '../../fixtures/browser/keyboard.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'
import { shownPages } from '../../fixtures/shop/pages/shown-pages.ts'

// Everything that a buyer does, with the keys alone.

t.test('with the keyboard alone', { skip: withoutBrowser }, async t => {
  const { url, formSentBy } = await servePages(t)
  const browser = await launchChromium(t)
  const { page, mishaps } = await openWindow(t, browser, { url })

  t.test('Tab reaches everything on every page, visibly and in order', async t => {
    for (const path of shownPages.keys()) {
      await page.goto(path)
      // The page has a link to the present state as long as it does not follow the order by itself.
      await page.locator('#refresh').waitFor({ state: 'hidden' })
      const { faults } = await walkByTab(page)
      t.strictSame([...faults, ...mishaps()], [], `${path} has no fault`)
    }
  })

  t.test('the first link leads past the head of the page', async t => {
    await page.goto('/cloudconf')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    t.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  })

  t.test('an order is placed', async t => {
    await page.goto('/cloudconf')
    await page.locator('summary').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    t.equal(await page.locator('#total').innerText(), 'Total\n€299.00')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowUp')
    t.equal(await page.locator('#total').innerText(), 'Total\n€598.00')
    for (const text of ['Ada', 'Lovelace', 'ada@example.com']) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(text)
    }
    const { path, fields } = await formSentBy(page, () => page.keyboard.press('Enter'))
    t.equal(path, '/cloudconf/orders')
    t.match(fields, { plan: 'full', quantity: '2', firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com' })
    t.match(fields, { token: 'token', 'price.full': '299.00 EUR' })
  })

  t.test('a form that comes back has the focus on the list of its faults, which leads to the fields', async t => {
    await page.goto('/cloudconf/faults')
    t.equal(await page.evaluate(() => document.activeElement?.id), 'faults')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const { id, fault } = await page.evaluate(() => {
      const { activeElement: field } = document
      const about = field?.getAttribute('aria-describedby')?.split(' ') ?? []
      return { id: field?.id, fault: about.map(one => document.getElementById(one)?.textContent) }
    })
    t.match([id, fault.join(' ')], ['quantity', 'at most 4'])
  })

  t.test('an order is given more time, changed and cancelled', async t => {
    const enter = () => page.keyboard.press('Enter')
    await page.goto('/order/held')
    await page.locator('form[action$="/more-time"] button').focus()
    t.strictSame(await formSentBy(page, enter), { path: '/order/held/more-time', fields: {} })
    await page.goto('/order/held')
    await page.locator('input[name=quantity]').focus()
    await page.keyboard.press('ArrowUp')
    t.strictSame(await formSentBy(page, enter), { path: '/order/held/quantity', fields: { quantity: '3' } })
    await page.goto('/order/held')
    await page.locator('#cancel summary').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    t.strictSame(await formSentBy(page, enter), { path: '/order/held/cancel', fields: {} })
  })

  t.test('an order is paid', async t => {
    for (const provider of ['STRIPE', 'PAYPAL']) {
      await page.goto('/order/to-pay')
      await page.locator(`button[value=${provider}]`).focus()
      const form = await formSentBy(page, () => page.keyboard.press('Enter'))
      t.strictSame(form, { path: '/order/to-pay/pay', fields: { with: provider } })
    }
  })

  t.test('names are put on tickets', async t => {
    await page.goto('/order/confirmed')
    await page.locator('[name="early-0000002.firstname"]').focus()
    await page.keyboard.type('Grace')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Hopper')
    t.strictSame(await formSentBy(page, () => page.keyboard.press('Enter')), {
      path: '/order/confirmed/names',
      fields: {
        'early-0000001.firstname': 'Ada',
        'early-0000001.lastname': 'Lovelace',
        'early-0000002.firstname': 'Grace',
        'early-0000002.lastname': 'Hopper',
      },
    })
  })
})
