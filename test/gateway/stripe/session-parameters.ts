import t from 'tap'
import { sessionParameters } from '../../../hooks/gateway/stripe/session-parameters.ts'
import { hour, minute, request, start } from '../../fixtures/gateway/played.ts'

t.test('a session has the total as one line, and names the order twice', async t => {
  const metadata = { namespace: 'conf', order: 'order-1', checkout: request.key }
  t.strictSame(sessionParameters(request, start), {
    mode: 'payment',
    client_reference_id: 'conf/order-1',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 2990, product_data: { name: '1 ticket: Early bird' } },
      },
    ],
    adaptive_pricing: { enabled: false },
    payment_method_types: ['card'],
    metadata,
    payment_intent_data: { metadata },
    success_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    expires_at: (start + 35 * minute) / 1000,
    locale: 'en',
    expand: ['payment_intent.latest_charge.balance_transaction'],
  })
})

t.test('delayed methods are offered only if they are accepted, and Stripe may choose the language', async t => {
  const { language: _, ...plain } = request
  const parameters = sessionParameters({ ...plain, canPayLater: true }, start)
  t.strictSame([parameters['payment_method_types'], parameters['locale']], [undefined, undefined])
})

t.test('the end stays the same in repetitions, within 30 minutes and 24 hours', async t => {
  const endOf = (until: number, now = start) => {
    const end = sessionParameters({ ...request, until }, now)['expires_at']
    return (Number(end) * 1000 - start) / minute
  }
  t.equal(endOf(start), 35, 'at least 30 minutes, and a margin')
  t.equal(endOf(start + 2 * hour), 120)
  t.equal(endOf(start + 48 * hour), 24 * 60 - 5, 'at most 24 hours, less a margin')
  t.equal(endOf(start, start + 5 * minute), 35, 'a repetition within the margin is the same')
  t.equal(endOf(start, start + 5 * minute + 1000), 40 + 1 / 60, 'a later one must live 30 minutes too')
  t.equal(endOf(start + 3 * hour, start + hour), 180, 'a long session stays the same for longer')
})
