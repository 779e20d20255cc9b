import t, { type Test } from 'tap'
import { anOrder, aPlan, aTicket } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { fakeShop } from '../fixtures/shop/fake-shop.ts'
import { aReadyConference } from '../fixtures/shop/objects.ts'
import { orderFields, orderPathOf, type TestShopOptions, testShop, ticketPathOf } from '../fixtures/shop/server.ts'

const runs = { numRuns: 150 }
const endless = 1_000_000
const requestLimits = { reads: endless, coupons: endless, creates: endless, changes: endless, changesOfOrder: endless }
const openShop = (t: Test, options: TestShopOptions = {}) => testShop(t, { requestLimits, ...options })

/** Texts that would do harm in HTML, an attribute, an address, a header or a log, around a mark to find them by. */
const mark = 'zqxj'
const hostile = fc.oneof(
  fc.constantFrom(
    ...[`<script>${mark}</script>`, `"><img src=x onerror=${mark}>`, `'onmouseover='${mark}`, `javascript:${mark}`],
    ...[`\r\nset-cookie: ${mark}=1`, `\u0000${mark}\u2028`, `</textarea></title><${mark}`, `${mark}\ud800`],
    ...[`&lt;${mark}&#x3c;`, `{{${mark}}}`, `\u202e${mark}`, `//evil.example/${mark}`, `<!--${mark}-->`, `]]>${mark}`],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }).map(text => `<${mark} ${text}`),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => `${text}"${mark}='`),
)

/** Whether a mark stands where a browser would read it as more than text. */
function isHarmful(body: string): boolean {
  const withoutText = body.replaceAll(/="[^"<>]*"/g, '=""')
  return [...withoutText.matchAll(/<[^>]*>/g)].some(([tag]) => tag.includes(mark)) || /<script[^>]*>[^<]/.test(body)
}

function hasForeignLink(body: string): boolean {
  const addresses = [...body.matchAll(/(?:href|src|action|data-events)="([^"]*)"/g)].map(([, address = '']) => address)
  return addresses.some(address => !/^(?:\/(?![/\\])|#|https:\/\/tickets\.example\.com\/)/.test(address))
}

function isClean({ body, headers }: { body: string; headers: object }): boolean {
  return !isHarmful(body) && !hasForeignLink(body) && !JSON.stringify(headers).includes('"set-cookie"')
}

t.test('no text of a buyer reaches HTML, an address or a header as more than text', async t => {
  const { post, get } = await openShop(t)
  const fields = ['plan', 'quantity', 'coupon', 'firstname', 'lastname', 'email', 'token', 'price.plan']
  await fc.assert(
    fc.asyncProperty(fc.subarray(fields, { minLength: 1 }), hostile, async (names, text) => {
      const answer = await post('/conf/orders', orderFields(Object.fromEntries(names.map(name => [name, text]))))
      const shown = await get(
        `/conf?coupon=${encodeURIComponent(text.toWellFormed())}&plan=${encodeURIComponent(text.toWellFormed())}`,
      )
      const isAnswered = [303, 422].includes(answer.statusCode) && shown.statusCode === 200
      const isLocal = /^(?:undefined|\/conf\/orders\/)/.test(`${answer.headers.location}`)
      return isAnswered && isLocal && isClean(answer) && isClean(shown)
    }),
    runs,
  )
})

t.test('no text of an organizer or an attendee reaches a page as more than text', async t => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const order = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, reason: text, message: text } })
      const api = fakeShop(order)
      const ticket = aTicket({ attendee: { firstname: text, lastname: text } })
      api.tickets.set('conf/order-1-1000000', ticket)
      const conferences = [
        aReadyConference({ title: text, description: text, on_day: text, venue: text, timeZone: text }),
      ]
      const shop = await openShop(t, { api, conferences, plans: [aPlan({ title: text, description: text })] })
      const paths = ['/', '/conf', orderPathOf(order), `${orderPathOf(order)}/receipt`, ticketPathOf(ticket)]
      for (const path of paths) {
        const answer = await shop.get(path)
        if (answer.statusCode !== 200 || !isClean(answer)) return false
      }
      await shop.server.close()
      return true
    }),
    { numRuns: 60 },
  )
})

