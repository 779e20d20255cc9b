import t from 'tap'
import { visitCheckout } from '../../../hooks/cashier/checkouts/visit-checkout.ts'
import { gatewayKeyAnnotation } from '../../../hooks/schema/money/gateway-key.ts'
import { at, playCashierTools, thisCheckout, thisHold, thisOrder } from '../../fixtures/cashier/played-tools.ts'
import { hour, minute, signal } from '../../fixtures/gateway/played.ts'
import { aPlan } from '../../fixtures/objects.ts'

const key = { namespace: 'conf', name: 'order-1-1' }
const finished = { next: 'finished' }

t.test('a checkout is not changed if it is deleted, over, or in a closed namespace', async t => {
  const { tools, api } = await playCashierTools(t, [
    thisCheckout({ name: 'order-1-2', status: { state: 'Paid' } }),
    thisCheckout({ name: 'order-1-3', metadata: { deletionTimestamp: at(0) } }),
  ])
  for (const name of ['order-1-1', 'order-1-2', 'order-1-3']) {
    t.strictSame(await visitCheckout(tools, { ...key, name }, signal), finished)
  }
  const calls = api.calls.length
  const left = { ...tools, closedReason: (name: string) => `The namespace "${name}" is being restored` }
  t.strictSame(await visitCheckout(left, key, signal), { next: 'later', pauseMs: minute })
  t.equal(api.calls.length, calls)
})

t.test('without API keys a new checkout fails, and an open one waits for them', async t => {
  const { tools, api, checkout } = await playCashierTools(t)
  const unconfigured = { ...tools, gateways: { ...tools.gateways, clientOf: async () => undefined } }
  const why = { reason: 'NotConfigured', message: 'The conference has no API keys of this gateway' }
  const open = { state: 'Open', sessionId: 's' } as const
  api.put(thisCheckout({ status: open }))
  t.strictSame(await visitCheckout(unconfigured, key, signal), { next: 'retry' })
  t.strictSame(checkout().status, { ...open, ...why })
  api.put(thisCheckout())
  await visitCheckout(unconfigured, key, signal)
  t.strictSame(checkout().status, { state: 'Failed', ...why })
  t.strictSame(await visitCheckout(unconfigured, key, signal), finished)
})

t.test('the status shows a failure of the gateway, and the visit is retried', async t => {
  const { tools, gateway, checkout, counts, wait } = await playCashierTools(t)
  gateway.control.outages.plan({ kind: 'fail', status: 429, path: '/v1/checkout/sessions' })
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'retry' })
  t.match(checkout().status, { state: 'Requested', reason: 'GatewayBusy' })
  gateway.control.outages.clear()
  await visitCheckout(tools, key, signal)
  t.match(checkout().status, { state: 'Open', reason: undefined })
  gateway.control.outages.plan({ kind: 'fail', status: 500, path: '/v1/checkout/sessions' })
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'retry' })
  t.match(checkout().status, { state: 'Open', reason: 'GatewayUnreachable', url: /pay/ })
  gateway.control.outages.clear()
  wait(1000)
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'later', pauseMs: 30_000 })
  t.match(checkout().status, { state: 'Open', reason: undefined })
  t.ok(counts.includes('STRIPE limited') && counts.includes('STRIPE unknown'))
})

t.test('a failure is shown in the status of an open checkout, and not of one that is over', async t => {
  for (const present of [thisCheckout({ status: { state: 'Paid' } }), undefined]) {
    const { tools, api, gateway, checkout } = await playCashierTools(t)
    gateway.control.outages.plan({ kind: 'fail', status: 500, path: '/v1/checkout/sessions', times: 1 })
    api.before = call => {
      if (call !== 'get Plan') return
      if (present === undefined) api.remove('Checkout', 'order-1-1')
      else api.put(present)
    }
    if (present === undefined) await t.rejects(visitCheckout(tools, key, signal), { message: 'conflict' })
    else {
      t.strictSame(await visitCheckout(tools, key, signal), finished)
      t.strictSame(checkout().status, { state: 'Paid' })
    }
  }
})

t.test('a payment that cannot be opened in time fails', async t => {
  const { tools, gateway, checkout, wait } = await playCashierTools(t, [
    aPlan(),
    thisOrder(),
    thisHold({ heldUntil: at(60) }),
    thisCheckout(),
  ])
  gateway.control.outages.plan({ kind: 'fail', status: 401, path: '/v1/checkout/sessions' })
  wait(10 * minute - 1)
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'retry' })
  t.match(checkout().status, { state: 'Requested', reason: 'KeysRefused' })
  wait(1)
  t.strictSame(await visitCheckout(tools, key, signal), finished)
  t.match(checkout().status, { state: 'Failed', reason: 'NotStarted' })
})

t.test('a restored checkout waits for the gateway, however old it is', async t => {
  const metadata = { annotations: { [gatewayKeyAnnotation]: 'old-uid' } }
  const { tools, gateway, checkout, wait } = await playCashierTools(t, [
    thisOrder(),
    thisHold(),
    thisCheckout({ metadata }),
  ])
  gateway.control.outages.plan({ kind: 'fail', status: 500, path: '/v1/checkout/sessions', times: 1 })
  wait(hour)
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'retry' })
  t.match(checkout().status, { state: 'Requested', reason: 'GatewayUnreachable' })
  gateway.control.outages.clear()
  t.strictSame(await visitCheckout(tools, key, signal), finished)
  t.match(checkout().status, { state: 'Failed', reason: 'NotStarted' })
})

t.test('a session that is not found is given up a day after its end', async t => {
  const status = { state: 'Open', sessionId: 'cs_of_another_account', expiresAt: at(30) } as const
  const { tools, api, checkout, wait } = await playCashierTools(t, [thisOrder(), thisHold(), thisCheckout({ status })])
  const { expiresAt: _, ...endless } = status
  api.put(thisCheckout({ status: endless }))
  await visitCheckout(tools, key, signal)
  t.match(checkout().status, { state: 'Open', reason: 'GatewayRefused' }, 'without an end it is kept')
  api.put(thisCheckout({ status }))
  wait(24 * hour)
  t.strictSame(await visitCheckout(tools, key, signal), { next: 'retry' })
  t.match(checkout().status, { state: 'Open', reason: 'GatewayRefused' })
  wait(30 * minute)
  await visitCheckout(tools, key, signal)
  t.match(checkout().status, { state: 'Failed', reason: 'GatewayRefused' })
})

t.test('any other error is passed on', async t => {
  const { tools, api } = await playCashierTools(t)
  api.before = call => {
    if (call === 'get Plan') throw new Error('outage')
  }
  await t.rejects(visitCheckout(tools, key, signal), { message: 'outage' })
})
