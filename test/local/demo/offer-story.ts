import t from 'tap'
import { offerSection } from '../../../local/demo/offer-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

const section = offerSection(Date.parse('2026-11-20T08:00:00.500Z'))
const { steps } = section

checkSections(t, [section], ['12. More time, and an offer from the waitlist'])

t.test('a buyer asks for the same time of the next day, and gets it', async t => {
  const until = '2026-11-21T08:00:00Z'
  const [asks, gets] = steps.filter(({ command, after = '' }) => `${command}${after}`.includes(until))
  t.match(asks?.command, `"holdUntil":"${until}"`)
  t.match(gets?.after, `'{.status.expiresAt}'=${until} order/margaret`)
  t.match(`Pay 298.00 EUR by ${until}`, gets?.shows?.[0])
})

t.test('an offer lasts a day', async t => {
  const term = steps.find(({ command }) => command.includes('reservation tim'))?.shows?.[0]
  t.match('2026-11-20T08:00:07Z 2026-11-21T08:00:07Z', term)
  t.notMatch('2026-11-20T08:00:07Z 2026-11-20T08:15:07Z', term)
  t.notMatch('2026-11-20T08:00:07Z 2026-11-20T08:00:07Z', term)
})
