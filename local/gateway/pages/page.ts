import { type Content, html, renderHtml } from '../../../hooks/shop/html/html.ts'
import type { PlayedAnswer } from '../server/exchange.ts'

/** A button that sends a form of its own. */
export interface Button {
  action: string
  text: string
  isMain?: boolean
}

/** A whole page. It works without scripts, and loads nothing but its style. */
export function pageAnswer(title: string, content: Content, status = 200): PlayedAnswer {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/played.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><p>This is a played gateway on this machine. No real money moves.</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
  return { status, headers, body: renderHtml(page) }
}

/** Buttons, each of which works without scripts. */
export function buttonRow(buttons: readonly Button[]): Content {
  return html`<div class="buttons">
${buttons.map(
  ({
    action,
    text,
    isMain = false,
  }) => html`<form method="post" action="${action}"><button${{ class: isMain && 'main' }}>${text}</button></form>
`,
)}</div>`
}

/** Sends the browser to another page after a form. */
export function redirectAnswer(location: string): PlayedAnswer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}

export const style = `body { margin: 0; font: 1.125rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f6f6f4 }
header p { margin: 0; padding: .5rem 1rem; background: #1b1b1b; color: #fff }
main { max-width: 40rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 }
form { margin: 0 }
button { font: inherit; min-height: 2.75rem; padding: .25rem 1rem; border: 2px solid #1b1b1b; border-radius: .375rem; background: #fff; color: #1b1b1b; cursor: pointer }
button.main { background: #0b5d3b; border-color: #0b5d3b; color: #fff }
:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px }
li { margin: 1rem 0; overflow-wrap: anywhere }
`
