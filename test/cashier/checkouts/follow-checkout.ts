import t from 'tap'
import { followCheckout } from '../../../hooks/cashier/checkouts/follow-checkout.ts'
import { visitCheckout } from '../../../hooks/cashier/checkouts/visit-checkout.ts'
import type { Attempt } from '../../../hooks/gateway/gateway.ts'
import { gatewayKeyAnnotation } from '../../../hooks/schema/money/gateway-key.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import {
  at,
  orderUid,
  type PlayedCashier,
  playCashierTools,
  thisCheckout,
  thisHold,
  thisOrder,
} from '../../fixtures/cashier/played-tools.ts'
import { hour, minute, signal } from '../../fixtures/gateway/played.ts'
import { aPlan } from '../../fixtures/objects.ts'

const key = { namespace: 'conf', name: 'order-1-1' }
const finished = { next: 'finished' }
const visit = ({ tools }: PlayedCashier) => visitCheckout(tools, key, signal)
const later = (seconds: number) => ({ next: 'later', pauseMs: seconds * 1000 })
const paypal = () => [aPlan(), thisOrder(), thisHold(), thisCheckout({ provider: 'PAYPAL' })]
const payments = ({ api }: PlayedCashier) => api.all('Payment').map(({ spec }) => `${spec.state} ${spec.gross}`)

t.test('a payment by card is opened, paid and recorded', async t => {
  const played = await playCashierTools(t)
  t.strictSame(await visit(played), later(30))
  const { status } = played.checkout()
  t.match(status, { state: 'Open', sessionId: /^cs_/, url: /pay\/stripe/, expiresAt: at(35) })
  t.strictSame(await visit(played), later(30), 'nobody has paid yet')
  await played.gateway.press(status?.url, 'pay')
  t.strictSame(await visit(played), finished)
  t.strictSame(payments(played), ['Completed 29.90'])
  const { url: _, ...kept } = status as object & { url: string }
  t.strictSame(played.checkout().status, { ...kept, state: 'Paid' })
  t.strictSame(played.counts, ['Checkout STRIPE Open', 'Checkout STRIPE Paid'])
})

t.test('the money of an approved order of PayPal is taken while it is held', async t => {
  const played = await playCashierTools(t, paypal())
  await visit(played)
  await played.gateway.press(played.checkout().status?.url, 'pay')
  t.strictSame(await visit(played), finished)
  t.strictSame([payments(played), played.checkout().status?.state], [['Completed 29.90'], 'Paid'])
})

t.test('no money is taken after the hold', async t => {
  const played = await playCashierTools(t, paypal())
  await visit(played)
  await played.gateway.press(played.checkout().status?.url, 'pay')
  played.wait(15 * minute - 10_000)
  t.strictSame(await visit(played), finished)
  t.match(played.checkout().status, { state: 'Expired', reason: 'HoldOver', url: undefined })
  t.match(Object.values(played.gateway.control.books.orders), [{ capture: undefined }])
})

t.test('while the box office decides again, no money is taken and nothing is closed', async t => {
  const played = await playCashierTools(t, paypal())
  await visit(played)
  await played.gateway.press(played.checkout().status?.url, 'pay')
  played.api.remove('Reservation', 'order-1')
  t.strictSame(await visit(played), later(30))
  t.match(played.checkout().status, { state: 'Open', reason: 'Undecided' })
  const fresh = await playCashierTools(t, [thisOrder(), thisCheckout()])
  t.strictSame(await visit(fresh), later(2))
  t.match(fresh.checkout().status, { state: 'Requested', reason: 'Undecided' })
})

