import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { walkByTab } from '../../fixtures/browser/keyboard.ts'
import { openWindow } from '../../fixtures/browser/open-window.ts'
import { axeFaults, layoutFaults } from '../../fixtures/browser/page-faults.ts'

// The browser of the tests itself: what it leaves alone, and that the checks find faults.

/** The processes of the browsers that this test started, by their ids. */
function browserProcesses(): string[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
  const rows = list.split('\n').map(line => line.trim().split(/\s+/))
  const own = new Set([String(process.pid)])
  for (const [pid = '', parent = ''] of rows) if (own.has(parent)) own.add(pid)
  return rows
    .filter(
      ([pid = '', , stat = '', program = '']) => own.has(pid) && !stat.startsWith('Z') && program.endsWith('/chromium'),
    )
    .map(([pid = '']) => pid)
}

/** The inodes of all sockets of the machine that listen. */
function listeningSockets(): Set<string> {
  const rows = ['tcp', 'tcp6'].flatMap(file => readFileSync(`/proc/net/${file}`, 'utf8').split('\n').slice(1))
  return new Set(
    rows
      .map(row => row.trim().split(/\s+/))
      .filter(([, , , state]) => state === '0A')
      .map(row => row[9] ?? ''),
  )
}

function socketsOf(pid: string): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap(fd => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
    } catch {
      return []
    }
  })
}

t.test('the browser', { skip: withoutBrowser }, async t => {
  const faulty = `<!doctype html><title>A page with faults</title><link rel="stylesheet" href="/faults.css">
<main><p class="wide">A text that is wider than the window</p><img src="/x.png"><a href="#a">a link without a focus</a>
<button tabindex="1">out of order</button><script>document.title = 'hacked'</script></main>`
  const styles = '.wide { width: 2000px } a:focus { outline: none } a { color: #eee }'
  const server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', "default-src 'self'")
    response.setHeader('content-type', url === '/faults.css' ? 'text/css' : 'text/html')
    response.statusCode = url === '/x.png' ? 404 : 200
    response.end(url === '/faults.css' ? styles : faulty)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  await t.test('it listens nowhere, and reaches nothing but 127.0.0.1', async t => {
    const browser = await launchChromium(t)
    const { page } = await openWindow(t, browser, { url })
    await page.goto('/')
    const processes = browserProcesses()
    t.ok(processes.length > 1, `${processes.length} processes`)
    const listening = listeningSockets()
    t.strictSame(
      processes.flatMap(socketsOf).filter(inode => listening.has(inode)),
      [],
    )
    await t.rejects(page.goto('http://localhost/'), /ERR_NAME_NOT_RESOLVED/)
    await t.rejects(page.goto('http://example.com/'), /ERR_NAME_NOT_RESOLVED/)
  })

  await t.test('it leaves no process', async t => {
    t.strictSame(browserProcesses(), [])
  })

  await t.test('the checks find faults', async t => {
    const browser = await launchChromium(t)
    const { page, mishaps } = await openWindow(t, browser, { url })
    await page.goto('/')
    const rules = (await axeFaults(page)).map(fault => fault.split(':')[0])
    for (const rule of ['html-has-lang', 'image-alt', 'color-contrast', 'tabindex']) t.ok(rules.includes(rule), rule)
    const colours = (await axeFaults(page, { coloursAlone: true })).map(fault => fault.split(':')[0])
    t.strictSame([...new Set(colours)], ['color-contrast'])
    t.match(
      (await layoutFaults(page)).join('\n'),
      /^the page scrolls sideways: 2\d{3} of 1000\nfrom 8 to 2008 in a window of 1000: <p/,
    )
    const wrong = mishaps().join('\n')
    t.match(wrong, '404 for http://127.0.0.1')
    t.match(wrong, /console: .*violates the following Content Security Policy/)
    const { faults } = await walkByTab(page)
    t.match(faults.join('\n'), /a a link without a focus shows no focus/)
    t.match(faults.join('\n'), /the order of the page is/)
  })
})
