import Fastify from 'fastify'
import t from 'tap'
import { admissionRoute } from '../../../hooks/http/admission/route.ts'
import { compileSchema } from '../../../hooks/http/validator.ts'
import type { Review } from '../../../hooks/metrics/admission-metrics.ts'
import { aReview, keptOut, letIn, someOffers } from '../../fixtures/http/reviews.ts'
import { anOrder, aPlan } from '../../fixtures/objects.ts'

t.test('the decision on an order is answered, and logged without the texts of the buyer', async t => {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => lines.push(JSON.parse(line)) }
  const server = Fastify({ logger: { stream, base: null, timestamp: false }, disableRequestLogging: true })
  t.teardown(() => server.close())
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  const counted: Review[] = []
  const count = (review: Review) => void counted.push(review)
  server.register(admissionRoute, { offers: someOffers({ plans: [aPlan()] }), patienceMs: 1000, count })
  const ask = async (order: ReturnType<typeof anOrder>) =>
    (await server.inject({ method: 'POST', url: '/admission/orders', payload: aReview(order) })).json()
  t.strictSame(await ask(anOrder()), letIn)
  const message = 'Your order is not valid: Your price is not well suited with the plan and coupon! It should be: 29.90'
  t.strictSame(await ask(anOrder({ price: 1 })), keptOut(message))
  const logged = { level: 30, namespace: 'conf', order: 'order-1', msg: 'order reviewed' }
  t.match(lines, [
    { ...logged, allowed: true },
    { ...logged, allowed: false, message },
  ])
  t.match(counted, [
    { outcome: 'allowed', seconds: Number },
    { outcome: 'refused', seconds: Number },
  ])
})
