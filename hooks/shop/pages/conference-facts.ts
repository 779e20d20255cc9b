import { type Content, html } from '../html/html.ts'
import type { ConferenceView } from '../model/views.ts'
import { formatDay, formatDays, formatTime } from '../words/format.ts'
import { type PageContext, readingOf } from './context.ts'

/** Date and place of a conference as a list of terms; nothing if neither is known. */
export function conferenceFacts(conference: ConferenceView, context: PageContext): Content {
  const { words } = context
  const when = whenText(conference, context)
  if (when === undefined && conference.venue === undefined) return undefined
  return html`<dl class="facts">
${when !== undefined && html`<div><dt>${words.conference.when}</dt><dd>${when}</dd></div>`}
${conference.venue !== undefined && html`<div><dt>${words.conference.place}</dt><dd class="lines">${conference.venue}</dd></div>`}
</dl>`
}

/** The date of a conference: its day or days, otherwise the free text of its organizer. */
export function whenText(conference: ConferenceView, context: PageContext): string | undefined {
  const { startsAt, endsAt, onDay } = conference
  if (startsAt === undefined) return onDay
  const reading = readingOf(context, conference)
  if (endsAt === undefined) return formatTime(startsAt, reading)
  const [first, last] = [formatDay(startsAt, reading), formatDay(endsAt, reading)]
  return first === last ? formatTime(startsAt, reading) : formatDays(startsAt, endsAt, reading)
}

/** A text of people as paragraphs, which blank lines separate. */
export function paragraphs(text: string | undefined): Content {
  const parts = (text ?? '').split(/\n\s*\n/).filter(part => part.trim() !== '')
  return parts.map(part => html`<p class="lines">${part.trim()}</p>`)
}
