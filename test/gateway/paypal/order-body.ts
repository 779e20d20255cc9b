import t from 'tap'
import { orderBody, paypalAmount } from '../../../hooks/gateway/paypal/order-body.ts'
import { request } from '../../fixtures/gateway/played.ts'

t.test('an order has the amount, the name of our order and the key', async t => {
  t.strictSame(orderBody(request), {
    intent: 'CAPTURE',
    purchase_units: [
      {
        amount: { currency_code: 'EUR', value: '29.90' },
        description: '1 ticket: Early bird',
        custom_id: 'conf/order-1',
        invoice_id: request.key,
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: request.returnUrl,
          cancel_url: request.cancelUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          locale: 'en-US',
          payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
        },
      },
    },
  })
})

t.test('delayed methods and the language are left to PayPal', async t => {
  const { language: _, ...plain } = request
  t.match(orderBody({ ...plain, canPayLater: true }), {
    payment_source: { paypal: { experience_context: { locale: undefined, payment_method_preference: undefined } } },
  })
  const localeOf = (language: 'de' | 'it') => JSON.stringify(orderBody({ ...request, language }))
  t.match([localeOf('de'), localeOf('it')], [/"locale":"de-DE"/, /"locale":"it-IT"/])
})

t.test('an amount has the decimals of its currency at PayPal', async t => {
  t.strictSame(
    [paypalAmount('29.9', 'EUR'), paypalAmount('875.00', 'HUF'), paypalAmount('50', 'JPY'), paypalAmount('30', 'TWD')],
    [
      { currency_code: 'EUR', value: '29.90' },
      { currency_code: 'HUF', value: '875' },
      { currency_code: 'JPY', value: '50' },
      { currency_code: 'TWD', value: '30' },
    ],
  )
  const table: [string, string, number][] = [
    ['875.50', 'HUF', 0],
    ['50.5', 'JPY', 0],
    ['29.905', 'EUR', 2],
    ['much', 'TWD', 0],
  ]
  for (const [amount, currency, decimals] of table) {
    const message = `Cannot send the amount "${amount}" in ${currency}: it must be a number with at most ${decimals} decimals`
    t.throws(() => paypalAmount(amount, currency), { message })
  }
})
