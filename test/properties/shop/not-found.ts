import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import t, { type Test } from 'tap'
import type { ShopServerOptions } from '../../../hooks/http/shop/server.ts'
import { anOrder, aTicket } from '../../fixtures/objects.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { orderPathOf, testShop, ticketPathOf } from '../../fixtures/shop/server.ts'

// A wrong link tells nothing: whether its object exists or not, it has the same answer after the same work. No clock measures
// the work, because a fast machine hides much: the test records every call of the server to one of its parts, and every
// computation of a digest. All addresses of the table have the same length.

const digests = ['createHmac', 'createHash', 'timingSafeEqual', 'sign', 'verify'] as const

/** Records each digest and each comparison of secrets until the end of the test. */
function recordDigests(t: Test, trace: string[]): void {
  const before = Object.fromEntries(digests.map(name => [name, crypto[name]]))
  for (const name of digests) {
    const compute = crypto[name] as (...given: unknown[]) => unknown
    Object.assign(crypto, {
      [name](...given: unknown[]) {
        trace.push(name)
        return compute(...given)
      },
    })
  }
  syncBuiltinESMExports()
  t.teardown(() => {
    Object.assign(crypto, before)
    syncBuiltinESMExports()
  })
}

/** Parts whose every call is recorded, by part and name. */
function recordCalls(parts: ShopServerOptions['shop'], trace: string[]): ShopServerOptions['shop'] {
  const recorded = (part: object, name: string) =>
    new Proxy(part, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...given: unknown[]) => {
          trace.push(`${name}.${String(key)}`)
          return value.apply(target, given)
        }
      },
    })
  const { counters, ...others } = parts
  const all = Object.entries(others).map(([name, part]) => [
    name,
    typeof part === 'object' ? recorded(part, name) : part,
  ])
  return { counters, ...Object.fromEntries(all) }
}

const placed = (name: string) => anOrder({ name, status: { payment: 'CONFIRMED', quantity: 1 } })
const [existing, unknown] = [placed('web-aaaaaaaaaaaaa'), placed('web-bbbbbbbbbbbbb')]
const ticketOf = (name: string) => aTicket({ name, orderRef: existing.metadata.name })
const [existingTicket, unknownTicket] = [ticketOf('plan-0000001'), ticketOf('plan-0000002')]

/** A shop with one order and one ticket. `look` returns the whole answer without what differs by nature, and the work. */
async function openShop(t: Test) {
  const trace: string[] = []
  const api = fakeShop(existing)
  api.tickets.set('conf/plan-0000001', existingTicket)
  const conferences = [aReadyConference({ startsAt: '2027-03-19T09:00:00Z' })]
  const shop = await testShop(t, { api, conferences, follow: parts => recordCalls(parts, trace) })
  recordDigests(t, trace)
  return {
    api,
    async look(method: 'GET' | 'HEAD' | 'POST', url: string) {
      trace.length = 0
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
      const { statusCode, headers: sent, body } = await shop.server.inject({ method, url, headers })
      const { date: _, ...answered } = sent
      return {
        answer: { statusCode, headers: answered, body: body.replaceAll(url, '<the address>') },
        work: [...trace],
      }
    },
  }
}

const pages: [method: 'GET' | 'HEAD' | 'POST', page: string][] = [
  ...['', '/receipt', '/tickets.ics', '/events', '/quantity', '/names'].map(page => ['GET', page] as ['GET', string]),
  ['HEAD', ''],
  ...['/quantity', '/more-time', '/cancel', '/names'].map(page => ['POST', page] as ['POST', string]),
]
/** The work for a wrong link: its code is computed and compared, and nothing else is looked at. */
const check = ['ring.findKey', 'createHmac', 'timingSafeEqual']

