import { stripeAmount } from '../../../hooks/payment/stripe/amount.ts'
import { html } from '../../../hooks/shop/html/html.ts'
import type { StripeSession } from '../books.ts'
import type { PlayedAnswer } from '../server/exchange.ts'
import { sessionStatusOf } from '../stripe/session-object.ts'
import { buttonRow, pageAnswer } from './page.ts'

/** 2990 in eur → "29.90 EUR". */
export function sessionMoney({ amount, currency }: Pick<StripeSession, 'amount' | 'currency'>): string {
  const money = stripeAmount({ amount, currency }, { field: 'amount', isReturned: false })
  return `${money.gross} ${money.currency}`
}

/** The played checkout page of a session. */
export function stripePage(session: StripeSession): PlayedAnswer {
  const status = sessionStatusOf(session)
  const money = sessionMoney(session)
  if (status === 'expired') return endPage('This payment has expired', session, 410)
  if (session.payment?.state === 'failed') return endPage(`The bank transfer of ${money} failed`, session)
  if (session.payment?.state === 'processing') return endPage(`The bank transfer of ${money} is on its way`, session)
  if (status === 'complete') return endPage(`${money}: the payment is complete`, session)
  const action = (choice: string) => `/pay/stripe/${session.id}/${choice}`
  const buttons = [
    { action: action('pay'), text: `Pay ${money}`, isMain: true },
    ...(canPayLater(session) ? [{ action: action('later'), text: 'Pay later by bank transfer' }] : []),
    { action: action('decline'), text: 'Decline' },
    { action: action('cancel'), text: 'Cancel' },
  ]
  const declined = html`<p role="status">The card was declined. You can try again.</p>`
  return pageAnswer(
    `Pay ${money}`,
    html`<p>${session.title}</p>
${session.declines > 0 && declined}
${buttonRow(buttons)}
<p>“Decline” plays a card that the bank declines. “Cancel” goes back to the shop without a payment.</p>`,
  )
}

export function canPayLater({ methods }: StripeSession): boolean {
  return methods === undefined || methods.some(method => method !== 'card')
}

function endPage(title: string, { successUrl, id }: StripeSession, status = 200): PlayedAnswer {
  return pageAnswer(title, html`<p><a href="${withSessionId(successUrl, id)}">Back to the shop</a></p>`, status)
}

/** Stripe writes the id of the session into the address if the shop asks for it (Stripe, Customize redirect behavior). */
export function withSessionId(successUrl: string, id: string): string {
  return successUrl.replaceAll('{CHECKOUT_SESSION_ID}', id)
}
