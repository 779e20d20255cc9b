import { type Content, constantHtml, type Html, html } from '../html/html.ts'
import { languageNames, languages } from '../words/languages.ts'
import { localPath, type PageContext } from './context.ts'

/** A page without its frame. */
export interface PageBody {
  title: string
  main: Content
  /** Classes of the body, such as those that the print styles use. */
  kind: string
  /** The link back to the page before, if there is one. */
  back?: { path: string; text: string }
  isAway?: boolean
}

/** The whole document of a page. It always has a live region, so that a screen reader speaks the first change of it. */
export function framePage({ title, main, kind, back, isAway = false }: PageBody, context: PageContext): Html {
  const { words, language, now } = context
  return html`${doctype}<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${styles}
<script type="module" src="/assets/shop.js"></script>
</head>
<body class="${kind}" data-now="${now}" data-copied="${words.frame.copied}">
<a class="skip" href="#main">${words.frame.skip}</a>
<header class="site">
<a class="home" href="${localPath('/', context)}">${constantHtml(logo)}<span>${words.frame.shop}</span></a>
${languageLinks(context)}
</header>
<main id="main" tabindex="-1">
${back && html`<p class="back"><a href="${localPath(back.path, context)}">${back.text}</a></p>`}
${isAway && html`<p class="notice away">${words.frame.away}</p>`}
${main}
</main>
<p id="announcement" class="unseen" role="status"></p>
</body>
</html>
`
}

const styles = ['base', 'frame', 'forms', 'offers', 'order', 'tickets', 'print'].map(
  name => html`<link rel="stylesheet" href="/assets/${name}.css"${{ media: name === 'print' && 'print' }}>`,
)

const doctype = constantHtml('<!doctype html>\n')

const logo =
  '<svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false"><path d="M3 9a2 2 0 0 1 2-2h22a2 2 0 0 1 2 2v4a3 3 0 0 0 0 6v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4a3 3 0 0 0 0-6z"/></svg>'

function languageLinks({ words, language, path, query }: PageContext): Html {
  const links = languages.map(one => {
    const attributes = {
      href: localPath(path, { isChosen: true, language: one }, query),
      hreflang: one,
      lang: one,
      'aria-current': one === language && 'true',
    }
    return html`<li><a${attributes}>${languageNames[one]}</a></li>`
  })
  return html`<nav class="languages" aria-label="${words.frame.language}"><ul>${links}</ul></nav>`
}
