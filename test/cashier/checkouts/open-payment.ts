import t, { type Test } from 'tap'
import { openPayment } from '../../../hooks/cashier/checkouts/open-payment.ts'
import { type LiveSale, readLiveSale } from '../../../hooks/cashier/live-sale.ts'
import type { PaymentRequest } from '../../../hooks/gateway/gateway.ts'
import { GatewayError } from '../../../hooks/gateway/gateway-error.ts'
import { orderUid, playCashierTools, thisCheckout, thisHold, thisOrder } from '../../fixtures/cashier/played-tools.ts'
import { minute, signal, start } from '../../fixtures/gateway/played.ts'
import { aPlan } from '../../fixtures/objects.ts'

type Objects = { plan?: Parameters<typeof aPlan>[0]; checkout?: Parameters<typeof thisCheckout>[0] }

/** Opens a payment; `requests` has what the gateway was asked. */
async function open(t: Test, { plan, checkout: given }: Objects = {}, hold = thisHold()) {
  const checkout = thisCheckout(given)
  const { tools, api, gateway } = await playCashierTools(t, [thisOrder({ quantity: 2 }), hold, checkout])
  if (plan) api.put(aPlan(plan))
  const requests: PaymentRequest[] = []
  const client = gateway.client(checkout.spec.provider)
  const recorded: typeof client = {
    ...client,
    open(request, signal) {
      requests.push(request)
      return client.open(request, signal)
    },
  }
  const live = (await readLiveSale(api, { namespace: 'conf', name: 'order-1', uid: orderUid }, signal)) as LiveSale
  const result = await openPayment({ tools, checkout, client: recorded, signal }, live)
  return { tools, checkout, live, result, requests, gateway }
}

t.test('the request names the order, and where the buyer comes back to', async t => {
  const { result, requests } = await open(t, { plan: { title: 'Early bird' }, checkout: { language: 'de-AT' } })
  t.match(result, { state: 'open', url: /pay\/stripe/ })
  const page = 'https://tickets.example.com/conf/orders/order-1/secret'
  t.strictSame(requests, [
    {
      key: 'uid-of-order-1-1',
      order: { namespace: 'conf', name: 'order-1' },
      title: '2 × Early bird',
      amount: '29.90',
      currency: 'EUR',
      createdAt: start,
      until: start + 15 * minute,
      returnUrl: `${page}?returned=1`,
      cancelUrl: `${page}?left=1`,
      canPayLater: false,
      language: 'de',
    },
  ])
})

t.test('a plan that accepts delayed money offers it, and a hold without an end gives the buyer a day', async t => {
  const hold = thisHold()
  const { heldUntil: _, ...spec } = hold.spec
  const given = { plan: { pendingHours: 72 }, checkout: { language: 'fr', provider: 'PAYPAL' } } as const
  const { requests } = await open(t, given, { ...hold, spec })
  t.match(requests, [{ canPayLater: true, until: start + 24 * 60 * minute, language: undefined }])
  const without = await open(t)
  t.match(without.requests, [{ title: '2 × plan', canPayLater: false, language: undefined }], 'a deleted plan')
})

t.test('an amount that the gateway does not take is refused without a call', async t => {
  const { result, requests } = await open(t, { checkout: { amount: '0.10' } })
  t.strictSame(result, { reason: 'GatewayRefused', message: 'Stripe takes 0.50 EUR or more' })
  t.strictSame(requests, [])
})

t.test('an address that no browser opens ends the attempt, and the gateway is not asked', async t => {
  for (const returnTo of ['https://[', 'https://1.2.3.4.5/', 'https://tickets.example.com:99999/']) {
    const opening = open(t, { checkout: { returnTo } })
    const { result, requests } = await opening.catch((error: Error) => ({ result: error.message, requests: [] }))
    t.strictSame(
      result,
      {
        reason: 'ReturnToUnreadable',
        message: 'returnTo must be an address that a browser can open; create another checkout',
      },
      returnTo,
    )
    t.strictSame(requests, [])
  }
})

t.test('a refusal is an answer, and any other failure an error', async t => {
  const { tools, checkout, live, gateway } = await open(t)
  const opening = (error: Error) => {
    const client = { ...gateway.stripe, open: () => Promise.reject(error) }
    return openPayment({ tools, checkout, client, signal }, live)
  }
  const refused = new GatewayError('refused', 'Cannot call Stripe: no')
  t.strictSame(await opening(refused), { reason: 'GatewayRefused', message: 'Cannot call Stripe: no' })
  await t.rejects(opening(new GatewayError('unknown', 'cut')), { message: 'cut' })
})
