import t from 'tap'
import { conferencesPage } from '../../../hooks/shop/pages/conferences.ts'
import { aConferenceView, aContext, squeeze } from '../../fixtures/shop/views.ts'

const description = `${'word '.repeat(60)}end`
const conferences = [
  aConferenceView({ title: 'One <', onDay: 'in March', description }),
  aConferenceView({ name: 'two', title: 'Two', description: 'Short.' }),
  aConferenceView({ name: 'three', title: 'Three' }),
]
const page = squeeze(conferencesPage({ conferences, isAway: false }, aContext({ isChosen: true })))

t.match(
  page,
  [
    '<h1>Conferences</h1><ul class="cards">',
    '<li class="card"><h2><a href="/conf?lang=en">One &lt;</a></h2><dl class="facts"><div><dt>When</dt><dd>in March</dd></div></dl>',
    `<p class="excerpt">${'word '.repeat(39)}word…</p></li>`,
    '<li class="card"><h2><a href="/two?lang=en">Two</a></h2><p class="excerpt">Short.</p></li>',
    '<li class="card"><h2><a href="/three?lang=en">Three</a></h2></li></ul>',
  ].join(''),
  'every conference has its title, its facts and the begin of its description',
)
t.match(
  squeeze(conferencesPage({ conferences: [], isAway: true }, aContext())),
  '<h1>Conferences</h1><p>No conference sells tickets here at the moment.</p>',
  'an empty list says so',
)
