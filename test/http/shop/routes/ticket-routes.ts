import t, { type Test } from 'tap'
import { type TicketTools, ticketTools } from '../../../../hooks/shop/tickets/ticket-tools.ts'
import { anOrder, aTicket } from '../../../fixtures/objects.ts'
import { fakeShop, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { aRestored } from '../../../fixtures/shop/objects.ts'
import { ring, shopUrl, testShop, ticketPathOf } from '../../../fixtures/shop/server.ts'

const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
const ticket = aTicket({ attendee })
const path = ticketPathOf(ticket)
const sold = anOrder({ planRef: 'gone', status: { payment: 'CONFIRMED', quantity: 1, paid: '29.90' } })

/** A shop with one ticket, whose codes are its name. */
function openShop(t: Test, { order = sold } = {}) {
  const api = fakeShop(order)
  api.tickets.set('conf/order-1-1000000', ticket)
  const ticketTools: TicketTools = {
    codeOf: () => ({ codeUrl: 'HTTPS://CODE', qr: '<svg id="qr"></svg>' }),
    readCode: code =>
      code === 'WRONG'
        ? undefined
        : { namespace: 'conf', name: code, isOf: found => found.metadata.uid === ticket.metadata.uid },
    calendarOf: (_conference, { url }) => url,
  }
  return testShop(t, { api, parts: { ticketTools } })
}

t.test('a ticket shows its holder and code, and nothing of the order', async t => {
  const { get } = await openShop(t)
  const { statusCode, headers, body } = await get(path)
  t.strictSame([statusCode, headers['cache-control'], headers['x-robots-tag']], [200, 'no-store', 'noindex'])
  t.match(body, /Ada Lovelace.*order-1-1000000.*<svg id="qr">/s)
  t.match(body, 'gone')
  t.notMatch(body, '29.90')
  t.notMatch(body, '/orders/')
})

t.test('the calendar file of a ticket leads back to its page', async t => {
  const { get } = await openShop(t)
  const { headers, body } = await get(`${path}.ics`)
  t.strictSame([headers['content-type'], body], ['text/calendar; charset=utf-8', `https://tickets.example.com${path}`])
})

t.test(
  'a wrong link finds nothing, and the right link of a ticket that no longer exists says that it was cancelled',
  async t => {
    const { get, api } = await openShop(t)
    const wrong = await get(path.slice(0, -1))
    t.strictSame([wrong.statusCode, (await get(`${path.slice(0, -1)}.ics`)).statusCode, api.calls], [404, 404, []])
    api.remove({ namespace: 'conf', name: 'order-1' })
    t.equal((await get(path)).statusCode, 410)
    api.tickets.set('conf/order-1-1000000', aTicket({ metadata: { uid: 'recreated' } }))
    t.equal((await get(path)).statusCode, 410)
    api.tickets.clear()
    t.match(await get(path), { statusCode: 410, body: 'This ticket is no longer valid' })
    t.equal((await get(path.slice(0, -1))).statusCode, 404)
    api.before = () => {
      throw unreachable()
    }
    t.equal((await get(path)).statusCode, 503)
  },
)

t.test('after a restore the link of a ticket and its code still lead to its page', async t => {
  const [before, after] = aRestored(aTicket({ attendee }))
  const { get, api } = await testShop(t, { api: fakeShop(sold) })
  api.tickets.set('conf/order-1-1000000', after)
  t.match(await get(ticketPathOf(before)), { statusCode: 200, body: /Ada Lovelace/ })
  const { codeUrl } = ticketTools({ keys: ring, shopUrl }).codeOf('conf', before)
  const { statusCode, headers } = await get(new URL(codeUrl).pathname)
  t.strictSame([statusCode, headers.location], [303, ticketPathOf(before)])
})

t.test('a code leads to the page of its ticket', async t => {
  const { get, api } = await openShop(t)
  const { statusCode, headers } = await get('/T/order-1-1000000?lang=it')
  t.strictSame([statusCode, headers.location], [303, `${path}?lang=it`])
  t.equal((await get('/T/WRONG')).statusCode, 404)
  t.equal((await get('/T/nobody')).statusCode, 410)
  api.tickets.set('conf/order-1-1000000', aTicket({ metadata: { uid: 'recreated' } }))
  t.equal((await get('/T/order-1-1000000')).statusCode, 410)
})

t.test('a raised serial retires the link and the code of a ticket', async t => {
  const api = fakeShop(sold)
  const raised = (serial: number) => aTicket({ attendee, serial })
  const { get } = await testShop(t, { api })
  for (const serial of [1, 2]) {
    api.tickets.set('conf/order-1-1000000', raised(serial))
    const codes = [serial - 1, serial].map(
      at => ticketTools({ keys: ring, shopUrl }).codeOf('conf', raised(at)).codeUrl,
    )
    const answers = await Promise.all(codes.map(code => get(new URL(code).pathname)))
    t.strictSame(
      answers.map(({ statusCode, headers }) => [statusCode, headers.location]),
      [
        [410, undefined],
        [303, ticketPathOf(raised(serial))],
      ],
    )
    const pages = await Promise.all([serial - 1, serial].map(at => get(ticketPathOf(raised(at)))))
    t.strictSame(
      pages.map(({ statusCode }) => statusCode),
      [410, 200],
    )
  }
})

t.test('a ticket of a plan on sale has its title', async t => {
  const { get } = await openShop(t, { order: anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } }) })
  t.match((await get(path)).body, '<p class="plan">Plan</p>')
})

t.test('the code that a page shows leads to its ticket', async t => {
  const api = fakeShop(sold)
  api.tickets.set('conf/order-1-1000000', ticket)
  const { get } = await testShop(t, { api })
  const { codeUrl } = ticketTools({ keys: ring, shopUrl }).codeOf('conf', ticket)
  t.match(codeUrl, /^HTTPS:\/\/TICKETS\.EXAMPLE\.COM\/T\//)
  const { statusCode, headers } = await get(new URL(codeUrl).pathname)
  t.strictSame([statusCode, headers.location], [303, path])
})
