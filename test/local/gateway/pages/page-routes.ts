import t from 'tap'
import { pageRoutes } from '../../../../local/gateway/pages/page-routes.ts'
import { paypalPayments } from '../../../../local/gateway/paypal/payments.ts'
import { stripePayments } from '../../../../local/gateway/stripe/payments.ts'
import { hour } from '../../../fixtures/gateway/played.ts'
import { addOrder, addSession, origin, played, testWorld } from '../../../fixtures/gateway/world.ts'

function parts() {
  const { world } = testWorld()
  const settled: string[] = []
  const route = pageRoutes(world, {
    stripe: stripePayments(world, () => origin),
    paypal: paypalPayments(world, () => origin),
    settle(id, outcome) {
      settled.push(`${id} ${outcome}`)
      return id === 'cs_1'
    },
  })
  const say = (line: string) => {
    const answer = route(played(line))
    const { location } = answer?.headers ?? {}
    return location ?? `${answer?.status} ${/<h1>(.*)<\/h1>/.exec(answer?.body ?? '')?.[1]}`
  }
  return { world, settled, route, say }
}

t.test('the first page lists payments and refunds, and the style is a file', async t => {
  const { say, route } = parts()
  t.equal(say('GET /'), '200 Played gateway')
  t.match(route(played('GET /played.css')), { status: 200, headers: { 'content-type': 'text/css' } })
  t.equal(route(played('GET /other')), undefined)
  t.equal(route(played('GET /pay/other/1')), undefined)
})

t.test('a buyer can pay, decline, cancel and pay later on the page of Stripe', async t => {
  const { world, say } = parts()
  const [session, card] = [addSession(world), addSession(world, { id: 'cs_2', methods: ['card'] })]
  t.equal(say('GET /pay/stripe/cs_1'), '200 Pay 29.90 EUR')
  t.equal(say('POST /pay/stripe/cs_1/cancel'), 'http://127.0.0.1:3080/')
  t.equal(say('POST /pay/stripe/cs_1/decline'), '200 Pay 29.90 EUR')
  t.equal(say('POST /pay/stripe/cs_1/later'), 'http://127.0.0.1:3080/back?session=cs_1')
  t.equal(say('POST /pay/stripe/cs_2/later'), '200 Pay 29.90 EUR', 'the session accepts cards only')
  t.equal(say('POST /pay/stripe/cs_2/pay'), 'http://127.0.0.1:3080/back?session=cs_2')
  t.strictSame([session.declines, session.payment?.state, card.payment?.state], [1, 'processing', 'succeeded'])
  t.equal(say('POST /pay/stripe/cs_2/pay'), '200 29.90 EUR: the payment is complete')
  addSession(world, { id: 'cs_3' })
  world.moveClock(hour)
  t.equal(say('POST /pay/stripe/cs_3/pay'), '410 This payment has expired')
  t.equal(say('GET /pay/stripe/cs_other'), '404 This payment does not exist')
})

t.test('the choices on the page of PayPal', async t => {
  const { world, say } = parts()
  const order = addOrder(world, { canPayLater: false })
  const back = 'http://127.0.0.1:3080/back?token=O1&PayerID=PLAYEDBUYER01'
  t.equal(say('GET /pay/paypal/O1'), '200 Pay 29.90 EUR')
  t.equal(say('POST /pay/paypal/O1/cancel'), 'http://127.0.0.1:3080/?token=O1')
  t.equal(say('POST /pay/paypal/O1/later'), '200 Pay 29.90 EUR', 'the order accepts no delayed money')
  t.equal(say('POST /pay/paypal/O1/other'), '200 Pay 29.90 EUR')
  t.equal(order.isApproved, false)
  t.equal(say('POST /pay/paypal/O1/decline'), back)
  t.equal(order.funding, 'declined')
  t.equal(say('POST /pay/paypal/O1/pay'), back)
  t.strictSame([order.isApproved, order.funding], [true, 'good'])
  order.canPayLater = true
  t.equal(say('POST /pay/paypal/O1/later'), back)
  t.equal(order.funding, 'delayed')
  order.capture = { id: 'C1', at: 0, updatedAt: 0, status: 'COMPLETED' }
  t.equal(say('POST /pay/paypal/O1/pay'), '200 29.90 EUR: the payment is complete')
  addOrder(world, { id: 'O2' })
  world.moveClock(3 * hour)
  t.equal(say('GET /pay/paypal/O2'), '404 This payment does not exist')
  t.equal(say('GET /pay/paypal/OTHER'), '404 This payment does not exist')
})

t.test('the buttons of the first page settle', async t => {
  const { say, settled, route } = parts()
  t.equal(say('POST /settle/cs_1/succeeded'), '/')
  t.equal(say('POST /settle/other/failed'), '404 This payment does not exist')
  t.equal(route(played('POST /settle/cs_1/maybe')), undefined)
  t.strictSame(settled, ['cs_1 succeeded', 'other failed'])
})
