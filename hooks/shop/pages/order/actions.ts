import { type Content, type Html, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { isZeroAmount } from '../../model/views.ts'
import { localPath, moneyText, type PageContext } from '../context.ts'
import { fieldHtml } from '../forms/fields.ts'
import { partOf } from './part.ts'

/** The forms to change the number of tickets and to cancel the order. */
export function actionsPart(view: OrderView, context: PageContext): Html {
  const { mostQuantity, canCancel } = view
  if (mostQuantity === undefined && !canCancel) return partOf('actions', undefined)
  const content = html`<h2>${context.words.order.change}</h2>
${mostQuantity !== undefined && quantityForm(view, mostQuantity, context)}
${canCancel && cancelForm(view, context)}`
  return partOf('actions', content)
}

function quantityForm(view: OrderView, most: number, context: PageContext): Html {
  const { words } = context
  const { state, quantity, path, faults = [] } = view
  const input = {
    type: 'number',
    min: 1,
    max: most,
    step: 1,
    required: true,
    inputmode: 'numeric',
    value: Math.max(1, quantity),
  }
  const { quantity: label, quantityHint } = words.conference
  const warning = [words.order.shrink, isPaid(view) && words.order.shrinkPaid].filter(one => one !== false).join(' ')
  return html`<form class="inline" method="post" action="${localPath(`${path}/quantity`, context)}">
${fieldHtml({ name: 'quantity', label, hint: quantityHint(most), input }, faults, words)}
${state === 'confirmed' && html`<p class="hint">${warning}</p>`}
<button type="submit" class="second">${words.order.changeQuantity}</button>
</form>`
}

/** The confirmation is in an element that opens, so that it needs no script. */
function cancelForm(view: OrderView, context: PageContext): Html {
  const { order } = context.words
  const { state, path } = view
  const isWaiting = state === 'waiting'
  return html`<details id="cancel">
<summary>${isWaiting ? order.leave : order.cancel}</summary>
<form method="post" action="${localPath(`${path}/cancel`, context)}">
<p>${cancelText(view, context)}</p>
<button type="submit" class="danger">${isWaiting ? order.leaveConfirm : order.cancelConfirm}</button>
</form>
</details>`
}

function cancelText(view: OrderView, context: PageContext): Content {
  const { order } = context.words
  const { state, paid, currency } = view
  const texts = [
    order.cancelText,
    state === 'confirmed' && order.cancelTickets,
    isPaid(view) && order.cancelPaid(moneyText(paid, currency, context)),
  ]
  return texts.filter(text => text !== false).join(' ')
}

function isPaid({ paid }: OrderView): boolean {
  return !isZeroAmount(paid)
}
