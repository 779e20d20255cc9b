import { setServerTime } from './countdown.js'

const retryMs = 10_000

/**
 * Keeps the page of an order up to date by server-sent events. A part is replaced when its HTML has changed. While the buyer
 * uses a part, its replacement waits.
 */
export function followOrder(live, { announce, showButtons }) {
  /** The parts as the server wrote them. The script and the buyer change the parts on the page. */
  const written = new Map(partsIn(live).map(part => [part.id, part.cloneNode(true)]))
  const waiting = new Map()
  let announced = live.querySelector('[data-announcement]').dataset.announcement

  function update(part) {
    const old = document.getElementById(part.id)
    if (written.get(part.id)?.isEqualNode(part)) return waiting.delete(part.id)
    if (isBusy(old)) {
      addTickets(old, part)
      return waiting.set(part.id, part)
    }
    waiting.delete(part.id)
    written.set(part.id, part.cloneNode(true))
    replacePart(old, part)
    showButtons(live)
  }

  function receive(event) {
    const { parts, title, announcement, now } = JSON.parse(event.data)
    setServerTime(now)
    document.title = title
    for (const html of Object.values(parts)) update(readPart(html))
    if (announcement !== announced) announce(announcement)
    announced = announcement
  }

  live.addEventListener('focusout', () => {
    setTimeout(() => {
      for (const part of waiting.values()) update(part)
    })
  })

  function connect() {
    const source = new EventSource(live.dataset.events)
    source.addEventListener('order', receive)
    source.addEventListener('open', () => showConnection(true))
    source.addEventListener('error', () => {
      showConnection(false)
      // A browser gives up after an answer that is no stream, such as that of an outage.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, retryMs)
    })
  }

  connect()
}

function partsIn(live) {
  return [...live.querySelectorAll('[data-part]')]
}

/** The HTML is written and escaped by the same functions as the page itself. */
function readPart(html) {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content.firstElementChild
}

/** Whether the buyer uses a part: it has the focus, or a text that is not saved. */
function isBusy(part) {
  if (part.contains(document.activeElement) && part !== document.activeElement) return true
  return [...part.querySelectorAll('input')].some(input => input.value !== input.defaultValue)
}

/** New tickets appear even while the buyer writes the name on another one. */
function addTickets(old, part) {
  const [list, tickets] = [old, part].map(one => one.querySelector('#ticket-list'))
  if (list === null || tickets === null) return
  for (const pending of list.querySelectorAll('.pending')) pending.remove()
  for (const ticket of tickets.children) {
    if (document.getElementById(ticket.id) === null) list.append(ticket.cloneNode(true))
  }
}

/** Puts a part in the place of another. Details that the buyer opened stay open, and new tickets are marked. */
function replacePart(old, part) {
  for (const details of part.querySelectorAll('details[id]')) {
    details.open = old.querySelector(`#${CSS.escape(details.id)}`)?.open ?? false
  }
  for (const ticket of part.querySelectorAll('.ticket')) {
    if (old.querySelector(`#${CSS.escape(ticket.id)}`) === null) ticket.classList.add('new')
  }
  old.replaceWith(part)
}

function showConnection(isOpen) {
  document.querySelector('#lost').hidden = isOpen
  document.querySelector('#refresh').hidden = isOpen
}
