/** How far the clock of the server is ahead of the one of this device, in milliseconds. */
let aheadMs = Number(document.body.dataset.now) - Date.now()

/** Adopts the time of the server. */
export function setServerTime(now) {
  aheadMs = now - Date.now()
}

/**
 * Shows the time left, updated every second, in the element that the page has for it at that moment. A screen reader speaks it
 * only a few times.
 */
export function startCountdown(announce) {
  let lastSeconds
  setInterval(() => {
    const element = document.querySelector('[data-ends]')
    if (element === null) return
    const seconds = Math.max(0, Math.ceil((Number(element.dataset.ends) - Date.now() - aheadMs) / 1000))
    const { over, spoken } = element.dataset
    element.textContent = seconds === 0 ? over : textOf(seconds, element.dataset)
    for (const [minutes, text] of JSON.parse(spoken)) {
      if (lastSeconds > minutes * 60 && seconds <= minutes * 60 && seconds > 0) announce(text)
    }
    if (seconds === 0) endHold(element)
    if (lastSeconds > 0 && seconds === 0) announce(over)
    lastSeconds = seconds
  }, 1000)
}

function textOf(seconds, { left, day, days }) {
  const count = Math.floor(seconds / 86_400)
  if (count > 0) return count === 1 ? day : days.replace('{}', count)
  return left.replace('{}', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`)
}

/** Hides the promise of the tickets and the request for money, without waiting for the server. */
function endHold(element) {
  const part = element.closest('[data-part]')
  part.querySelector('h2').textContent = element.dataset.overTitle
  const promises = part.querySelectorAll(':scope > p:not(.countdown), :scope > form')
  for (const old of [...promises, document.querySelector('#part-pay')]) old.hidden = true
}
