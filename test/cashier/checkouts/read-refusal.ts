import t from 'tap'
import { readRefusal } from '../../../hooks/cashier/checkouts/read-refusal.ts'
import { playCashierTools } from '../../fixtures/cashier/played-tools.ts'
import { minute, signal } from '../../fixtures/gateway/played.ts'

t.test('the sale is read where money may move', async t => {
  const { tools, api, gateway, checkout, wait } = await playCashierTools(t)
  const given = { tools, checkout: checkout(), client: gateway.stripe, signal }
  const { live, refusal } = await readRefusal(given, undefined)
  t.match([live?.order.metadata.name, refusal], ['order-1', undefined])
  const calls = api.calls.length
  t.strictSame(await readRefusal(given, { state: 'paid' }), { live: undefined, refusal: undefined })
  t.equal(api.calls.length, calls, 'money that has moved asks for nothing')
  wait(15 * minute - 10_000)
  const over = { reason: 'HoldOver' }
  t.match((await readRefusal(given, { state: 'approved' })).refusal, over, '10 s before the end of the hold')
  t.equal((await readRefusal(given, { state: 'open' })).refusal, undefined, 'an open payment stays until then')
  wait(10_000)
  t.match((await readRefusal(given, { state: 'open' })).refusal, over)
})

t.test('an open payment of an order that waits for it needs no reading', async t => {
  const { tools, api, gateway, checkout } = await playCashierTools(t)
  const asked: object[] = []
  const isAwaited = (order: object) => asked.push(order) > 0
  const given = { tools: { ...tools, isAwaited }, checkout: checkout(), client: gateway.stripe, signal }
  t.strictSame(await readRefusal(given, { state: 'open' }), { live: undefined, refusal: undefined })
  t.strictSame(asked, [{ namespace: 'conf', name: 'order-1', uid: 'uid-of-order-1', amount: '29.90', currency: 'EUR' }])
  t.strictSame(api.calls, [])
  t.match(await readRefusal(given, { state: 'approved' }), { live: { sale: {} } }, 'money is never taken by a view')
})

t.test('an amount that its currency cannot express is never due', async t => {
  const { tools, gateway, checkout } = await playCashierTools(t)
  const { spec, ...rest } = checkout()
  const given = { tools, checkout: { ...rest, spec: { ...spec, amount: '29.905' } }, client: gateway.stripe, signal }
  t.match((await readRefusal(given, undefined)).refusal, { reason: 'AmountChanged' })
})
