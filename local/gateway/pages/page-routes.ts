import { html } from '../../../hooks/shop/html/html.ts'
import type { PaypalOrder, StripeSession } from '../books.ts'
import { isForgotten } from '../paypal/order-routes.ts'
import type { PaypalPayments } from '../paypal/payments.ts'
import { matchRoute, type PlayedAnswer, type Route } from '../server/exchange.ts'
import type { StripePayments } from '../stripe/payments.ts'
import { sessionStatusOf } from '../stripe/session-object.ts'
import type { World } from '../world.ts'
import { overviewPage } from './overview-page.ts'
import { pageAnswer, redirectAnswer, style } from './page.ts'
import { backAddress, cancelAddress, paypalPage } from './paypal-page.ts'
import { canPayLater, stripePage, withSessionId } from './stripe-page.ts'

export interface PageParts {
  stripe: StripePayments
  paypal: PaypalPayments
  /** Settles at once a payment or a refund that would take days. */
  settle(id: string, outcome: 'succeeded' | 'failed'): boolean
}

/** The pages of the buyer, and the page with everything that happened. */
export function pageRoutes(world: World, { stripe, paypal, settle }: PageParts): Route {
  const { sessions, orders } = world.books
  return request => {
    if (matchRoute(request, 'GET /')) return overviewPage(world.books)
    if (matchRoute(request, 'GET /played.css'))
      return { status: 200, headers: { 'content-type': 'text/css' }, body: style }
    const [gateway = '', id = '', choice] =
      matchRoute(request, 'POST /pay/:gateway/:id/:choice') ?? matchRoute(request, 'GET /pay/:gateway/:id') ?? []
    if (gateway === 'stripe') return withSession(id, session => stripeChoice(session, choice))
    if (gateway === 'paypal') return withOrder(id, order => paypalChoice(order, choice))
    const [settled, outcome] = matchRoute(request, 'POST /settle/:id/:outcome') ?? []
    if (settled === undefined || (outcome !== 'succeeded' && outcome !== 'failed')) return undefined
    return settle(settled, outcome) ? redirectAnswer('/') : missingPage()
  }

  function stripeChoice(session: StripeSession, choice: string | undefined): PlayedAnswer {
    stripe.expireOld()
    if (sessionStatusOf(session) !== 'open') return stripePage(session)
    if (choice === 'cancel') return redirectAnswer(session.cancelUrl)
    if (choice === 'decline') stripe.decline(session)
    if (choice === 'pay') stripe.pay(session, 'card')
    if (choice === 'later' && canPayLater(session)) stripe.pay(session, 'delayed')
    return session.payment === undefined
      ? stripePage(session)
      : redirectAnswer(withSessionId(session.successUrl, session.id))
  }

  function paypalChoice(order: PaypalOrder, choice: string | undefined): PlayedAnswer {
    if (choice === 'cancel') return redirectAnswer(cancelAddress(order))
    const funding = choice === undefined ? undefined : fundings[choice]
    if (funding === undefined || order.capture !== undefined) return paypalPage(order)
    if (funding === 'delayed' && !order.canPayLater) return paypalPage(order)
    paypal.approve(order, funding)
    return redirectAnswer(backAddress(order))
  }

  function withSession(id: string, answer: (session: StripeSession) => PlayedAnswer): PlayedAnswer {
    const session = sessions[id]
    return session === undefined ? missingPage() : answer(session)
  }

  function withOrder(id: string, answer: (order: PaypalOrder) => PlayedAnswer): PlayedAnswer {
    const order = orders[id]
    return order === undefined || isForgotten(order, world.now()) ? missingPage() : answer(order)
  }
}

const fundings: Readonly<Record<string, PaypalOrder['funding']>> = {
  pay: 'good',
  later: 'delayed',
  decline: 'declined',
}

function missingPage(): PlayedAnswer {
  return pageAnswer('This payment does not exist', html`<p>It never existed, or it is over.</p>`, 404)
}
