import t from 'tap'
import { orderBody } from '../../../../hooks/gateway/paypal/order-body.ts'
import { isForgotten, orderRoutes } from '../../../../local/gateway/paypal/order-routes.ts'
import { paypalPayments } from '../../../../local/gateway/paypal/payments.ts'
import { hour, request, start } from '../../../fixtures/gateway/played.ts'
import { addOrder, origin, played, read, testWorld } from '../../../fixtures/gateway/world.ts'

const path = '/v2/checkout/orders'

function parts() {
  const { world } = testWorld()
  const payments = paypalPayments(world, () => origin)
  const route = orderRoutes(world, payments)
  const headers = { 'paypal-request-id': 'k' }
  return { world, payments, say: (line: string, body = '') => read(route(played(line, { body, headers }))) }
}

t.test('an order is created and read', async t => {
  const { say } = parts()
  const { status, body } = say(`POST ${path}`, JSON.stringify(orderBody(request)))
  t.match({ status, body }, { status: 200, body: { status: 'PAYER_ACTION_REQUIRED' } })
  t.strictSame(say(`GET ${path}/${body['id']}`), { status, body })
  t.equal(say(`POST ${path}`).status, 400)
  t.equal(say(`GET ${path}/OTHER`).status, 404)
  t.equal(say('GET /v2/other').status, undefined)
})

t.test('an order is captured once, after the buyer approved it', async t => {
  const { world, payments, say } = parts()
  const order = addOrder(world)
  const issueOf = ({ status, body }: ReturnType<typeof say>) => [
    status,
    Reflect.get((body['details'] as object[])[0] ?? {}, 'issue'),
  ]
  t.strictSame(issueOf(say(`POST ${path}/O1/capture`)), [422, 'ORDER_NOT_APPROVED'])
  payments.approve(order, 'declined')
  const declined = say(`POST ${path}/O1/capture`)
  t.strictSame(issueOf(declined), [422, 'INSTRUMENT_DECLINED'])
  t.match(declined.body['links'], [{ rel: 'redirect', href: `${origin}/pay/paypal/O1` }])
  payments.approve(order, 'good')
  t.match(say(`POST ${path}/O1/capture`), { status: 201, body: { status: 'COMPLETED' } })
  t.strictSame(issueOf(say(`POST ${path}/O1/capture`)), [422, 'ORDER_ALREADY_CAPTURED'])
})

t.test('an order without a capture is forgotten after three hours', async t => {
  const { world, payments, say } = parts()
  const captured = addOrder(world, { id: 'O2' })
  payments.approve(captured, 'good')
  payments.capture(captured)
  const order = addOrder(world)
  t.strictSame(
    [
      isForgotten(order, start + 3 * hour - 1),
      isForgotten(order, start + 3 * hour),
      isForgotten(captured, start + 9 * hour),
    ],
    [false, true, false],
  )
  world.moveClock(3 * hour)
  t.strictSame([say(`GET ${path}/O1`).status, say(`GET ${path}/O2`).status], [404, 200])
})
