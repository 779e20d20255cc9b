import t, { type Test } from 'tap'
import type { Attempt, PaymentFact, Provider } from '../../../hooks/gateway/gateway.ts'
import { type Callback, isIgnored } from '../../../hooks/payment/payment-report.ts'
import { paypalWebhookGateway } from '../../../hooks/payment/paypal/webhooks/gateway.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { stripeGateway } from '../../../hooks/payment/stripe/gateway.ts'
import type { Delivery } from '../../../local/gateway/webhooks/deliveries.ts'
import { playedSecret, playedWebhookId } from '../../../local/gateway/webhooks/webhooks.ts'
import { hour, type Played, playGateway, request, signal } from '../../fixtures/gateway/played.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { aCaller } from '../../fixtures/payment/callers.ts'
import { fakeKube } from '../../fixtures/payment/fake-kube.ts'

const order = anOrder()

/** A played gateway, and the payment endpoint that reads its webhooks in their bytes. */
async function play(t: Test) {
  const played = await playGateway(t)
  const { control, certificateUrl } = played
  const kube = fakeKube([order])
  const account = {
    paypalReceivers: ['shop@example.org'],
    paypalWebhookIds: [playedWebhookId],
    stripeSecrets: [playedSecret],
    stripeAccounts: [],
    isShared: { paypal: true, stripe: true, stripeConnect: true },
  }
  const patienceMs = { answer: 10_000, payment: 0 }
  const parts = { accounts: async () => account, kube, now: control.now }
  const stripe = stripeGateway({ live: false }, { ...parts, patienceMs: 0 })
  const paypal = paypalWebhookGateway({ mode: 'sandbox', certificateUrl }, { ...parts, patienceMs })

  /** The facts of the events since a number of events, as Payments; each is recorded, so that refunds find it. */
  async function reported(since: number): Promise<object[]> {
    const payments = []
    for (const delivery of control.deliveries.all.slice(since)) {
      const read = delivery.headers['stripe-signature'] === undefined ? paypal : stripe
      const report = await read(callbackOf(delivery, control.now()))
      if (isIgnored(report)) continue
      const payment = paymentObject(order, { report, receivedAt: control.now() })
      payments.push(payment)
      await kube.createPayment(payment, signal).catch(() => undefined)
    }
    return payments
  }
  return { ...played, reported }
}

function callbackOf({ body, headers }: Delivery, arrivedAt: number): Callback {
  const deadline = AbortSignal.timeout(60_000)
  return { namespace: 'conf', bytes: Buffer.from(body), type: 'json', headers, arrivedAt, caller: aCaller(), deadline }
}

/** The Payments that the API's facts become. */
function payments({ control }: Played, facts: readonly (PaymentFact | undefined)[]): object[] {
  return facts.flatMap(fact =>
    fact === undefined
      ? []
      : [paymentObject(order, { report: { ...fact, order: request.order }, receivedAt: control.now() })],
  )
}

/** One of each Payment: both events of a session are one. */
function distinct(all: object[]): object[] {
  return [...new Map(all.map(one => [JSON.stringify(one), one])).values()]
}

async function buy(played: Played, provider: Provider, how: 'pay' | 'later'): Promise<Attempt> {
  const client = played.client(provider)
  const { id, url } = await client.open({ ...request, canPayLater: true }, signal)
  await played.press(url, how)
  return client.capture(id, request.key, signal)
}

for (const provider of ['STRIPE', 'PAYPAL'] as const) {
  t.test(`${provider}: a payment and its refund are the same Payments by webhook and by the API`, async t => {
    const played = await play(t)
    const attempt = await buy(played, provider, 'pay')
    t.equal(attempt.facts.length, 1)
    t.strictSame(distinct(await played.reported(0)), payments(played, attempt.facts))
    const since = played.control.deliveries.all.length
    const transactionId = attempt.facts[0]?.transactionId ?? ''
    const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
    const { fact } = await played.client(provider).refund(refund, signal)
    t.strictSame(await played.reported(since), payments(played, [fact]))
  })

  t.test(`${provider}: money that arrives days later is the same Payments`, async t => {
    const played = await play(t)
    const pending = await buy(played, provider, 'later')
    t.match(pending, { state: 'pending' })
    t.strictSame(distinct(await played.reported(0)), payments(played, pending.facts))
    const since = played.control.deliveries.all.length
    played.wait(48 * hour)
    played.control.settle(pending.id, 'succeeded')
    const paid = await played.client(provider).read(pending.id, signal)
    t.match(paid, { state: 'paid' })
    t.strictSame(distinct(await played.reported(since)), payments(played, paid.facts))
  })

  t.test(`${provider}: money that never arrives has the same name and amount`, async t => {
    const played = await play(t)
    const pending = await buy(played, provider, 'later')
    const since = played.control.deliveries.all.length
    played.wait(48 * hour)
    played.control.settle(pending.id, 'failed')
    const declined = await played.client(provider).read(pending.id, signal)
    t.match(declined, { state: 'declined' })
    // The API of Stripe does not show when the money failed, but when the buyer paid.
    t.strictSame(
      distinct(await played.reported(since)).map(withoutTime),
      payments(played, declined.facts).map(withoutTime),
    )
  })
}

function withoutTime(payment: object): object {
  const { spec, ...rest } = payment as { spec: { occurredAt?: string } }
  const { occurredAt: _, ...fact } = spec
  return { ...rest, spec: fact }
}
