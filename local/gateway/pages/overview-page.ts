import { type Content, html } from '../../../hooks/shop/html/html.ts'
import type { Books } from '../books.ts'
import type { PlayedAnswer } from '../server/exchange.ts'
import { sessionStatusOf } from '../stripe/session-object.ts'
import { buttonRow, pageAnswer } from './page.ts'
import { sessionMoney } from './stripe-page.ts'

/** All payments and refunds, with buttons for events that would take days. */
export function overviewPage(books: Books): PlayedAnswer {
  const entries = [...stripeEntries(books), ...paypalEntries(books)]
  return pageAnswer(
    'Played gateway',
    entries.length === 0
      ? html`<p>There are no payments yet.</p>`
      : html`<ul>${entries.map(entry => html`<li>${entry}</li>`)}</ul>`,
  )
}

const choices = (id: string) => [
  { action: `/settle/${id}/succeeded`, text: 'Let the money arrive' },
  { action: `/settle/${id}/failed`, text: 'Let it fail' },
]

function stripeEntries({ sessions, stripeRefunds }: Books): Content[] {
  const payments = Object.values(sessions).map(session => {
    const state = session.payment?.state ?? sessionStatusOf(session)
    const buttons = state === 'processing' && buttonRow(choices(session.id))
    return html`Stripe: ${sessionMoney(session)} for ${session.reference}: ${state} ${buttons}`
  })
  const refunds = Object.values(stripeRefunds).map(({ id, amount, session, status }) => {
    const money = sessionMoney({ amount, currency: sessions[session]?.currency ?? 'eur' })
    return html`Stripe: refund of ${money}: ${status} ${buttonRow(status === 'pending' ? choices(id) : choices(id).slice(1))}`
  })
  return [...payments, ...refunds]
}

function paypalEntries({ orders, paypalRefunds }: Books): Content[] {
  const payments = Object.values(orders).map(({ id, value, currency, custom, capture, isApproved }) => {
    const state = capture?.status.toLowerCase() ?? (isApproved ? 'approved' : 'open')
    const buttons = state === 'pending' && buttonRow(choices(id))
    return html`PayPal: ${value} ${currency} for ${custom}: ${state} ${buttons}`
  })
  const refunds = Object.values(paypalRefunds).map(({ id, value, order, status }) => {
    const buttons = status === 'PENDING' && buttonRow(choices(id))
    return html`PayPal: refund of ${value} ${orders[order]?.currency}: ${status.toLowerCase()} ${buttons}`
  })
  return [...payments, ...refunds]
}
