import t from 'tap'
import type { PaymentRequest, Provider, RefundRequest } from '../../hooks/gateway/gateway.ts'
import { GatewayError } from '../../hooks/gateway/gateway-error.ts'
import { refusalOfAmount } from '../../hooks/gateway/limits.ts'
import { paypalAmount } from '../../hooks/gateway/paypal/order-body.ts'
import { writeStripeAmount } from '../../hooks/gateway/stripe/amount.ts'
import { readGross } from '../../hooks/payment/paypal/amount.ts'
import { stripeAmount } from '../../hooks/payment/stripe/amount.ts'
import { decimal, exponentOf } from '../../hooks/rules/money.ts'
import type { OutageKind } from '../../local/gateway/server/outages.ts'
import { type Played, playGateway, request, signal } from '../fixtures/gateway/played.ts'
import { fc } from '../fixtures/properties.ts'

// Every form of decimals: two, none, three, and those that a gateway writes in its own way.
const currencies = 'EUR USD GBP CHF JPY KRW ISK UGX MGA HUF TWD KWD BHD IDR INR LBP CLP XOF'.split(' ')

const amounts = fc
  .tuple(fc.constantFrom(...currencies), fc.bigInt(1n, 10n ** 10n))
  .map(([currency, minor]) => ({ currency, amount: decimal(minor, currency) }))

t.test('an amount that a gateway takes comes back from it as it was', async () => {
  fc.assert(
    fc.property(amounts, ({ amount, currency }) => {
      if (refusalOfAmount('STRIPE', amount, currency) === undefined) {
        const written = { amount: writeStripeAmount(amount, currency), currency: currency.toLowerCase() }
        const { gross } = stripeAmount(written, { field: 'amount', isReturned: false })
        if (gross !== amount) throw new Error(`Stripe: ${amount} ${currency} came back as ${gross}`)
      }
      if (refusalOfAmount('PAYPAL', amount, currency) === undefined) {
        const { value } = paypalAmount(amount, currency)
        const gross = readGross(value, { field: 'value', currency, state: 'Completed' })
        if (gross !== amount) throw new Error(`PayPal: ${amount} ${currency} came back as ${gross}`)
      }
    }),
  )
})

t.test('an amount that cannot be written exactly is refused before it is sent', async t => {
  fc.assert(
    fc.property(amounts, ({ amount, currency }) => {
      const digits = exponentOf(currency)
      for (const write of [writeStripeAmount, paypalAmount]) {
        t.throws(() => write(`${amount}${digits === 0 ? '.' : ''}5`, currency), GatewayError)
      }
    }),
    { numRuns: 20 },
  )
})

type Kind = Extract<OutageKind, 'refuse' | 'cut' | 'fail' | 'fail-after'>
const kinds = fc.array(fc.constantFrom<Kind>('refuse', 'cut', 'fail', 'fail-after'), { maxLength: 4 })
const providers = fc.constantFrom<Provider>('STRIPE', 'PAYPAL')

/** Repeats a call until it ends, with a failure of the gateway each time as long as there are some. */
async function insist<T>(
  { control }: Played,
  { outages, call }: { outages: Kind[]; call: () => Promise<T> },
): Promise<T | GatewayError> {
  const left = [...outages]
  for (;;) {
    const kind = left.shift()
    if (kind !== undefined) control.outages.plan({ kind, method: 'POST', path: '/v' })
    const result = await call().catch(error => error as GatewayError)
    control.outages.clear()
    if (!(result instanceof GatewayError)) return result
    if (result.kind === 'refused' || (kind === undefined && left.length === 0)) return result
  }
}

const pay = (key: string): PaymentRequest => ({ ...request, key })

t.test('whatever is cut, a key makes one attempt, and one that was made is found', async t => {
  const played = await playGateway(t)
  let count = 0
  await fc.assert(
    fc.asyncProperty(providers, kinds, async (provider, outages) => {
      count += 1
      const payment = pay(`open-${count}`)
      const result = await insist(played, { outages, call: () => played.client(provider).open(payment, signal) })
      const { sessions, orders } = played.control.books
      const made = [
        ...Object.values(sessions).filter(({ metadata }) => metadata['checkout'] === payment.key),
        ...Object.values(orders).filter(({ invoice }) => invoice === payment.key),
      ]
      if (made.length > 1) throw new Error(`${made.length} attempts of one key`)
      if (!(result instanceof GatewayError) && result.id !== made[0]?.id)
        throw new Error('an attempt that does not exist')
      // A stored failure of Stripe is a definite no only if nothing was made.
      if (result instanceof GatewayError && result.kind === 'refused' && made.length > 0) throw new Error('it was made')
    }),
    { numRuns: 60 },
  )
})

t.test('whatever is cut, an approved order is captured once', async t => {
  const played = await playGateway(t)
  let count = 0
  await fc.assert(
    fc.asyncProperty(kinds, async outages => {
      count += 1
      const payment = pay(`capture-${count}`)
      const { id, url } = await played.paypal.open(payment, signal)
      await played.press(url, 'pay')
      const before = played.control.deliveries.all.length
      const result = await insist(played, { outages, call: () => played.paypal.capture(id, payment.key, signal) })
      const captures = played.control.deliveries.all
        .slice(before)
        .filter(({ type }) => type === 'PAYMENT.CAPTURE.COMPLETED')
      if (captures.length !== 1) throw new Error(`${captures.length} captures`)
      if (result instanceof GatewayError || result.state !== 'paid') throw new Error('it is not paid')
    }),
    { numRuns: 40 },
  )
})

t.test('whatever is cut, a key sends money back once, and a definite no means that it did not', async t => {
  const played = await playGateway(t)
  let count = 0
  await fc.assert(
    fc.asyncProperty(providers, kinds, async (provider, outages) => {
      count += 1
      const payment = pay(`refund-${count}`)
      const client = played.client(provider)
      const { id, url } = await client.open(payment, signal)
      await played.press(url, 'pay')
      const [fact] = (await client.capture(id, payment.key, signal)).facts
      const refund: RefundRequest = {
        key: `r-${count}`,
        order: request.order,
        transactionId: fact?.transactionId ?? '',
        amount: '10.00',
        currency: 'EUR',
      }
      const result = await insist(played, { outages, call: () => client.refund(refund, signal) })
      const { stripeRefunds, paypalRefunds } = played.control.books
      const made = [
        ...Object.values(stripeRefunds).filter(({ metadata }) => metadata['refund'] === refund.key),
        ...Object.values(paypalRefunds).filter(({ invoice }) => invoice === refund.key),
      ]
      if (made.length > 1) throw new Error(`${made.length} refunds of one key`)
      if (!(result instanceof GatewayError) && result.id !== made[0]?.id)
        throw new Error('a refund that does not exist')
      if (result instanceof GatewayError && result.kind === 'refused') throw new Error('it must stay open')
      const found = await client.findRefund(refund, signal)
      if (found?.id !== made[0]?.id) throw new Error('the key must find what was made')
    }),
    { numRuns: 60 },
  )
})
