import { html } from '../../../hooks/shop/html/html.ts'
import type { PaypalOrder } from '../books.ts'
import type { PlayedAnswer } from '../server/exchange.ts'
import { buttonRow, pageAnswer } from './page.ts'

/** The page on which the buyer approves an order. */
export function paypalPage(order: PaypalOrder): PlayedAnswer {
  const { id, value, currency, capture, canPayLater, title, isApproved, funding } = order
  const money = `${value} ${currency}`
  if (capture !== undefined) {
    return pageAnswer(
      `${money}: the payment is complete`,
      html`<p><a href="${backAddress(order)}">Back to the shop</a></p>`,
    )
  }
  const action = (choice: string) => `/pay/paypal/${id}/${choice}`
  const buttons = [
    { action: action('pay'), text: `Pay ${money}`, isMain: true },
    ...(canPayLater ? [{ action: action('later'), text: 'Pay later by bank transfer' }] : []),
    { action: action('decline'), text: 'Decline' },
    { action: action('cancel'), text: 'Cancel' },
  ]
  const declined = html`<p role="status">The last way to pay was declined. Choose another one.</p>`
  return pageAnswer(
    `Pay ${money}`,
    html`<p>${title}</p>
${isApproved && funding === 'declined' && declined}
${buttonRow(buttons)}
<p>“Decline” plays a card that the bank declines. “Cancel” goes back to the shop without a payment.</p>`,
  )
}

/** The page of the shop with the id of the order, as PayPal adds it (PayPal, Standard Checkout: token and PayerID). */
export function backAddress({ id, returnUrl }: PaypalOrder): string {
  const url = new URL(returnUrl)
  url.searchParams.set('token', id)
  url.searchParams.set('PayerID', 'PLAYEDBUYER01')
  return url.href
}

export function cancelAddress({ id, cancelUrl }: PaypalOrder): string {
  const url = new URL(cancelUrl)
  url.searchParams.set('token', id)
  return url.href
}
