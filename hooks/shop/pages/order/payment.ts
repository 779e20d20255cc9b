import { type Content, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { isLookedAt, type PayMethod } from '../../model/payment-view.ts'
import { localPath, moneyText, type PageContext } from '../context.ts'

/** The buttons of the ways to pay, and the reasons why other ways are not offered. It needs no script. */
export function paymentForm({ payment, path, currency, expiresAt }: OrderView, context: PageContext): Content {
  if (payment === undefined) return undefined
  const { pay } = context.words
  const offered = payment.methods.filter(({ refusal }) => refusal === undefined)
  const buttons = offered.map(
    ({ provider }) => html`<button type="submit" name="with" value="${provider}">${pay.buttons[provider]}</button>`,
  )
  const refused = payment.methods.flatMap(method => refusalText(method, { currency, context }) ?? [])
  return html`${
    buttons.length > 0 &&
    html`<form class="methods" method="post" action="${localPath(`${path}/pay`, context)}">
${buttons}
</form>
<p class="hint">${pay.hint}${expiresAt !== undefined && ` ${pay.hintTime}`}</p>`
  }
${refused.length > 0 && html`<ul class="hint">${refused.map(text => html`<li>${text}</li>`)}</ul>`}`
}

/** The link to an open payment page. If a payment may be under way, a question comes before it. */
export function paymentLink({ payment }: OrderView, { words: { pay } }: PageContext): Content {
  const url = payment?.attempt?.url
  if (url === undefined) return undefined
  return html`<p>${isLookedAt(payment) && `${pay.looking.notPaid} `}<a href="${url}" rel="noreferrer">${pay.goOn}</a></p>`
}

/** The sentence about the last attempt to pay; undefined if the words for the standing include it already. */
export function attemptText({ payment }: OrderView, { words: { pay } }: PageContext): string | undefined {
  const attempt = payment?.attempt
  if (attempt === undefined) return undefined
  const { provider, state } = attempt
  if (state === 'looking' || state === 'lookingDelayed') return undefined
  return `${pay.methods[provider]}: ${pay.attempts[state]}`
}

function refusalText(
  { provider, refusal }: PayMethod,
  { currency, context }: { currency: string; context: PageContext },
): string | undefined {
  if (refusal === undefined) return undefined
  const { pay } = context.words
  const { reason, limit } = refusal
  const bound = reason === 'currency' ? currency : moneyText(limit, currency, context)
  return pay.refusals[reason](pay.methods[provider], bound)
}
