import t from 'tap'
import { backAddress, cancelAddress, paypalPage } from '../../../../local/gateway/pages/paypal-page.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addOrder, testWorld } from '../../../fixtures/gateway/world.ts'

const { world } = testWorld()
const buttonsOf = (body: string) => [...body.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, text]) => text)

t.test('an order can be approved, declined and cancelled', async t => {
  const { body } = paypalPage(addOrder(world))
  t.match(body, /<h1>Pay 29\.90 EUR<\/h1>\n<p>1 ticket<\/p>/)
  t.strictSame(buttonsOf(body), ['Pay 29.90 EUR', 'Pay later by bank transfer', 'Decline', 'Cancel'])
  t.notMatch(body, /role="status"/)
  t.strictSame(buttonsOf(paypalPage(addOrder(world, { canPayLater: false })).body), [
    'Pay 29.90 EUR',
    'Decline',
    'Cancel',
  ])
  const declined = addOrder(world, { isApproved: true, funding: 'declined' })
  t.match(paypalPage(declined).body, /<p role="status">The last way to pay was declined/)
  t.notMatch(paypalPage(addOrder(world, { isApproved: true })).body, /role="status"/)
})

t.test('a captured order has a way back', async t => {
  const capture = { id: 'C1', at: start, updatedAt: start, status: 'COMPLETED' as const }
  const { body } = paypalPage(addOrder(world, { capture }))
  t.match(body, /29\.90 EUR: the payment is complete/)
  t.match(body, /<a href="http:\/\/127\.0\.0\.1:3080\/back\?token=O1&amp;PayerID=PLAYEDBUYER01">/)
  t.strictSame(buttonsOf(body), [])
})

t.equal(backAddress(addOrder(world, { returnUrl: 'http://x/?a=1' })), 'http://x/?a=1&token=O1&PayerID=PLAYEDBUYER01')
t.equal(cancelAddress(addOrder(world)), 'http://127.0.0.1:3080/?token=O1')
