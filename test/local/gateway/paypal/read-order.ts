import t from 'tap'
import { orderBody } from '../../../../hooks/gateway/paypal/order-body.ts'
import { amountRefusal, parse, readNewOrder } from '../../../../local/gateway/paypal/read-order.ts'
import { request, start } from '../../../fixtures/gateway/played.ts'
import { played, read, testWorld } from '../../../fixtures/gateway/world.ts'

// biome-ignore lint/suspicious/noExplicitAny: each test breaks another part of the body
const body = (): any => structuredClone(orderBody(request))

function readOrder(given: object, headers: Record<string, string> = { 'paypal-request-id': 'k' }) {
  const order = readNewOrder(played('POST /x', { body: JSON.stringify(given), headers }), testWorld().world)
  return 'status' in order ? { status: order.status, issue: JSON.parse(order.body).details[0].issue } : order
}

t.test('the body of our client makes an order', async t => {
  const order = readOrder(body())
  t.strictSame(order, {
    id: Reflect.get(order, 'id'),
    created: start,
    value: '29.90',
    currency: 'EUR',
    title: request.title,
    custom: 'conf/order-1',
    invoice: request.key,
    returnUrl: request.returnUrl,
    cancelUrl: request.cancelUrl,
    canPayLater: false,
    isApproved: false,
    funding: 'good',
  })
  t.match(readOrder(orderBody({ ...request, canPayLater: true })), { canPayLater: true })
})

t.test('texts may be left out', async t => {
  const few = body()
  few.purchase_units = [{ amount: { currency_code: 'EUR', value: '1.00' } }]
  const order = readOrder(few)
  t.notOk('title' in order || 'custom' in order || 'invoice' in order)
})

t.test('a wrong body is refused', async t => {
  const changed = (change: (given: ReturnType<typeof body>) => void) => {
    const given = body()
    change(given)
    return given
  }
  const context = (given: ReturnType<typeof body>) => given.payment_source.paypal.experience_context
  const table: [object, number, string][] = [
    [changed(given => (given.intent = 'AUTHORIZE')), 400, 'INVALID_PARAMETER_VALUE'],
    [changed(given => (given.purchase_units = 'none')), 400, 'MISSING_REQUIRED_PARAMETER'],
    [changed(given => delete given.purchase_units[0].amount.currency_code), 400, 'MISSING_REQUIRED_PARAMETER'],
    [changed(given => delete context(given).return_url), 400, 'MISSING_REQUIRED_PARAMETER'],
    [changed(given => delete context(given).cancel_url), 400, 'MISSING_REQUIRED_PARAMETER'],
    [changed(given => (given.purchase_units[0].amount.value = '0.00')), 422, 'CANNOT_BE_ZERO_OR_NEGATIVE'],
  ]
  for (const [given, status, issue] of table) t.strictSame(readOrder(given), { status, issue })
  t.strictSame(readOrder(body(), {}), { status: 400, issue: 'PAYPAL_REQUEST_ID_REQUIRED' })
  t.strictSame(
    readOrder(changed(given => delete given.payment_source)),
    { status: 400, issue: 'MISSING_REQUIRED_PARAMETER' },
    'an order without a page has nowhere to send the buyer',
  )
})

t.test('an amount has the decimals and the currency of PayPal', async t => {
  const issueOf = (value: string, currency: string) =>
    (read(amountRefusal(value, currency)).body['details'] as { issue: string }[] | undefined)?.[0]?.issue
  t.strictSame(
    [
      issueOf('29.90', 'EUR'),
      issueOf('875', 'HUF'),
      issueOf('875.00', 'HUF'),
      issueOf('29.905', 'EUR'),
      issueOf('10.00', 'RON'),
    ],
    [undefined, undefined, 'DECIMAL_PRECISION', 'DECIMAL_PRECISION', 'CURRENCY_NOT_SUPPORTED'],
  )
})

t.strictSame([parse('{"a":1}'), parse('[1]'), parse('no JSON')], [{ a: 1 }, {}, {}], 'a body is one JSON object')
