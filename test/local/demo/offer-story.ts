import t from 'tap'
import { offerSection } from '../../../local/demo/offer-story.ts'

// test/local/demo/demo.ts compares the real output of its commands, on a real API server.
const { title, says, steps } = offerSection(Date.parse('2026-11-20T08:00:00.500Z'))

t.equal(title, '12. More time, and an offer from the waitlist')
t.ok(says.endsWith('.') && steps.length > 0, 'it has an introduction and steps')
t.notOk(
  steps.some(({ command }) => command.includes('sleep')),
  'no step sleeps',
)

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
