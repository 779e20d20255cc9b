import t from 'tap'
import { servePlayed } from '../../../local/gateway/server/server.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { axeFaults, layoutFaults } from '../../fixtures/browser/page-faults.ts'
import { playGateway, request, signal } from '../../fixtures/gateway/played.ts'

t.test('the pages of the played gateway', { skip: withoutBrowser }, async t => {
  const browser = await launchChromium(t)
  const shop = await servePlayed(0, async () => ({ status: 200, headers: {}, body: 'back in the shop' }))
  t.teardown(shop.stop)
  const delayed = { ...request, canPayLater: true, returnUrl: `${shop.url}/back`, cancelUrl: `${shop.url}/` }
  const played = await playGateway(t)
  const { url, stripe, paypal, press, control } = played
  const [open, paid, later] = [
    await stripe.open(delayed, signal),
    await stripe.open({ ...delayed, key: 'k-2' }, signal),
    await stripe.open({ ...delayed, key: 'k-3' }, signal),
  ]
  const order = await paypal.open(delayed, signal)
  await press(paid.url, 'pay')
  await press(later.url, 'later')
  await press(open.url, 'decline')
  const pages = [url, open.url, paid.url, order.url, `${url}/pay/stripe/other`]

  await t.test('have no fault for anybody, narrow and without scripts', async t => {
    for (const look of ['narrow', 'blocked'] as const) {
      const { page, mishaps } = await openWindow(t, browser, { url, look })
      for (const one of pages) {
        await page.goto(one ?? '')
        t.strictSame([...(await axeFaults(page)), ...(await layoutFaults(page)), ...mishaps()], [], `${look} ${one}`)
      }
    }
  })

  await t.test('are walked with the keyboard alone', async t => {
    const { page } = await openWindow(t, browser, { url, look: 'wide' })
    await page.goto(open.url ?? '')
    t.equal(await page.getByRole('status').textContent(), 'The card was declined. You can try again.')
    await page.getByRole('button', { name: 'Pay 29.90 EUR' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(delayed.returnUrl)
    t.match(await stripe.read(open.id, signal), { state: 'paid' })
    await page.goto(order.url ?? '')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/token=/)
    t.match(await paypal.read(order.id, signal), { state: 'approved' })
    await page.goto(url)
    await page.getByRole('button', { name: 'Let the money arrive' }).first().press('Enter')
    await page.getByText('processing').waitFor({ state: 'detached' })
    t.equal(control.books.sessions[later.id]?.payment?.state, 'succeeded')
  })
})
