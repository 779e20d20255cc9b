import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import type { AttemptState, PaymentView } from '../../../../hooks/shop/model/payment-view.ts'
import { attemptText, paymentForm, paymentLink } from '../../../../hooks/shop/pages/order/payment.ts'
import { aContext, anOrderView, squeeze } from '../../../fixtures/shop/views.ts'

const url = 'https://checkout.stripe.com/c/pay/1?a=1&b=2'
const methods: PaymentView['methods'] = [{ provider: 'STRIPE' }, { provider: 'PAYPAL' }]
const formOf = (view: Partial<OrderView>, context = aContext()) =>
  squeeze(paymentForm(anOrderView(view), context) as never)
const withAttempt = (state: AttemptState, more = {}) =>
  anOrderView({ payment: { methods, attempt: { provider: 'PAYPAL', state, ...more } } })
const linkOf = (view: OrderView) => squeeze(paymentLink(view, aContext()) as never)

const hint = '<p class="hint">You pay on a page of the payment service, and come back here afterwards.</p>'
const button = (provider: string, text: string) =>
  `<button type="submit" name="with" value="${provider}">${text}</button>`

t.test('each way to pay is a button, and the page keeps its language', async t => {
  const form = (path: string) =>
    `<form class="methods" method="post" action="${path}">${button('STRIPE', 'Pay by card')}${button('PAYPAL', 'Pay with PayPal')}</form>${hint}`
  t.equal(formOf({ payment: { methods } }), form('/conf/orders/web-1/secret/pay'))
  t.match(formOf({ payment: { methods } }, aContext({ isChosen: true })), 'secret/pay?lang=en"')
  t.match(
    formOf({ payment: { methods }, expiresAt: 1 }),
    'afterwards. That page closes when your time to pay is over.</p>',
  )
  t.equal(formOf({}), '', 'none is shown where the shop takes no payments')
})

t.test('a way that is not offered says why', async t => {
  const refusals: PaymentView['methods'] = [
    { provider: 'STRIPE', refusal: { reason: 'minimum', limit: '0.50' } },
    { provider: 'STRIPE', refusal: { reason: 'maximum', limit: '999999.99' } },
    { provider: 'PAYPAL', refusal: { reason: 'currency' } },
    { provider: 'PAYPAL', refusal: { reason: 'decimals', limit: '1.00' } },
  ]
  const texts = [
    'Card: only for amounts of €0.50 or more.',
    'Card: only for amounts of €999,999.99 or less.',
    'PayPal: not possible in EUR.',
    'PayPal: only for amounts that are multiples of €1.00.',
  ]
  const list = `<ul class="hint">${texts.map(text => `<li>${text}</li>`).join('')}</ul>`
  t.equal(formOf({ payment: { methods: refusals } }), list)
  t.match(formOf({ payment: { methods: [{ provider: 'STRIPE' }, ...refusals] } }), `${hint}${list}`)
})

t.test('a payment page that is open has a link', async t => {
  const link = `<a href="https://checkout.stripe.com/c/pay/1?a=1&amp;b=2" rel="noreferrer">Go to the payment page</a>`
  t.equal(linkOf(withAttempt('open', { url })), `<p>${link}</p>`)
  t.equal(linkOf(withAttempt('looking', { url })), `<p>Not paid yet? ${link}</p>`)
  t.strictSame([linkOf(withAttempt('opening')), linkOf(anOrderView())], ['', ''])
})

t.test('a sentence tells what came of an attempt', async t => {
  t.equal(attemptText(withAttempt('opening'), aContext()), 'PayPal: The payment page is being opened.')
  t.strictSame(
    [withAttempt('looking'), withAttempt('lookingDelayed'), anOrderView()].map(view => attemptText(view, aContext())),
    [undefined, undefined, undefined],
    'and the standing tells of one that is looked at',
  )
})
