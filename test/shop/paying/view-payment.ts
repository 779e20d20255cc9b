import t from 'tap'
import type { Checkout, CheckoutStatus } from '../../../hooks/schema/money/checkout.ts'
import { type PaymentFile, viewPayment } from '../../../hooks/shop/paying/view-payment.ts'
import { aCheckout, anOrder, now } from '../../fixtures/objects.ts'

const url = 'https://checkout.stripe.com/c/pay/1'
const order = anOrder({ status: { payment: 'PENDING', quantity: 0, paid: '0.00', currency: 'EUR' } })

function view(file: Partial<PaymentFile> = {}) {
  return viewPayment({
    ...{ order, recent: [], due: '29.90', currency: 'EUR', payWith: ['STRIPE', 'PAYPAL'], now },
    isPaymentPage: address => address === url,
    ...file,
  })
}

/** The view of an attempt. */
function attemptOf(status: CheckoutStatus, checkout: Parameters<typeof aCheckout>[0] = {}, file = {}) {
  return view({ recent: [aCheckout({ ...checkout, status })], ...file })?.attempt
}

t.test('a shop that takes no payments offers none', async t => {
  t.equal(view({ payWith: [], recent: [aCheckout()] }), undefined)
})

t.test('a way to pay that the gateway does not take says why', async t => {
  t.strictSame(view(), { methods: [{ provider: 'STRIPE' }, { provider: 'PAYPAL' }] })
  t.strictSame(view({ due: '0.20' })?.methods, [
    { provider: 'STRIPE', refusal: { reason: 'minimum', limit: '0.50' } },
    { provider: 'PAYPAL' },
  ])
  t.strictSame(view({ currency: 'RON' })?.methods, [
    { provider: 'STRIPE' },
    { provider: 'PAYPAL', refusal: { reason: 'currency' } },
  ])
  t.strictSame(view({ due: undefined })?.methods, [], 'nothing is offered while nothing is due')
})

t.test('an attempt is shown as the buyer sees it', async t => {
  const trouble = ['GatewayUnreachable', 'GatewayBusy', 'KeysRefused', 'NotConfigured']
  const table: [status: CheckoutStatus, state: string | undefined][] = [
    [{ state: 'Requested', reason: 'WaitingForCashier' }, 'opening'],
    [{ state: 'Requested' }, 'opening'],
    ...trouble.map((reason): [CheckoutStatus, string] => [{ state: 'Requested', reason }, 'delayed']),
    [{ state: 'Open' }, 'open'],
    [{ state: 'Open', reason: 'GatewayUnreachable' }, 'open'],
    [{ state: 'Open', reason: 'Declined' }, 'declined'],
    [{ state: 'Open', reason: 'PaymentPending' }, 'looking'],
    [{ state: 'Paid' }, 'looking'],
    [{ state: 'Expired', reason: 'SessionExpired' }, 'timedOut'],
    [{ state: 'Expired', reason: 'HoldOver' }, 'timedOut'],
    [{ state: 'Failed', reason: 'Declined' }, 'declined'],
    [{ state: 'Failed', reason: 'NotStarted' }, 'timedOut'],
    [{ state: 'Failed', reason: 'AmountChanged' }, 'amountChanged'],
    ...['GatewayRefused', 'KeysRefused', 'NotConfigured'].map((reason): [CheckoutStatus, string] => [
      { state: 'Failed', reason },
      'unavailable',
    ]),
    [{ state: 'Failed', reason: 'AlreadyPaid' }, undefined],
    [{ state: 'Failed' }, undefined],
  ]
  for (const [status, state] of table) {
    t.equal(attemptOf(status)?.state, state, `${status.state} ${status.reason}`)
  }
  const { status: _, ...unanswered } = aCheckout()
  t.strictSame(view({ recent: [unanswered] })?.attempt, { provider: 'STRIPE', state: 'opening' })
})

t.test('after the return the payment is looked at', async t => {
  const returned = { returned: true }
  t.equal(attemptOf({ state: 'Open' }, returned)?.state, 'looking')
  t.equal(attemptOf({ state: 'Open', reason: 'GatewayUnreachable' }, returned)?.state, 'lookingDelayed')
  t.equal(attemptOf({ state: 'Open', reason: 'Declined' }, returned)?.state, 'declined')
})

t.test('a link leads to the payment page, and nowhere else', async t => {
  t.equal(attemptOf({ state: 'Open', url })?.url, url)
  t.equal(attemptOf({ state: 'Open', url: 'https://evil.example/' })?.url, undefined)
  t.equal(attemptOf({ state: 'Open', reason: 'Declined', url })?.url, url)
  t.equal(attemptOf({ state: 'Open', reason: 'Declined', url }, { returned: true })?.url, undefined)
})

t.test('no link leads to a payment of another amount than is due', async t => {
  const status: CheckoutStatus = { state: 'Open', url }
  t.equal(attemptOf(status, { amount: '29.9' })?.url, url, 'the same amount')
  for (const checkout of [{ amount: '59.80' }, { currency: 'USD' }]) t.equal(attemptOf(status, checkout), undefined)
  t.equal(attemptOf({ ...status, reason: 'Declined' }, { amount: '59.80' }), undefined)
  t.equal(attemptOf(status, { amount: '59.80', returned: true })?.state, 'looking', 'its money may be moving')
  t.equal(attemptOf({ ...status, reason: 'PaymentPending' }, { amount: '59.80' })?.state, 'looking', 'so may this')
})

t.test('money that may be moving comes first', async t => {
  const checkouts: Checkout[] = [
    aCheckout({ name: 'order-1-3', provider: 'PAYPAL' }),
    aCheckout({ name: 'order-1-2', status: { state: 'Failed' } }),
    aCheckout({ name: 'order-1-1', returned: true, status: { state: 'Open' } }),
  ]
  t.strictSame(view({ recent: checkouts })?.attempt, { provider: 'STRIPE', state: 'looking' })
  t.strictSame(view({ recent: checkouts, due: undefined })?.attempt, { provider: 'STRIPE', state: 'looking' })
  t.equal(view({ recent: checkouts.slice(0, 2) })?.attempt?.state, 'opening', 'then the newest')
  t.equal(view({ recent: checkouts.slice(1, 2) })?.attempt, undefined)
  t.equal(view({ recent: checkouts.slice(0, 2), due: undefined })?.attempt, undefined, 'of which nobody needs to know')
})

t.test('a payment is looked at until the order shows it', async t => {
  const status = { payment: 'PENDING', quantity: 0, currency: 'EUR' } as const
  const paid = (paid: string) => ({ order: anOrder({ status: { ...status, paid } }) })
  t.equal(attemptOf({ state: 'Paid' }, {}, paid('10.00'))?.state, 'looking')
  t.equal(attemptOf({ state: 'Paid' }, {}, paid('29.90')), undefined, 'it is counted')
  t.equal(attemptOf({ state: 'Paid' }, {}, { order: anOrder({ status }) })?.state, 'looking')
  t.equal(attemptOf({ state: 'Paid' }, { amount: 'x', currency: 'EUR' }, paid('x')), undefined)
  const old = { metadata: { creationTimestamp: '2026-11-20T07:00:00Z' } }
  t.equal(attemptOf({ state: 'Paid' }, old, paid('0.00')), undefined, 'it was sent back since')
  const pending = { order: anOrder({ status: { ...status, pending: '10.00' } }) }
  t.equal(attemptOf({ state: 'Open', reason: 'PaymentPending' }, {}, pending), undefined, 'the order announces it')
})
