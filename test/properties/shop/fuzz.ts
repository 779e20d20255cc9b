import t, { type Test } from 'tap'
import { anOrder, aPlan, aTicket } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { hostile, isClean, mark } from '../../fixtures/shop/hostile.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { orderFields, orderPathOf, type TestShopOptions, testShop, ticketPathOf } from '../../fixtures/shop/server.ts'

const runs = { numRuns: 150 }
const endless = 1_000_000
const requestLimits = { reads: endless, coupons: endless, creates: endless, changes: endless, changesOfOrder: endless }
const openShop = (t: Test, options: TestShopOptions = {}) => testShop(t, { requestLimits, ...options })

t.test(
  'no text of a buyer reaches HTML, an address or a header as more than text, or a log or metric at all',
  async t => {
    const { post, get, log, registry } = await openShop(t)
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
    t.notMatch(JSON.stringify(log), mark)
    t.notMatch(await registry.metrics(), mark)
  },
)

/** A condition whose reason and message are a text of somebody. */
function saidBy(type: string, text: string) {
  const lastTransitionTime = '2026-11-20T08:00:00Z'
  return { type, status: 'True', reason: text, message: `Refund 29.90 EUR ${text}`, lastTransitionTime } as const
}

t.test('no text of an organizer or an attendee reaches a page as more than text', async t => {
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const conditions = ['Ready', 'RefundDue', 'Disputed'].map(type => saidBy(type, text))
      const told = { reason: text, message: text, conditions }
      const order = anOrder({ couponRef: text, status: { payment: 'CONFIRMED', quantity: 1, ...told } })
      const refused = anOrder({ name: 'order-2', planRef: text, status: { payment: 'REJECTED', quantity: 0, ...told } })
      const api = fakeShop(order, refused)
      const ticket = aTicket({ attendee: { firstname: text, lastname: text } })
      api.tickets.set('conf/order-1-1000000', ticket)
      const conferences = [
        aReadyConference({ title: text, description: text, on_day: text, venue: text, timeZone: text }),
      ]
      const plans = [aPlan({ title: text, description: text }), aPlan({ name: text, title: text, currency: text })]
      const shop = await openShop(t, { api, conferences, plans })
      const [page, others] = [orderPathOf(order), orderPathOf(refused)]
      const paths = ['/', '/conf', page, `${page}/receipt`, others, `${others}/receipt`, ticketPathOf(ticket)]
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
      '%2fevil.example',
      '%5cevil.example',
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
