import t from 'tap'
import { playGateway, request, signal, start } from '../../fixtures/gateway/played.ts'
import { failureOf } from '../../fixtures/gateway/scripted-call.ts'

t.test('another process controls the gateway over HTTP', async t => {
  const { url, control, stripe, paypal, press } = await playGateway(t)
  const say = async (action: string, given: object = {}) => {
    const answer = await fetch(`${url}/control/${action}`, { method: 'POST', body: JSON.stringify(given) })
    return [answer.status, (await answer.json()) as unknown]
  }
  const done = [200, { result: null }]
  t.strictSame(await say('clock', { milliseconds: 2_000 }), done)
  t.equal(control.now(), start + 2_000)
  t.strictSame(await say('outage', { kind: 'refuse' }), done)
  t.match(await failureOf(stripe.open(request, signal)), { kind: 'unknown' })
  await say('outage', { kind: 'refuse' })
  t.strictSame(await say('clear-outages'), done)
  const { id, url: page } = await stripe.open({ ...request, canPayLater: true }, signal)
  await press(page, 'later')
  t.strictSame(await say('settle', { id, outcome: 'failed' }), [200, { result: true }])
  t.match(await stripe.read(id, signal), { state: 'declined' })
  t.strictSame(await say('settle', {}), [200, { result: false }])
  t.strictSame(await say('refund-fate', { fate: 'failed' }), done)
  await paypal.open(request, signal)
  t.strictSame(await say('end-tokens'), done)
  t.strictSame(await say('deliveries', { isOn: false }), done)
  t.equal(control.deliveries.isOn, false)
  for (const which of ['all', 'failed']) t.strictSame(await say('deliver-again', { which }), done)
  t.strictSame(await say('release'), done)
  t.strictSame((await say('other'))[0], 404)
  const books = await (await fetch(`${url}/control/books`)).json()
  t.strictSame(books, JSON.parse(JSON.stringify(control.books)))
  const deliveries = await (await fetch(`${url}/control/deliveries`)).json()
  t.strictSame(deliveries, JSON.parse(JSON.stringify(control.deliveries.all)))
})