/** Secrets that are wrong, each as long as a right one. */
function wrongSecrets(right: string, otherRight: string): Record<string, string> {
  const change = (at: number) => `${right.slice(0, at)}${right.at(at) === 'A' ? 'B' : 'A'}${right.slice(at + 1)}`
  return {
    'a wrong code': change(20),
    'the digest of another uid': change(3),
    'an unknown key': `9${right.slice(1)}`,
    'the secret of another object': otherRight,
    'another form': right.replace('.', '-'),
  }
}

const secretOf = (path: string) => String(path.split('/').at(-1))

t.test('a wrong link has one answer and one work, whether its order exists or not', async t => {
  const { api, look } = await openShop(t)
  const secrets = wrongSecrets(secretOf(orderPathOf(existing)), secretOf(orderPathOf(placed('web-ccccccccccccc'))))
  for (const [method, page] of pages) {
    const path = (conference: string, name: string, secret: string) => `/${conference}/orders/${name}/${secret}${page}`
    const first = await look(method, path('conf', existing.metadata.name, `1.${'A'.repeat(30)}`))
    t.equal(first.answer.statusCode, 404)
    t.strictSame(first.work, check, `${method} ${page} checks the link and does nothing else`)
    for (const [fault, secret] of Object.entries(secrets))
      for (const [conference, { metadata }] of [
        ['conf', existing],
        ['conf', unknown],
        ['none', existing],
      ] as const)
        t.strictSame(
          await look(method, path(conference, metadata.name, secret)),
          first,
          `${method} ${page} of ${metadata.name} in ${conference} with ${fault}`,
        )
  }
  t.strictSame(api.calls, [])
})

t.test('the link of a ticket shows no more than a wrong link', async t => {
  const { api, look } = await openShop(t)
  const secrets = wrongSecrets(secretOf(ticketPathOf(existingTicket)), secretOf(ticketPathOf(unknownTicket)))
  for (const end of ['', '.ics']) {
    const path = (conference: string, name: string, secret: string) => `/${conference}/tickets/${name}/${secret}${end}`
    const first = await look('GET', path('conf', 'plan-0000001', `1.${'A'.repeat(30)}`))
    t.strictSame([first.answer.statusCode, first.work], [404, check])
    for (const [fault, secret] of Object.entries(secrets))
      for (const [conference, name] of [
        ['conf', 'plan-0000001'],
        ['conf', 'plan-0000003'],
        ['none', 'plan-0000001'],
      ] as const)
        t.strictSame(await look('GET', path(conference, name, secret)), first, `${name} in ${conference} with ${fault}`)
  }
  t.strictSame(api.calls, [])
})

t.test(
  'an order that was deleted has the answer of a wrong link, and its link was checked before it was read',
  async t => {
    const { look } = await openShop(t)
    const wrong = await look('GET', `/conf/orders/${unknown.metadata.name}/1.${'A'.repeat(30)}`)
    const deleted = await look('GET', orderPathOf(unknown))
    t.strictSame(deleted.answer, wrong.answer)
    t.strictSame(deleted.work, [...check, 'book.isComplete', 'book.findConference', 'api.getOrder'])
    const recreated = await look(
      'GET',
      orderPathOf(anOrder({ name: existing.metadata.name, metadata: { uid: 'before' } })),
    )
    t.strictSame([recreated.answer, recreated.work], [wrong.answer, [...deleted.work, 'createHash']])
  },
)

t.test('an unknown address has the answer of a wrong link, except for its languages', async t => {
  const { look } = await openShop(t)
  const wrong = await look('POST', `/conf/orders/${unknown.metadata.name}/1.${'A'.repeat(30)}/cancel`)
  t.strictSame((await look('POST', '/conf/nowhere')).answer, wrong.answer)
})

t.test('the signature of the code of a ticket is verified before anything is read', async t => {
  const { look } = await openShop(t)
  const other = await look('GET', `/T/${'A'.repeat(200)}`)
  t.strictSame([other.answer.statusCode, other.work], [404, ['ticketTools.readCode']])
})