t.test('a declined account can be replaced four times', async t => {
  const played = await playCashierTools(t, [
    aPlan(),
    thisOrder(),
    thisHold({ heldUntil: at(600) }),
    thisCheckout({ provider: 'PAYPAL' }),
  ])
  await visit(played)
  const { url } = played.checkout().status ?? {}
  await played.gateway.press(url, 'decline')
  for (const [index, seconds] of [60, 120, 240, 480].entries()) {
    t.strictSame(await visit(played), later(seconds))
    t.match(played.checkout().status, { state: 'Open', reason: 'Declined', declines: index + 1, url })
  }
  t.strictSame(await visit(played), finished)
  t.match(played.checkout().status, { state: 'Failed', reason: 'Declined', declines: 5, url: undefined })
  const better = await playCashierTools(t, paypal())
  await visit(better)
  await better.gateway.press(better.checkout().status?.url, 'decline')
  await visit(better)
  await better.gateway.press(better.checkout().status?.url, 'pay')
  t.strictSame(await visit(better), finished)
  t.match(better.checkout().status, { state: 'Paid', declines: 1 })
})

t.test('delayed money is recorded as pending, then as paid or denied', async t => {
  for (const [outcome, state, recorded] of [
    ['succeeded', 'Paid', ['Pending 29.90', 'Completed 29.90']],
    ['failed', 'Failed', ['Pending 29.90', 'Denied 29.90']],
  ] as const) {
    const played = await playCashierTools(t, [aPlan({ pendingHours: 72 }), thisOrder(), thisHold(), thisCheckout()])
    await visit(played)
    await played.gateway.press(played.checkout().status?.url, 'later')
    t.strictSame(await visit(played), later(900))
    t.match(played.checkout().status, { state: 'Open', reason: 'PaymentPending', url: undefined })
    played.gateway.control.settle(played.checkout().status?.sessionId ?? '', outcome)
    t.strictSame(await visit(played), finished)
    t.strictSame([payments(played), played.checkout().status?.state], [recorded, state])
  }
})

t.test('a payment that is not needed any more is closed', async t => {
  const played = await playCashierTools(t)
  await visit(played)
  played.api.put(thisOrder({ cancelled: true }))
  t.strictSame(await visit(played), finished)
  t.match(played.checkout().status, { state: 'Failed', reason: 'Cancelled' })
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: true }])
})

t.test('money that came just before the close is recorded', async t => {
  const played = await playCashierTools(t)
  await visit(played)
  const { url } = played.checkout().status ?? {}
  played.api.put(thisOrder({ cancelled: true }))
  played.api.before = async call => {
    if (call === 'list Payments') await played.gateway.press(url, 'pay')
  }
  t.strictSame(await visit(played), finished)
  t.strictSame([payments(played), played.checkout().status?.state], [['Completed 29.90'], 'Paid'])
})

t.test('a payment that must not begin, or that the gateway refuses, fails', async t => {
  const table = [
    [thisHold({ decision: 'Waitlisted' }), 'NotHeld', undefined],
    [thisHold(), 'GatewayRefused', 400],
  ] as const
  for (const [hold, reason, status] of table) {
    const played = await playCashierTools(t, [aPlan(), thisOrder(), hold, thisCheckout()])
    if (status !== undefined)
      played.gateway.control.outages.plan({ kind: 'fail', status, path: '/v1/checkout/sessions' })
    t.strictSame(await visit(played), finished)
    t.match(played.checkout().status, { state: 'Failed', reason, url: undefined })
  }
})

t.test('a payment whose time is over at the gateway expires', async t => {
  const played = await playCashierTools(t, [aPlan(), thisOrder(), thisHold({ heldUntil: at(60) }), thisCheckout()])
  await visit(played)
  played.wait(3 * hour)
  t.strictSame(await visit(played), finished)
  t.match(played.checkout().status, { state: 'Expired', reason: 'SessionExpired' })
})

t.test('an answer that was cut opens one payment, and takes the money once', async t => {
  const played = await playCashierTools(t, paypal())
  const { control } = played.gateway
  control.outages.plan({ kind: 'cut', method: 'POST', path: '/v2/checkout/orders', times: 1 })
  t.strictSame(await visit(played), { next: 'retry' })
  t.strictSame(await visit(played), later(30))
  await played.gateway.press(played.checkout().status?.url, 'pay')
  control.outages.clear()
  control.outages.plan({ kind: 'cut', method: 'POST', path: '/v2/checkout/orders', times: 1 })
  t.strictSame(await visit(played), { next: 'retry' })
  t.strictSame(await visit(played), finished)
  t.strictSame([Object.keys(control.books.orders).length, payments(played)], [1, ['Completed 29.90']])
})

