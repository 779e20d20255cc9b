import type { Browser } from 'playwright-core'
import t, { type Test } from 'tap'
import type { System } from '../../../local/system/system.ts'
import { launchChromium, withoutBrowser } from '../../fixtures/browser/chromium.ts'
import { readPng } from '../../fixtures/browser/read-png.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { readQrPicture } from '../../fixtures/shop/qr-picture.ts'
import { orderTwo, payAsShown } from '../../fixtures/shop/walk/buyer.ts'
import { openDevday } from '../../fixtures/shop/walk/devday.ts'
import { printPage } from '../../fixtures/shop/walk/paper.ts'
import { expectedTexts, givenBackStory, owed, paidStory } from '../../fixtures/shop/walk/story.ts'
import { listenTo, sendWalker, type Walker, type Way } from '../../fixtures/shop/walk/walker.ts'

// The whole way of a buyer through the real system: the shop, the box office, the engine and the payment endpoint. Every
// buyer has a conference of their own, so several walk at once.

t.setTimeout(900_000)

const ways: Record<string, Way> = {
  'by-mouse': { look: 'wide', hand: 'mouse', isScripted: true },
  'by-keys-alone': { look: 'wide', hand: 'keys', isScripted: true },
  'on-320-pixels': { look: 'narrow', hand: 'finger', isScripted: true },
  'zoomed-to-200': { look: 'zoomed', hand: 'mouse', isScripted: true },
  'without-scripts': { look: 'scriptless', hand: 'finger', isScripted: false },
}

const people = [
  { firstname: 'Grace', lastname: 'Hopper' },
  { firstname: 'Mary', lastname: 'Somerville' },
]
const tickets = ['hall--0000001', 'hall--0000002']

/** Picks a conference, orders two tickets and sees the countdown. */
async function order(t: Test, { walker, title }: { walker: Walker; title: string }): Promise<void> {
  const { page, hand, isScripted } = walker
  await page.goto('/')
  await hand.press(page.getByRole('link', { name: title }))
  await page.getByText('Regular', { exact: true }).waitFor()
  await walker.check('the page of the conference')
  await orderTwo(page, hand)
  await walker.untilHeading('Your tickets are held for you')
  const timer = page.getByRole('timer')
  const left = await timer.innerText()
  t.match(left, /^Time left: 1[0-4]/)
  if (isScripted) {
    await page.waitForFunction(left => document.querySelector('[role=timer]')?.textContent !== left, left)
    t.match(await timer.innerText(), /^Time left: 1[0-4]:\d\d$/, 'the time runs')
  }
  await walker.check('the held order')
}

/** Pays while the page watches: the tickets appear on it. */
async function pay(t: Test, { page, isScripted, ...walker }: Walker): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }))
  await payAsShown(page)
  await walker.untilHeading('Your tickets are ready')
  await walker.until(page.locator('li.ticket:not(.pending) .qr').nth(1))
  t.equal(await page.evaluate(() => 'isSamePage' in globalThis), isScripted, 'a page with scripts was not loaded again')
  await walker.check('the paid order')
  if (isScripted) t.strictSame(walker.spoken, expectedTexts(paidStory, walker.spoken), 'a screen reader speaks of it')
}

/** Writes the names of both attendees on their tickets. */
async function nameBoth(t: Test, walker: Walker, kubectl: (...args: string[]) => Promise<string>): Promise<void> {
  const { page, hand } = walker
  for (const [index, { firstname, lastname }] of people.entries()) {
    const ticket = page.getByRole('group', { name: tickets[index] as string })
    await hand.write(ticket.getByLabel('First name'), firstname)
    await hand.write(ticket.getByLabel('Last name'), lastname)
  }
  await walker.press('Save the names')
  await walker.until(page.getByText('Holder Mary Somerville'))
  const { items } = JSON.parse(await kubectl('get', 'tickets', '-o', 'json'))
  t.strictSame(
    items.map(({ spec }: { spec: { attendee: object } }) => spec.attendee),
    people,
  )
}

