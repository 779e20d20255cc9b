// Improves pages that are complete without this script. All data that it needs is in attributes of the page.

import { startCountdown } from './countdown.js'
import { followOrder } from './live.js'

/** Shows the buttons that need a script. It must run again after a part is replaced. */
function showButtons(root) {
  for (const button of root.querySelectorAll('[data-copy], [data-copy-address], [data-print]')) button.hidden = false
}

/** Speaks a text, if a screen reader listens. */
function announce(text) {
  document.querySelector('#announcement').textContent = text
}

async function copyText(button) {
  const { copy } = button.dataset
  const text = copy === undefined ? location.href : document.querySelector(copy).textContent
  await navigator.clipboard.writeText(text)
  const words = button.textContent
  button.textContent = document.body.dataset.copied
  announce(document.body.dataset.copied)
  setTimeout(() => {
    button.textContent = words
  }, 3000)
}

document.addEventListener('click', event => {
  const button = event.target.closest('button')
  if (button === null) return
  if (button.matches('[data-print]')) print()
  if (button.matches('[data-copy], [data-copy-address]')) void copyText(button)
})

/** The total of an order that is not placed yet, by the numbers of the page. */
function showTotal(form) {
  const [total, quantity] = [form.querySelector('#total'), form.elements.quantity]
  const plan = new FormData(form).get('plan')
  const price = plan === null ? undefined : form.elements[`price.${plan}`]
  const count = Number(quantity.value)
  total.hidden = price === undefined || !Number.isInteger(count) || count < 1
  if (total.hidden) return
  const { currency, price: amount } = price.dataset
  const format = new Intl.NumberFormat(total.dataset.locale, { style: 'currency', currency })
  total.querySelector('strong').textContent = format.format(count * Number(amount))
}

/** Retries the page of an outage until the shop answers, with a pause that doubles up to a minute. */
function retryUntilAnswered(link) {
  document.querySelector('#retrying').hidden = false
  let pauseMs = Number(link.dataset.retry) * 1000
  const ask = async () => {
    const answer = await fetch(link.href, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined)
    if (answer !== undefined && answer.status !== 503 && answer.status !== 429) return location.assign(link.href)
    pauseMs = Math.min(pauseMs * 2, 60_000)
    setTimeout(ask, pauseMs)
  }
  setTimeout(ask, pauseMs)
}

const live = document.querySelector('#live')
if (live !== null) followOrder(live, { announce, showButtons })
showButtons(document)
document.querySelector('#faults')?.focus()

const form = document.querySelector('form.order')
if (form !== null) {
  form.addEventListener('input', () => showTotal(form))
  showTotal(form)
}

const retry = document.querySelector('[data-retry]')
if (retry !== null) retryUntilAnswered(retry)

startCountdown(announce)
