import t from 'tap'
import { encodeForm } from '../../../../hooks/gateway/stripe/form.ts'
import { sessionParameters } from '../../../../hooks/gateway/stripe/session-parameters.ts'
import { stripePayments } from '../../../../local/gateway/stripe/payments.ts'
import { sessionRoutes } from '../../../../local/gateway/stripe/session-routes.ts'
import { minute, request, start } from '../../../fixtures/gateway/played.ts'
import { addSession, origin, played, read, testWorld } from '../../../fixtures/gateway/world.ts'

const path = '/v1/checkout/sessions'

function parts() {
  const { world } = testWorld()
  const payments = stripePayments(world, () => origin)
  const route = sessionRoutes(world, payments)
  return { world, payments, say: (line: string, body = '') => read(route(played(line, { body }))) }
}

t.test('a session is created and read', async t => {
  const { say } = parts()
  const { status, body } = say(`POST ${path}`, encodeForm(sessionParameters(request, start)))
  t.match({ status, body }, { status: 200, body: { status: 'open', amount_total: 2990 } })
  t.strictSame(say(`GET ${path}/${body['id']}`), { status, body })
  t.equal(say(`POST ${path}`, 'mode=setup').status, 400)
  t.equal(say(`GET ${path}/cs_other`).status, 404)
  t.equal(say('GET /v1/other').status, undefined)
})

t.test('the money is shown where it is wanted', async t => {
  const { world, payments, say } = parts()
  payments.pay(addSession(world), 'card')
  t.match(say(`GET ${path}/cs_1`).body, { payment_intent: /^pi_/ })
  t.match(say(`GET ${path}/cs_1?expand[0]=payment_intent.latest_charge`).body, { payment_intent: { id: /^pi_/ } })
})

t.test('sessions are listed page by page, the newest first', async t => {
  const { world, say } = parts()
  for (const [index, id] of ['cs_1', 'cs_2', 'cs_3'].entries()) addSession(world, { id, created: start + index * 1000 })
  const idsOf = (query: string) => {
    const { body } = say(`GET ${path}${query}`)
    return [(body['data'] as { id: string }[]).map(({ id }) => id), body['has_more']]
  }
  t.strictSame(idsOf(''), [['cs_3', 'cs_2', 'cs_1'], false])
  t.strictSame(idsOf('?limit=2'), [['cs_3', 'cs_2'], true])
  t.strictSame(idsOf('?limit=2&starting_after=cs_2'), [['cs_1'], false])
  t.strictSame(idsOf(`?created[gte]=${start / 1000 + 2}`), [['cs_3'], false])
})

t.test('only an open session is expired', async t => {
  const { world, payments, say } = parts()
  addSession(world)
  t.match(say(`POST ${path}/cs_1/expire`), { status: 200, body: { status: 'expired', url: null } })
  t.match(say(`POST ${path}/cs_1/expire`), { status: 400, body: { error: { message: /It is "expired"/ } } })
  payments.pay(addSession(world, { id: 'cs_2' }), 'card')
  t.match(say(`POST ${path}/cs_2/expire`), { status: 400, body: { error: { message: /It is "complete"/ } } })
  addSession(world, { id: 'cs_3' })
  world.moveClock(30 * minute)
  t.match(say(`GET ${path}/cs_3`).body, { status: 'expired' }, 'its time is over')
})
