import { openBookFile } from './book-file.ts'
import { type Control, createControl } from './control.ts'
import { controlRoutes } from './control-routes.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { orderRoutes } from './paypal/order-routes.ts'
import { paypalPayments } from './paypal/payments.ts'
import { paypalRefundRoutes } from './paypal/refund-routes.ts'
import { paypalTokens } from './paypal/token-route.ts'
import { withPaypalKeys } from './paypal/with-keys.ts'
import { firstOf, jsonAnswer } from './server/exchange.ts'
import { createOutages } from './server/outages.ts'
import { createReactor } from './server/react.ts'
import { servePlayed } from './server/server.ts'
import { stripePayments } from './stripe/payments.ts'
import { stripeRefundRoutes } from './stripe/refund-routes.ts'
import { stripeRefunds } from './stripe/refunds.ts'
import { sessionRoutes } from './stripe/session-routes.ts'
import { withStripeKeys } from './stripe/with-keys.ts'
import { createSigner } from './webhooks/certificate.ts'
import { createDeliveries } from './webhooks/deliveries.ts'
import { certificatePath, type Webhooks, webhookSender } from './webhooks/webhooks.ts'
import { createWorld } from './world.ts'

export interface PlayedGatewayOptions {
  /** Port on 127.0.0.1; 0 chooses a free one. */
  port: number
  /** The addresses that get events; without one they are only remembered. */
  webhooks?: Webhooks
  /** File of the books; without one a restart forgets everything. */
  file?: string
  /** Milliseconds since 1970; control.moveClock() adds to it. */
  clock?: () => number
}

/** Stripe and PayPal on one address of this machine. */
export interface PlayedGateway {
  /** The address of both APIs and of the pages, without a slash at its end. */
  url: string
  /** The beginning of the addresses of PayPal's certificates. */
  certificateUrl: string
  control: Control
  stop(): Promise<void>
}

/**
 * Plays Stripe Checkout and PayPal Orders with their refunds, with state, pages for the buyer and signed webhooks. Any key of
 * Stripe's form and any client of PayPal is accepted.
 */
export async function startPlayedGateway({
  port,
  webhooks = {},
  file,
  clock = Date.now,
}: PlayedGatewayOptions): Promise<PlayedGateway> {
  const { books, save } = openBookFile(file)
  const deliveries = createDeliveries()
  const outages = createOutages()
  const signer = createSigner(clock())
  const origin = () => server.url
  const world = createWorld(books, { clock, report: webhookSender({ webhooks, deliveries, signer, origin }) })
  const [stripe, paypal, tokens] = [stripePayments(world, origin), paypalPayments(world, origin), paypalTokens(world)]
  const refunds = stripeRefunds(world)
  const control = createControl(world, { stripe, stripeRefunds: refunds, paypal, tokens, outages, deliveries })

  const stripeApi = withStripeKeys(world, firstOf([sessionRoutes(world, stripe), stripeRefundRoutes(world, refunds)]))
  const paypalRoutes = firstOf([orderRoutes(world, paypal), paypalRefundRoutes(world, paypal)])
  const paypalApi = withPaypalKeys(world, { route: paypalRoutes, isValid: tokens.isValid })
  const api = firstOf([tokens.route, stripeApi.route, paypalApi.route])
  const pages = firstOf([
    controlRoutes(() => control),
    pageRoutes(world, { stripe, paypal, settle: control.settle }),
    ({ path }) =>
      path === certificatePath
        ? { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: signer.certificate }
        : undefined,
    () => jsonAnswer(404, { error: 'Cannot find the page: it must be one of the played gateway' }),
  ])
  const react = createReactor({ api, pages, outages, ends: [stripeApi.end, paypalApi.end], save })
  const server = await servePlayed(port, react)
  const certificateUrl = `${server.url}${certificatePath.slice(0, certificatePath.lastIndexOf('/') + 1)}`
  return { url: server.url, certificateUrl, control, stop: server.stop }
}
