import { type Content, type Html, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { isLookedAt } from '../../model/payment-view.ts'
import { deadlineText, localPath, type PageContext } from '../context.ts'
import { noticeTexts, orderNotices } from './notices.ts'
import { partOf } from './part.ts'
import { standingText } from './standing-text.ts'

/** The standing of the order: heading, sentences, the time left, and notices. */
export function standingPart(view: OrderView, context: PageContext): Html {
  const { title, sentences } = standingText(view, context)
  const content = html`<h2>${title}</h2>
${sentences.map(sentence => html`<p>${sentence}</p>`)}
${countdown(view, context)}
${moreTimeForm(view, context)}
${orderNotices(view, context)}`
  return partOf('standing', content, { 'data-state': view.state, 'data-announcement': announcementOf(view, context) })
}

/** The sentences that a screen reader speaks when the standing changes. */
export function announcementOf(view: OrderView, context: PageContext): string {
  const { title, sentences } = standingText(view, context)
  return [`${title}.`, ...sentences, ...noticeTexts(view, context)].join(' ')
}

/** Minutes before the end at which the time left is spoken. */
const spokenMinutes = [5, 2, 1]
const minuteMs = 60_000
const minutesOfDay = 1440
/** The placeholder for the number of days in a text; the script replaces it by the present number. */
const daysTemplate = 99

/** The time left to pay. The script updates it every second, and has it spoken only a few times. */
function countdown(view: OrderView, context: PageContext): Content {
  const { state, expiresAt, announced, payment } = view
  if (isLookedAt(payment) || (state !== 'held' && state !== 'underpaid')) return undefined
  if (announced !== undefined || expiresAt === undefined || expiresAt <= context.now) return undefined
  const { standing, frame } = context.words
  const attributes = {
    'data-ends': expiresAt,
    'data-left': standing.left('{}'),
    'data-day': standing.left(frame.days(1)),
    'data-days': standing.left(frame.days(daysTemplate)).replace(String(daysTemplate), '{}'),
    'data-over': standing.timeOver,
    'data-over-title': standing.over.title,
    'data-spoken': JSON.stringify(spokenMinutes.map(count => [count, standing.left(frame.minutes(count))])),
  }
  return html`<p class="countdown" role="timer"${attributes}>${standing.left(leftText(expiresAt - context.now, context))}</p>`
}

/** The time left in minutes, or in days if it is a day or more. */
function leftText(leftMs: number, { words: { standing, frame } }: PageContext): string {
  const minutes = Math.floor(leftMs / minuteMs)
  if (minutes >= minutesOfDay) return frame.days(Math.floor(minutes / minutesOfDay))
  return minutes === 0 ? standing.lessThanAMinute : frame.minutes(minutes)
}

function moreTimeForm(view: OrderView, context: PageContext): Content {
  const { latestEnd, path, conference, payment } = view
  const { order } = context.words
  if (latestEnd === undefined || payment?.attempt?.state === 'looking') return undefined
  return html`<form class="inline" method="post" action="${localPath(`${path}/more-time`, context)}">
<button type="submit" class="second" aria-describedby="more-time-hint">${order.moreTime}</button>
<p class="hint" id="more-time-hint">${order.moreTimeHint(deadlineText(latestEnd, context, conference))}</p>
</form>`
}
