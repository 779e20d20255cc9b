import { type Content, type Html, html } from '../../html/html.ts'
import { longestCoupon } from '../../model/form-limits.ts'
import type { ConferencePageView } from '../../model/page-views.ts'
import { localPath, type PageContext } from '../context.ts'

/**
 * The form that shows the prices with a coupon before anything is ordered. It is sent by GET, so that people can share its
 * address, which contains nothing personal.
 */
export function couponForm({ conference, coupon, form }: ConferencePageView, context: PageContext): Content {
  // The order form has its own field to correct a coupon that was sent with it.
  if (form.faults.some(({ field }) => field === 'coupon')) return undefined
  const { words, isChosen, language } = context
  const path = `/${conference.name}`
  const plan = form.values.plan
  if (coupon?.state === 'applied') {
    return html`<p class="notice coupon">${words.conference.couponStates.applied(coupon.code)}
<a href="${localPath(path, context, { plan })}">${words.conference.removeCoupon}</a></p>`
  }
  return html`${coupon && html`<p class="notice coupon">${words.conference.couponStates[coupon.state](coupon.code)}</p>`}
<details class="coupon"${{ open: coupon !== undefined }}>
<summary>${words.conference.haveCoupon}</summary>
<form method="get" action="${path}">
<div class="field">
<label for="coupon-code">${words.conference.coupon}</label>
<input id="coupon-code" name="coupon" type="text" required maxlength="${longestCoupon}" autocomplete="off" autocapitalize="none" spellcheck="false"${{ value: coupon?.code }}>
</div>
${hidden('plan', plan)}${hidden('lang', isChosen ? language : undefined)}
<button type="submit" class="second">${words.conference.showPrices}</button>
</form>
</details>`
}

function hidden(name: string, value: string | undefined): Html | undefined {
  return value === undefined ? undefined : html`<input type="hidden" name="${name}" value="${value}">`
}
