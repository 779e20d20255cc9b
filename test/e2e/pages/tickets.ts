import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { readPng } from '../../fixtures/browser/read-png.ts'
import { cloudTicket } from '../../fixtures/shop/pages/cloudconf.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'
import { readQrPicture } from '../../fixtures/shop/qr-picture.ts'

// A ticket as it is shown at the entrance: on a screen, and on paper.

t.test('tickets', { skip: withoutBrowser }, async t => {
  const { url } = await servePages(t)
  const browser = await launchChromium(t)

  t.test('a reader reads the code from the screen, in every look', async t => {
    for (const look of ['wide', 'narrow', 'dark', 'forced', 'zoomed'] as const) {
      const { page } = await openWindow(t, browser, { url, look })
      for (const [path, seats] of [
        ['/ticket', [1]],
        ['/order/confirmed', [1, 2]],
      ] as const) {
        await page.goto(path)
        for (const [index, seat] of seats.entries()) {
          const picture = await page.locator('.qr').nth(index).screenshot()
          t.equal(readQrPicture(readPng(picture)), cloudTicket(seat).codeUrl, `ticket ${seat} of ${path}, ${look}`)
        }
      }
    }
  })

  t.test('on paper there are the tickets and their codes alone', async t => {
    const { page } = await openWindow(t, browser, { url, look: 'dark' })
    await page.goto('/order/confirmed')
    await page.emulateMedia({ media: 'print', colorScheme: 'light' })
    const texts = (await page.locator('body').innerText()).split('\n').filter(line => line !== '')
    const face = (seat: number, holder: string) => [
      ...['CloudConf 2027', '19 – 20 March 2027', 'Centro Congressi Lingotto', 'Via Nizza 280, 10126 Torino, Italy'],
      ...['Early bird', `Seat ${seat}`, `Holder ${holder}`, `Ticket early-000000${seat}`],
    ]
    t.strictSame(
      texts.map(line => line.replaceAll(/\s+/g, ' ')),
      [...face(1, 'Ada Lovelace'), ...face(2, 'No name yet')],
    )
    for (const index of [0, 1]) {
      const picture = await page.locator('.qr').nth(index).screenshot()
      t.equal(readQrPicture(readPng(picture)), cloudTicket(index + 1).codeUrl)
    }
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    t.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1, 'two tickets take one sheet')
  })
})
