import t from 'tap'
import { aPlan } from '../../../fixtures/objects.ts'
import { unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { aReadyConference } from '../../../fixtures/shop/objects.ts'
import { testShop } from '../../../fixtures/shop/server.ts'

t.test('the first page lists the conferences in the order of their begin', async t => {
  const conferences = [
    aReadyConference({ name: 'later', title: 'Later', startsAt: '2027-06-01T09:00:00Z' }),
    aReadyConference({ name: 'sooner', title: 'Sooner', startsAt: '2027-05-01T09:00:00Z' }),
  ]
  const { get } = await testShop(t, { conferences })
  const { statusCode, body } = await get('/')
  t.equal(statusCode, 200)
  t.match(body, /href="\/sooner".*href="\/later"/s)
  t.match((await get('/?lang=de')).body, /<html lang="de">.*href="\/sooner\?lang=de"/s)
})

t.test('the page of a conference has a form with a new token, and a plan that a link chooses', async t => {
  const { get, api } = await testShop(t, { plans: [aPlan(), aPlan({ name: 'vip', title: 'VIP', price: 100 })] })
  const { statusCode, body } = await get('/conf')
  t.equal(statusCode, 200)
  t.match(body, /action="\/conf\/orders"/)
  const [, token] = /name="token" value="([^"]+)"/.exec(body) ?? []
  t.match(token, /^1\.web-[a-z2-7]{13}\./)
  t.notMatch((await get('/conf')).body, token ?? '')
  t.match((await get('/conf/?plan=vip')).body, /value="vip"[^>]* checked/)
  t.strictSame(api.calls, [])
})

t.test('the page shows the prices after a coupon of the address', async t => {
  const { get, api } = await testShop(t)
  t.match((await get('/conf?coupon=NONE')).body, /none/)
  t.strictSame(api.calls, ['getCoupon'])
  api.before = () => {
    throw unreachable()
  }
  t.equal((await get('/conf?coupon=none')).statusCode, 503)
})

t.test('nobody can guess coupons', async t => {
  const requestLimits = { reads: 100, coupons: 1, creates: 100, changes: 100, changesOfOrder: 100 }
  const { get, api } = await testShop(t, { requestLimits })
  const statuses = []
  for (const path of ['/conf?coupon=a', '/conf?coupon=b', '/conf']) statuses.push((await get(path)).statusCode)
  t.strictSame([statuses, api.calls], [[200, 429, 200], ['getCoupon']])
})

t.test('an unknown conference has no page', async t => {
  const { get } = await testShop(t)
  for (const path of ['/other', '/other/plans.json', '/conf/nowhere']) t.equal((await get(path)).statusCode, 404, path)
})

t.test('a page from memory says that it may be stale, and reloads itself', async t => {
  const { get, book, clock } = await testShop(t)
  const statuses = async () => {
    const answers = await Promise.all(['/', '/conf', '/conf/plans.json'].map(path => get(path)))
    return answers.map(({ statusCode, headers }) => [statusCode, headers['retry-after']])
  }
  t.strictSame(await statuses(), Array(3).fill([200, undefined]))
  book.listeners.plans.onConnection(false)
  clock.now += 5_001
  t.strictSame(await statuses(), Array(3).fill([503, '5']))
  t.match((await get('/conf')).body, /class="notice away"/)
  book.listeners.plans.onConnection(true)
  t.strictSame(await statuses(), Array(3).fill([200, undefined]))
})

t.test('nothing is shown before the lists are complete', async t => {
  const { get } = await testShop(t, { isListed: false })
  for (const path of ['/', '/conf', '/conf/plans.json']) t.equal((await get(path)).statusCode, 503, path)
})

t.test('an organizer’s own site may read the plans, without a coupon', async t => {
  const { get, api } = await testShop(t)
  const { statusCode, headers, body } = await get('/conf/plans.json?lang=it&coupon=none')
  t.strictSame(
    [
      statusCode,
      headers['content-type'],
      headers['access-control-allow-origin'],
      headers['cache-control'],
      headers.vary,
    ],
    [200, 'application/json; charset=utf-8', '*', 'public, max-age=5', 'accept-language'],
  )
  const { language, conference, plans } = JSON.parse(body)
  t.match([language, conference.name, plans], ['it', 'conf', [{ name: 'plan', price: '29.90', currency: 'EUR' }]])
  t.equal(plans[0].url, 'https://tickets.example.com/conf?plan=plan&lang=it')
  t.strictSame(api.calls, [])
})

t.test('a page has no body for HEAD', async t => {
  const { server } = await testShop(t)
  const { statusCode, body, headers } = await server.inject({ method: 'HEAD', url: '/conf/' })
  t.strictSame([statusCode, body], [200, ''])
  t.ok(Number(headers['content-length']) > 1_000)
})
