import t from 'tap'
import type { StripePayment } from '../../../../local/gateway/books.ts'
import { canPayLater, sessionMoney, stripePage, withSessionId } from '../../../../local/gateway/pages/stripe-page.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addSession, testWorld } from '../../../fixtures/gateway/world.ts'

const { world } = testWorld()
const buttonsOf = (body: string) => [...body.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, text]) => text)
const payment: StripePayment = { intent: 'pi_1', charge: 'ch_1', state: 'succeeded', at: start }

t.test('an open session can be paid, declined and cancelled', async t => {
  const { status, body } = stripePage(addSession(world, { methods: ['card'], title: '1 <ticket>' }))
  t.equal(status, 200)
  t.match(body, /<h1>Pay 29\.90 EUR<\/h1>\n<p>1 &lt;ticket&gt;<\/p>/)
  t.strictSame(buttonsOf(body), ['Pay 29.90 EUR', 'Decline', 'Cancel'])
  t.notMatch(body, /role="status"/)
  t.strictSame(buttonsOf(stripePage(addSession(world)).body)[1], 'Pay later by bank transfer')
  t.match(stripePage(addSession(world, { declines: 1 })).body, /<p role="status">The card was declined/)
})

t.test('a session that ended has a way back', async t => {
  const back = /<a href="http:\/\/127\.0\.0\.1:3080\/back\?session=cs_1">Back to the shop<\/a>/
  const expired = stripePage(addSession(world, { isExpired: true }))
  t.equal(expired.status, 410)
  t.match(expired.body, /This payment has expired/)
  const titles = [
    [{ ...payment }, /29\.90 EUR: the payment is complete/],
    [{ ...payment, state: 'processing' }, /The bank transfer of 29\.90 EUR is on its way/],
    [{ ...payment, state: 'failed' }, /The bank transfer of 29\.90 EUR failed/],
  ] as const
  for (const [one, title] of titles) {
    const { body } = stripePage(addSession(world, { payment: one }))
    t.match(body, title)
    t.match(body, back)
    t.strictSame(buttonsOf(body), [])
  }
})

t.strictSame(
  [{}, { methods: ['card'] }, { methods: ['card', 'sepa_debit'] }].map(one => canPayLater(addSession(world, one))),
  [true, false, true],
  'a session without a list of methods accepts delayed ones',
)
t.equal(sessionMoney({ amount: 500, currency: 'isk' }), '5 ISK')
t.equal(withSessionId('http://x/?a={CHECKOUT_SESSION_ID}', 'cs_1'), 'http://x/?a=cs_1')