t.test('after a capture without an answer the checkout stays open for five minutes', async t => {
  for (const isLate of [true, false]) {
    const played = await playCashierTools(t, paypal())
    await visit(played)
    const { url, sessionId: id = '' } = played.checkout().status ?? {}
    await played.gateway.press(url, 'pay')
    const { control, paypal: client } = played.gateway
    played.wait(14 * minute)
    control.outages.plan({ kind: 'refuse', method: 'POST', path: `/v2/checkout/orders/${id}/capture` })
    t.strictSame(await visit(played), { next: 'retry' })
    const { state, reason, captureSentAt } = played.checkout().status ?? {}
    t.strictSame([state, reason, captureSentAt], ['Open', 'GatewayUnreachable', at(14)])
    control.outages.clear()
    played.wait(minute)
    t.strictSame(await visit(played), later(30))
    if (isLate) await client.capture(id, 'uid-of-order-1-1', signal)
    played.wait(4 * minute)
    t.strictSame(await visit(played), finished)
    t.match(played.checkout().status, { state: isLate ? 'Paid' : 'Expired' })
    t.strictSame(payments(played), isLate ? ['Completed 29.90'] : [])
  }
})

t.test('a restored checkout finds its payment at the gateway', async t => {
  const played = await playCashierTools(t)
  await visit(played)
  const { sessionId, url } = played.checkout().status ?? {}
  const annotations = { [gatewayKeyAnnotation]: 'uid-of-order-1-1', [placedAtAnnotation]: at(0) }
  played.wait(12 * minute)
  played.api.put(thisCheckout({ metadata: { uid: 'new', annotations, creationTimestamp: at(12) } }))
  t.strictSame(await visit(played), later(30))
  t.match(played.checkout().status, { state: 'Open', sessionId, url })
  await played.gateway.press(url, 'pay')
  t.strictSame(await visit(played), finished)
})

t.test('a restored checkout that the gateway does not have is opened', async t => {
  const annotations = { [gatewayKeyAnnotation]: 'old-uid' }
  const played = await playCashierTools(t, [
    aPlan(),
    thisOrder(),
    thisHold(),
    thisCheckout({ metadata: { annotations } }),
  ])
  t.strictSame(await visit(played), later(30))
  t.match(Object.values(played.gateway.control.books.sessions), [{ metadata: { checkout: 'old-uid' } }])
})

t.test('two cashiers at once charge once, and agree', async t => {
  const played = await playCashierTools(t, paypal())
  const results = await Promise.allSettled([visit(played), visit(played)])
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 1, 'the second writes nothing')
  await played.gateway.press(played.checkout().status?.url, 'pay')
  await Promise.allSettled([visit(played), visit(played)])
  t.strictSame(payments(played), ['Completed 29.90'])
  t.equal(played.checkout().status?.state, 'Paid')
})

t.test('a capture that changes nothing is looked at again, and one that is refused ends', async t => {
  const played = await playCashierTools(t, paypal())
  await visit(played)
  await played.gateway.press(played.checkout().status?.url, 'pay')
  const { paypal: client } = played.gateway
  const capture = async (id: string): Promise<Attempt> => ({ id, state: 'approved', facts: [] })
  const given = { tools: played.tools, checkout: played.checkout(), signal }
  t.strictSame(await followCheckout({ ...given, client: { ...client, capture } }), later(30))
  await played.gateway.press(played.checkout().status?.url, 'pay')
  played.gateway.control.outages.plan({
    kind: 'fail',
    status: 422,
    path: `/v2/checkout/orders/${played.checkout().status?.sessionId}/capture`,
  })
  t.strictSame(await visit(played), finished)
  t.match(played.checkout().status, { state: 'Failed', reason: 'GatewayRefused' })
  t.equal(given.checkout.spec.orderUid, orderUid)
})
