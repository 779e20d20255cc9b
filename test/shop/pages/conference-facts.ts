import t from 'tap'
import { type Html, html } from '../../../hooks/shop/html/html.ts'
import { conferenceFacts, paragraphs, whenText } from '../../../hooks/shop/pages/conference-facts.ts'
import { aConferenceView, aContext, squeeze } from '../../fixtures/shop/views.ts'

const startsAt = Date.parse('2027-03-19T08:00:00Z')
const hourMs = 3_600_000

t.strictSame(
  [
    {},
    { onDay: 'in March' },
    { startsAt },
    { startsAt, endsAt: startsAt + hourMs, onDay: 'in March' },
    { startsAt, endsAt: startsAt + 48 * hourMs },
  ].map(times => whenText(aConferenceView(times), aContext())),
  [undefined, 'in March', '19 Mar 2027, 09:00 CET', '19 Mar 2027, 09:00 CET', '19\u2009–\u200921 March 2027'],
  'the date of a conference is its begin, or its days, or the text of its organizer',
)
t.equal(conferenceFacts(aConferenceView(), aContext()), undefined, 'without date and place there are no facts')
t.equal(
  squeeze(conferenceFacts(aConferenceView({ onDay: 'in March', venue: 'Turin' }), aContext()) as Html),
  '<dl class="facts"><div><dt>When</dt><dd>in March</dd></div><div><dt>Where</dt><dd class="lines">Turin</dd></div></dl>',
  'the facts are date and place',
)
t.equal(
  squeeze(conferenceFacts(aConferenceView({ onDay: 'in March' }), aContext()) as Html),
  '<dl class="facts"><div><dt>When</dt><dd>in March</dd></div></dl>',
  'or one of them',
)
t.equal(
  squeeze(conferenceFacts(aConferenceView({ venue: 'Turin' }), aContext()) as Html),
  '<dl class="facts"><div><dt>Where</dt><dd class="lines">Turin</dd></div></dl>',
  'or the other',
)
t.equal(
  squeeze(html`${paragraphs('One\nline.\n\n \n\nTwo <b>.')}${paragraphs(undefined)}`),
  '<p class="lines">One line.</p><p class="lines">Two &lt;b&gt;.</p>',
  'blank lines part paragraphs',
)