/** Prints both tickets: nothing else is on the paper. */
async function print(t: Test, walker: Walker, title: string): Promise<void> {
  const { page, isScripted } = walker
  if (isScripted) {
    await walker.press('Print the tickets')
    await page.locator('body.printed').waitFor()
  } else
    t.equal(await page.getByRole('button', { name: 'Print the tickets' }).count(), 0, 'the browser prints by itself')
  const { codes, ...paper } = await printPage(page)
  const faces = people.flatMap(({ firstname, lastname }, index) => [
    ...[title, '14 May 2027, 09:00 CEST', 'Centro Congressi Lingotto, Via Nizza 280, 10126 Torino'],
    ...['Regular', `Seat ${index + 1}`, `Holder ${firstname} ${lastname}`, `Ticket ${tickets[index]}`],
  ])
  t.strictSame(paper, { lines: faces, controls: [], sheets: 1 }, 'the tickets alone are on paper')
  t.equal(new Set(codes).size, 2)
  for (const code of codes) t.match(code, /^HTTP:\/\/127\.0\.0\.1:\d+\/T\/[A-Z2-7]+$/)
}

/** Gives one ticket back, and then the whole order. */
async function giveBack(t: Test, walker: Walker): Promise<void> {
  const { page, hand } = walker
  await hand.write(page.getByLabel('Number of tickets'), '1')
  await walker.press('Change the number')
  await walker.until(page.locator('li.notice', { hasText: owed('€129.00') }))
  await walker.until(page.locator('li.ticket:only-child'))
  t.match(await page.locator('li.ticket').innerText(), 'Grace Hopper')
  await walker.check('the order with one ticket given back')
  await hand.open(page.getByText('Cancel this order'))
  await walker.press('Yes, cancel the order for good')
  await walker.untilHeading('This order is cancelled')
  await walker.until(page.locator('li.notice', { hasText: owed('€258.00') }))
  t.equal(await page.locator('li.ticket').count(), 0)
  await walker.check('the cancelled order')
}

interface Around {
  system: System
  browser: Browser
  url: string
}

async function walk(t: Test, name: string, { way, system, ...around }: Around & { way: Way }): Promise<void> {
  const { title, kubectl } = await openDevday(system, name)
  const walker = await sendWalker(t, { ...around, way })
  await order(t, { walker, title })
  const listener = await listenTo(t, { ...around, order: walker.page.url() })
  await pay(t, walker)
  await nameBoth(t, walker, kubectl)
  await print(t, walker, title)
  await giveBack(t, walker)
  await listener.page.locator('li.notice', { hasText: owed('€258.00') }).waitFor()
  const story = [...paidStory, ...givenBackStory]
  t.strictSame(listener.spoken, expectedTexts(story, listener.spoken), 'a screen reader speaks of the whole way')
}

/** Buys tickets as the others do, and hands one on to its holder. */
async function handOn(t: Test, name: string, { system, browser, url }: Around): Promise<void> {
  const { kubectl } = await openDevday(system, name)
  const way: Way = { look: 'wide', hand: 'mouse', isScripted: true }
  const { page, hand, untilHeading } = await sendWalker(t, { browser, url, way })
  await page.goto(`/${name}`)
  await orderTwo(page, hand)
  await untilHeading('Your tickets are held for you')
  await payAsShown(page)
  await page.locator('li.ticket:not(.pending) .qr').nth(1).waitFor()

  const address = readQrPicture(readPng(await page.locator('.qr').first().screenshot()))
  const holder = await sendWalker(t, { browser, url, way: { ...way, look: 'narrow' } })
  await holder.page.goto(address)
  t.match(holder.page.url(), new RegExp(`^${url}/${name}/tickets/${tickets[0]}/`), 'the code opens its ticket')
  await holder.check('the page of a ticket')
  const codeOf = async () => readQrPicture(readPng(await holder.page.locator('.qr').screenshot()))
  t.equal(await codeOf(), address)

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Add to the calendar' }).click(),
  ])
  t.equal(file.suggestedFilename(), `${name}.ics`)

  const raise = (serial: number) =>
    kubectl('patch', 'ticket', String(tickets[0]), '--type=merge', `--patch={"spec":{"serial":${serial}}}`)
  await raise(1)
  await holder.page.reload()
  await holder.page.getByRole('heading', { name: 'This ticket is no longer valid' }).waitFor()
  await page.reload()
  const next = readQrPicture(readPng(await page.locator('.qr').first().screenshot()))
  t.not(next, address, 'a raised serial is another code')
  await holder.page.goto(next)
  t.equal(await codeOf(), next)
  await t.rejects(raise(0), { message: /serial must only rise/ })
}

t.test('people buy two tickets each, print them, and cancel them', { skip: withoutBrowser }, async t => {
  const system = await startTestSystem(t, { shop: true })
  const around = { system, browser: await launchChromium(t), url: String(system.shopUrl) }
  t.jobs = 3
  for (const [name, way] of Object.entries(ways)) t.test(name, t => walk(t, name, { way, ...around }))
  t.test('hands-one-on', t => handOn(t, 'hands-one-on', around))
})