t.test('no name that is typed into a ticket reaches the page as more than text', async t => {
  const order = anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })
  const api = fakeShop(order)
  api.tickets.set('conf/ticket', aTicket({ name: 'ticket' }))
  const { post } = await openShop(t, { api })
  await fc.assert(
    fc.asyncProperty(hostile, fc.boolean(), async (text, isWhole) => {
      const names = { 'ticket.firstname': text, 'ticket.lastname': isWhole ? text : '', quantity: text }
      const answers = [
        await post(`${orderPathOf(order)}/names`, names),
        await post(`${orderPathOf(order)}/quantity`, names),
      ]
      return answers.every(answer => [303, 422].includes(answer.statusCode) && isClean(answer))
    }),
    runs,
  )
})

t.test('no address causes a defect, and none leads to another site', async t => {
  const order = anOrder()
  const { server, api } = await openShop(t, { api: fakeShop(order) })
  const part = fc.oneof(
    fc.constantFrom(
      'conf',
      'orders',
      'tickets',
      'assets',
      'T',
      'order-1',
      'events',
      '..',
      '%2e%2e',
      '%zz',
      '\\evil',
      '',
    ),
    fc.constantFrom(
      'plans.json',
      'embed.js',
      'receipt',
      'tickets.ics',
      'names',
      '%00',
      '%ff',
      'readyz',
      '1.x',
      'a.ics',
    ),
    fc.constant(orderPathOf(order).slice(1)),
    fc.webPath(),
    fc.string({ unit: 'binary-ascii', maxLength: 12 }).map(text => text.replaceAll(/[^!-~]/g, '~')),
  )
  const query = fc.oneof(
    fc.constantFrom('', '?lang=de', '?lang=//evil.example', '?coupon=%00', '?coupon=a&coupon=b'),
    fc.webQueryParameters().map(text => `?${text}`),
  )
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS')
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), query, method, async (parts, query, method) => {
      const url = `/${parts.join('/')}${query}`
      // An open stream of events has no end to wait for.
      if (method === 'GET' && url.includes('/events')) return true
      const { statusCode, body, headers: sent } = await server.inject({ method, url, headers, payload: '' })
      if (api.orders.get('conf/order-1')?.spec.cancelled) api.put(order)
      const isLocal = /^(?:undefined|\/(?![/\\]))/.test(`${sent.location}`)
      return [200, 303, 400, 404, 422].includes(statusCode) && isLocal && isClean({ body, headers: sent })
    }),
    { numRuns: 1_000 },
  )
})

t.test('nobody finds an order or a ticket without its link', async t => {
  const order = anOrder()
  const { get, api } = await openShop(t, { api: fakeShop(order) })
  const [, , , , secret = ''] = orderPathOf(order).split('/')
  const guess = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc
      .record({ at: fc.nat(secret.length - 1), to: fc.constantFrom(...'AZaz09-_.') })
      .map(({ at, to }) => secret.slice(0, at) + to + secret.slice(at + 1)),
  )
  const end = fc.constantFrom('', '/receipt', '/tickets.ics', '/quantity', '/events')
  await fc.assert(
    fc.asyncProperty(guess, end, async (guess, end) => {
      if (guess === secret) return true
      const address = encodeURIComponent(guess)
      const answers = [
        await get(`/conf/orders/order-1/${address}${end}`),
        await get(`/conf/tickets/order-1-1/${address}`),
      ]
      return answers.every(({ statusCode }) => statusCode === 404) && api.calls.length === 0
    }),
    { numRuns: 500 },
  )
})
