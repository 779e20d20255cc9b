import type { OrderView } from '../../shop/model/order-view.ts'
import { viewOrder } from '../../shop/model/view-order.ts'
import { isPaymentPage } from '../../shop/paying/payment-pages.ts'
import { viewPayment } from '../../shop/paying/view-payment.ts'
import type { FoundOrder } from './find-order.ts'
import { ticketLinks } from './order-links.ts'
import type { Shop } from './shop.ts'

/** The order as its page shows it. */
export function orderPageView(shop: Shop, found: FoundOrder, { isAway = false } = {}): OrderView {
  const { plans, pools } = shop.book.shownOffers(found.conference.metadata.name)
  const stand = { plans: [...plans.values()], pools: [...pools.values()], now: shop.now() }
  const view = viewOrder({ ...found, stand, isAway, linksOf: ticket => ticketLinks(shop, ticket) })
  const payInstructions = payInstructionsFor(shop, view)
  const payment = viewPayment({
    order: found.order,
    due: view.due,
    currency: view.currency,
    now: stand.now,
    recent: found.attempts.recent,
    payWith: shop.payWith,
    isPaymentPage: url => isPaymentPage(shop.paymentPages, url),
  })
  return {
    ...view,
    ...(payInstructions !== undefined && { payInstructions }),
    ...(payment !== undefined && { payment }),
  }
}

function payInstructionsFor(
  { trialPaymentsUrl }: Pick<Shop, 'trialPaymentsUrl'>,
  { conference: { name: namespace }, name, due, currency }: OrderView,
): OrderView['payInstructions'] {
  if (trialPaymentsUrl === undefined || due === undefined) return undefined
  const fields = { custom: `${namespace}/${name}`, payment_status: 'Completed', mc_gross: due, mc_currency: currency }
  const data = Object.entries(fields).map(([field, value]) => `-d ${field}=${value}`)
  return {
    text: 'This is a trial. The command plays a payment gateway that reports the payment:',
    command: `curl ${data.join(' ')} ${trialPaymentsUrl}/payment-gateway/${namespace}`,
  }
}
