import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import type { Look } from '../../fixtures/browser/looks.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { takePicture } from '../../fixtures/browser/take-picture.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'

// The pictures of the documentation. After a change of the pages: node test/e2e/pages/pictures.ts, look at the new ones in
// .local/pictures/docs/, and copy them to docs/pictures/.

const largest = 60_000
const size = { width: 760, height: 930 }
const pictures: Record<string, { path: string; look: Look; size?: { width: number; height: number } }> = {
  'conference.webp': { path: '/cloudconf', look: 'wide', size },
  'order.webp': { path: '/order/to-pay', look: 'wide', size },
  'tickets.webp': { path: '/order/confirmed', look: 'wide', size },
  'dark.webp': { path: '/order/confirmed', look: 'dark', size },
  'ticket-on-a-phone.webp': { path: '/ticket', look: 'narrow' },
}

t.test('the pictures of the documentation', { skip: withoutBrowser }, async t => {
  const { url } = await servePages(t)
  const browser = await launchChromium(t)
  for (const [name, { path, look, size }] of Object.entries(pictures)) {
    const { page } = await openWindow(t, browser, {
      url,
      look,
      deviceScaleFactor: 1.5,
      ...(size && { viewport: size }),
    })
    await page.goto(path)
    const bytes = await takePicture(page, join(root, '.local', 'pictures', 'docs', name), { whole: size === undefined })
    t.ok(bytes <= largest, `${name} has ${bytes} bytes`)
  }
})

t.test('the documentation has these pictures, and they are small', async t => {
  const folder = join(root, 'docs', 'pictures')
  t.strictSame(readdirSync(folder).sort(), Object.keys(pictures).sort())
  for (const name of readdirSync(folder)) t.ok(statSync(join(folder, name)).size <= largest, name)
})
