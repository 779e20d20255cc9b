import { type Content, type Html, html } from '../html/html.ts'
import { type ErrorView, isPassing } from '../model/page-views.ts'
import { localPath, type PageContext } from './context.ts'
import { framePage } from './frame.ts'

const kinds = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'notFound',
  410: 'endedTicket',
  429: 'tooMany',
  503: 'unavailable',
} as const

/** The page of an error: its cause, and the next step. A wrong link and an unknown order look the same. */
export function errorPage(view: ErrorView, context: PageContext): Html {
  const { status, requestId } = view
  const { errors, frame } = context.words
  const { title, text } = errors[kinds[status]]
  const main = html`<h1>${title}</h1>
<p>${text}</p>
${isPassing(view) && retryHtml(view, context)}
${requestId !== undefined && html`<p class="hint">${errors.request(requestId)}</p>`}
<p><a href="${localPath('/', context)}">${frame.allConferences}</a></p>`
  return framePage({ title, main, kind: 'error' }, context)
}

/** A link to try again. The script follows it by itself, and shows a sentence about that. */
function retryHtml({ retryAfterSeconds = 5, retryPath }: ErrorView, context: PageContext): Content {
  const { errors } = context.words
  const wait = html`<p>${errors.retryAfter(retryAfterSeconds)}</p>`
  if (retryPath === undefined) return wait
  const attributes = { href: localPath(retryPath, context), 'data-retry': retryAfterSeconds }
  return html`${wait}
<p><a class="button"${attributes}>${errors.retry}</a></p>
<p class="hint" id="retrying" hidden>${errors.waiting}</p>`
}
