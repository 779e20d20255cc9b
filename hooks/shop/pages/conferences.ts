import { type Html, html } from '../html/html.ts'
import type { ConferencesPageView } from '../model/page-views.ts'
import type { ConferenceView } from '../model/views.ts'
import { conferenceFacts } from './conference-facts.ts'
import { localPath, type PageContext } from './context.ts'
import { framePage } from './frame.ts'

/** `/`: the conferences that sell tickets. */
export function conferencesPage({ conferences, isAway }: ConferencesPageView, context: PageContext): Html {
  const { words } = context
  const main = html`<h1>${words.conference.conferences}</h1>
${conferences.length === 0 ? html`<p>${words.conference.noConferences}</p>` : html`<ul class="cards">${conferences.map(one => cardOf(one, context))}</ul>`}`
  return framePage({ title: words.conference.conferences, main, kind: 'conferences', isAway }, context)
}

function cardOf(conference: ConferenceView, context: PageContext): Html {
  const path = localPath(`/${conference.name}`, context)
  return html`<li class="card">
<h2><a href="${path}">${conference.title}</a></h2>
${conferenceFacts(conference, context)}
${conference.description !== undefined && html`<p class="excerpt">${excerptOf(conference.description)}</p>`}
</li>`
}

const longestExcerpt = 200

/** The beginning of a description, up to the end of a word. */
function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= longestExcerpt) return line
  return `${line.slice(0, longestExcerpt).replace(/\s\S*$/, '')}…`
}
