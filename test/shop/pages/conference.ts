import t from 'tap'
import { conferencePage } from '../../../hooks/shop/pages/conference.ts'
import { aConferenceView, aContext, aForm, anOffer, squeeze } from '../../fixtures/shop/views.ts'

const conference = aConferenceView({ description: 'About.' })
const page = squeeze(conferencePage({ conference, offers: [anOffer()], form: aForm(), isAway: false }, aContext()))

t.match(page, '<title>Conf</title>', 'the page has the title of the conference')
t.match(
  page,
  '<p class="back"><a href="/">All conferences</a></p><h1>Conf</h1><p class="lines">About.</p><section aria-labelledby="tickets-heading"><h2 id="tickets-heading">Tickets</h2><details',
  'the conference comes before its tickets',
)
t.match(page, '<form class="order" method="post" action="/conf/orders">', 'and the form is on the page')

const form = aForm({ faults: [{ field: 'email', problem: 'missing' }] })
const faulty = squeeze(conferencePage({ conference, offers: [anOffer()], form, isAway: false }, aContext()))
t.match(faulty, '<title>Error: Conf</title>', 'a form with faults is told from a new one by its title')
t.match(
  faulty,
  '<div class="faults" id="faults" tabindex="-1"><h2>Please correct the form</h2><ul><li><a href="#field-email">Enter an e-mail address</a></li></ul></div><h1>Conf</h1>',
  'and its faults come first',
)
