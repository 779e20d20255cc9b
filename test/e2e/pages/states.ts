import { join } from 'node:path'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import type { Look } from '../../fixtures/browser/looks.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { axeFaults, contrastFaults, layoutFaults } from '../../fixtures/browser/page-faults.ts'
import { takePicture } from '../../fixtures/browser/take-picture.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'
import { shownPages } from '../../fixtures/shop/pages/shown-pages.ts'

// Every page of the shop in every state, as people with different windows and needs see it. Pictures of them are in
// .local/pictures/ afterwards, for people to look at.

const checks: Record<Look, (typeof axeFaults)[]> = {
  wide: [axeFaults, layoutFaults],
  dark: [contrastFaults],
  narrow: [axeFaults, layoutFaults],
  zoomed: [layoutFaults],
  scriptless: [layoutFaults],
  blocked: [axeFaults],
  forced: [layoutFaults],
}
const pictured: readonly Look[] = ['wide', 'dark', 'narrow']

t.test('every page in every state', { skip: withoutBrowser }, async t => {
  const { url } = await servePages(t)
  const browser = await launchChromium(t)
  for (const [look, all] of Object.entries(checks) as [Look, (typeof axeFaults)[]][])
    await t.test(look, async t => {
      const { page, mishaps } = await openWindow(t, browser, { url, look })
      for (const path of shownPages.keys()) {
        await page.goto(path)
        const faults: string[] = []
        for (const check of all) faults.push(...(await check(page)))
        t.strictSame([...faults, ...mishaps()], [], `${path} has no fault`)
        const name = path === '/' ? 'conferences' : path.slice(1).replaceAll('/', '-')
        if (pictured.includes(look)) await takePicture(page, join(root, '.local', 'pictures', look, `${name}.webp`))
      }
    })
})
