import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'
import { shownPages } from '../../fixtures/shop/pages/shown-pages.ts'

// Everything that a buyer does, in a browser that runs no script.

t.test('without scripts', { skip: withoutBrowser }, async t => {
  const { url, formSentBy } = await servePages(t)
  const browser = await launchChromium(t)
  const { page, mishaps } = await openWindow(t, browser, { url, look: 'scriptless', locale: 'en-GB' })
  t.afterEach(() => t.strictSame(mishaps(), []))

  t.test('no page shows a button that does nothing', async t => {
    for (const path of shownPages.keys()) {
      await page.goto(path)
      t.strictSame(await page.locator('button[type=button]:visible').allInnerTexts(), [], path)
    }
  })

  t.test('an order is placed', async t => {
    await page.goto('/cloudconf')
    await page.getByLabel('Early bird', { exact: true }).check()
    await page.getByLabel('Number of tickets').fill('2')
    await page.getByLabel('First name').fill('Ada')
    await page.getByLabel('Last name').fill('Lovelace')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    t.match(await formSentBy(page, () => page.getByRole('button', { name: 'Reserve tickets' }).tap()), {
      path: '/cloudconf/orders',
      fields: { plan: 'early', quantity: '2', token: 'token', email: 'ada@example.com' },
    })
  })

  t.test('a coupon shows its prices', async () => {
    await page.goto('/cloudconf')
    await page.getByText('I have a coupon').tap()
    await page.getByLabel('Coupon').fill('friend')
    await page.getByRole('button', { name: 'Show prices with this coupon' }).tap()
    await page.waitForURL(`${url}/cloudconf?coupon=friend`)
  })

  t.test('the page of an order says how to see its present state, and how long it is held', async t => {
    await page.goto('/order/held')
    t.equal(await page.getByRole('timer').innerText(), 'Time left: 14 minutes')
    const refresh = page.getByRole('link', { name: 'Show the present state' })
    t.ok(await refresh.isVisible())
    t.equal(await refresh.getAttribute('href'), '/order/held')
    await Promise.all([page.waitForEvent('load'), refresh.tap()])
    t.equal(page.url(), `${url}/order/held`)
  })

  t.test('an order is paid', async t => {
    await page.goto('/order/to-pay')
    t.strictSame(await formSentBy(page, () => page.getByRole('button', { name: 'Pay with PayPal' }).tap()), {
      path: '/order/to-pay/pay',
      fields: { with: 'PAYPAL' },
    })
    await page.goto('/order/pay-open')
    t.equal(
      await page.getByRole('link', { name: 'Go to the payment page' }).getAttribute('href'),
      'https://checkout.stripe.com/c/pay/cs_test_1',
    )
  })

  t.test('an order is changed, named and cancelled', async t => {
    await page.goto('/order/confirmed')
    await page.getByRole('group', { name: 'early-0000002' }).getByLabel('First name').fill('Grace')
    t.match(await formSentBy(page, () => page.getByRole('button', { name: 'Save the names' }).tap()), {
      path: '/order/confirmed/names',
      fields: { 'early-0000002.firstname': 'Grace' },
    })
    await page.goto('/order/confirmed')
    await page.getByLabel('Number of tickets').fill('1')
    t.match(await formSentBy(page, () => page.getByRole('button', { name: 'Change the number' }).tap()), {
      path: '/order/confirmed/quantity',
      fields: { quantity: '1' },
    })
    await page.goto('/order/confirmed')
    await page.getByText('Cancel this order').tap()
    t.match(await formSentBy(page, () => page.locator('#cancel button').tap()), { path: '/order/confirmed/cancel' })
  })

  t.test('the language is chosen by the browser, or by a link', async t => {
    const german = await openWindow(t, browser, { url, look: 'scriptless' })
    await german.page.goto('/cloudconf')
    t.equal(await german.page.locator('html').getAttribute('lang'), 'de')
    await german.page.getByRole('link', { name: 'Italiano' }).tap()
    await german.page.waitForURL(`${url}/cloudconf?lang=it`)
    t.equal(await german.page.locator('html').getAttribute('lang'), 'it')
  })
})
