import t from 'tap'
import { html } from '../../../hooks/shop/html/html.ts'
import { framePage } from '../../../hooks/shop/pages/frame.ts'
import { readHtml } from '../../fixtures/shop/read-html.ts'
import { aContext, now, squeeze } from '../../fixtures/shop/views.ts'

const body = { title: 'Title <', main: html`<h1>Main</h1>`, kind: 'kind' }
const page = squeeze(framePage(body, aContext({ language: 'de', path: '/conf/<' })))

t.match(page, /^<!doctype html> ?<html lang="de">/, 'a page is a document of HTML in its language')
t.match(page, '<title>Title &lt;</title>', 'its title is escaped')
t.match(page, `<body class="kind" data-now="${now}" data-copied="Kopiert">`, 'it has the clock of the server')
t.match(
  page,
  '<main id="main" tabindex="-1"><h1>Main</h1></main><p id="announcement" class="unseen" role="status"></p>',
  'it has a landmark for its content, and a live region from the start',
)
t.match(
  page,
  '<li><a href="/conf/&lt;?lang=de" hreflang="de" lang="de" aria-current="true">Deutsch</a></li>',
  'it links to itself in every language',
)
t.match(
  squeeze(framePage(body, aContext({ query: { plan: 'early', coupon: 'a&b' } }))),
  '<a href="/conf?plan=early&amp;coupon=a%26b&amp;lang=it" hreflang="it"',
  'the plan and the coupon of its address stay in another language',
)
t.strictSame(
  readHtml(page).tags.flatMap(({ name, attributes: { style, onclick } }) =>
    name === 'style' || style !== undefined || onclick !== undefined ? [name] : [],
  ),
  [],
  'it has no style and no code of its own, which the policy of the shop refuses',
)
t.strictSame(
  readHtml(page).tags.filter(({ name, attributes }) => name === 'meta' && attributes['http-equiv'] !== undefined),
  [],
  'it does not load itself again',
)

const step = squeeze(
  framePage({ ...body, back: { path: '/conf', text: 'Back' }, isAway: true }, aContext({ isChosen: true })),
)
t.match(
  step,
  '<p class="back"><a href="/conf?lang=en">Back</a></p><p class="notice away">The shop cannot reach',
  'a step has a way back, and an outage is said',
)
