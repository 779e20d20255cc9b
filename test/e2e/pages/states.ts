import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { root } from '../../../local/config.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { type Look, type Medium, showAs } from '../../fixtures/browser/looks.ts'
import { openWindow, type Window } from '../../fixtures/browser/open-window.ts'
import { axeFaults, layoutFaults } from '../../fixtures/browser/page-faults.ts'
import { takePicture } from '../../fixtures/browser/take-picture.ts'
import { servePages } from '../../fixtures/shop/pages/page-server.ts'
import { shownPages } from '../../fixtures/shop/pages/shown-pages.ts'

// Every page of the shop in every state, as people with different windows, languages and needs see it. Pictures of them are
// in .local/pictures/ afterwards, for people to look at (not in CI, where nobody does).

t.setTimeout(1_200_000)

/** The windows; a page is loaded once in each. */
const windows: Record<string, { look: Look } & BrowserContextOptions> = {
  narrow: { look: 'narrow' },
  'narrow, in German': { look: 'narrow', locale: 'de-DE' },
  'narrow, in Italian': { look: 'narrow', locale: 'it-IT' },
  'zoomed, in German': { look: 'zoomed', locale: 'de-DE' },
  'without scripts': { look: 'scriptless' },
  'without the files of the scripts': { look: 'blocked' },
}
const media: readonly Medium[] = ['light', 'dark', 'forced', 'contrast', 'print']
/** Media that change nothing but colours of the page that "light" shows. */
const colours: ReadonlySet<string> = new Set(['dark', 'forced', 'contrast'])
const pictured: Readonly<Record<string, string>> = { light: 'wide', dark: 'dark', print: 'print', narrow: 'narrow' }

t.test('every page in every state', { skip: withoutBrowser }, async t => {
  const { url } = await servePages(t)
  const browser = await launchChromium(t)

  async function faultsOf(page: Page, { path, look }: { path: string; look: string }): Promise<string[]> {
    const coloursAlone = colours.has(look)
    const faults = [...(await axeFaults(page, { coloursAlone })), ...(await layoutFaults(page))]
    if (process.env['CI'] !== undefined) return faults
    const [folder, name] = [pictured[look], path === '/' ? 'conferences' : path.slice(1).replaceAll('/', '-')]
    if (folder !== undefined) await takePicture(page, join(root, '.local', 'pictures', folder, `${name}.webp`))
    return faults
  }

  async function open(t: Test, options: { look?: Look } & BrowserContextOptions = {}): Promise<Window> {
    const window = await openWindow(t, browser, { url, ...options })
    // The page of an outage must not find the shop again while axe looks at it.
    await window.page.route(`${url}/`, route =>
      route.request().method() === 'HEAD' ? route.abort() : route.continue(),
    )
    return window
  }

  for (const [look, options] of Object.entries(windows))
    await t.test(look, async t => {
      const { page, mishaps } = await open(t, options)
      for (const path of shownPages.keys()) {
        await page.goto(path)
        t.strictSame([...(await faultsOf(page, { path, look })), ...mishaps()], [], `${path} has no fault`)
      }
    })

  await t.test('wide, with every medium', async t => {
    const { page, mishaps } = await open(t)
    for (const path of shownPages.keys()) {
      await page.goto(path)
      for (const look of media) {
        await showAs(page, look)
        t.strictSame([...(await faultsOf(page, { path, look })), ...mishaps()], [], `${path}, ${look}, has no fault`)
      }
    }
  })
})
