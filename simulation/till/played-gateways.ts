import { type Books, emptyBooks } from '../../local/gateway/books.ts'
import { orderRoutes } from '../../local/gateway/paypal/order-routes.ts'
import { type PaypalPayments, paypalPayments } from '../../local/gateway/paypal/payments.ts'
import { paypalRefundRoutes } from '../../local/gateway/paypal/refund-routes.ts'
import { paypalTokens } from '../../local/gateway/paypal/token-route.ts'
import { withPaypalKeys } from '../../local/gateway/paypal/with-keys.ts'
import { firstOf, jsonAnswer, type PlayedAnswer, type PlayedRequest } from '../../local/gateway/server/exchange.ts'
import { type StripePayments, stripePayments } from '../../local/gateway/stripe/payments.ts'
import { stripeRefundRoutes } from '../../local/gateway/stripe/refund-routes.ts'
import { type StripeRefunds, stripeRefunds } from '../../local/gateway/stripe/refunds.ts'
import { sessionRoutes } from '../../local/gateway/stripe/session-routes.ts'
import { withStripeKeys } from '../../local/gateway/stripe/with-keys.ts'
import type { GatewayEvent, World } from '../../local/gateway/world.ts'

/** The address of both gateways. */
export const gatewayAddress = 'https://pay.example'

/** Stripe and PayPal as `npm start` plays them, in this process and with the simulated time. */
export interface PlayedGateways {
  world: World
  books: Books
  stripe: StripePayments
  stripeRefunds: StripeRefunds
  paypal: PaypalPayments
  /** Lets a request take effect, and answers it. Until `end` another request with its key is refused. */
  answer(request: PlayedRequest): PlayedAnswer
  end(request: PlayedRequest): void
}

export function playGateways({ now, onEvent }: { now(): number; onEvent(event: GatewayEvent): void }): PlayedGateways {
  const world = createWorld(now, onEvent)
  const origin = () => gatewayAddress
  const [stripe, refunds] = [stripePayments(world, origin), stripeRefunds(world)]
  const [paypal, tokens] = [paypalPayments(world, origin), paypalTokens(world)]
  const stripeApi = withStripeKeys(world, firstOf([sessionRoutes(world, stripe), stripeRefundRoutes(world, refunds)]))
  const paypalApi = withPaypalKeys(world, {
    route: firstOf([orderRoutes(world, paypal), paypalRefundRoutes(world, paypal)]),
    isValid: tokens.isValid,
  })
  const route = firstOf([tokens.route, stripeApi.route, paypalApi.route])
  return {
    ...{ world, books: world.books, stripe, stripeRefunds: refunds, paypal },
    answer: request => route(request) ?? jsonAnswer(404, {}),
    end(request) {
      stripeApi.end(request)
      paypalApi.end(request)
    },
  }
}

/** Ids are numbered, so that a schedule repeats exactly. */
function createWorld(now: () => number, report: World['report']): World {
  let ids = 0
  const next = () => {
    ids += 1
    return String(ids)
  }
  return {
    ...{ books: emptyBooks(), now, report, refundFate: 'succeeded' },
    moveClock() {},
    stripeId: prefix => `${prefix}_${next()}`,
    paypalId: () => `P${next().padStart(16, '0')}`,
  }
}
