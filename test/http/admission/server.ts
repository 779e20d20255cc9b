import { once } from 'node:events'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import Fastify from 'fastify'
import { Registry } from 'prom-client'
import t, { type Test } from 'tap'
import { admissionRoute, buildAdmissionServer } from '../../../hooks/http/admission/server.ts'
import { compileSchema } from '../../../hooks/http/validator.ts'
import type { OfferApi } from '../../../hooks/kube/api.ts'
import type { Review } from '../../../hooks/metrics/admission-metrics.ts'
import { aCertificate } from '../../fixtures/chart/webhook-certificate.ts'
import { mountSecret, type Signed } from '../../fixtures/http/certificates.ts'
import { aReview, keptOut, letIn, someOffers } from '../../fixtures/http/reviews.ts'
import { anOrder, aPlan } from '../../fixtures/objects.ts'
import { hang, unreachable } from '../../fixtures/payment/fake-kube.ts'

const first = await aCertificate()
const second = await aCertificate()

/** A webhook with a plan at 29.90 EUR, which logs into a list. */
function start(
  t: Test,
  { offers = someOffers({ plans: [aPlan()] }) as OfferApi, patienceMs = 10_000, registry = new Registry() } = {},
) {
  const lines: Record<string, unknown>[] = []
  const waiting: (() => void)[] = []
  const write = (line: string) => {
    lines.push(JSON.parse(line))
    for (const wake of waiting) wake()
  }
  const secret = mountSecret(t, first)
  const logger = { stream: { write } }
  const server = buildAdmissionServer({ offers, patienceMs, registry, certificates: secret.folder, logger })
  t.teardown(() => server.close())
  /** Resolves once the server has logged that line. */
  const logged = (msg: string) =>
    new Promise<void>(resolve => {
      const look = () => lines.some(line => line['msg'] === msg) && resolve()
      waiting.push(look)
      look()
    })
  const post = async (payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const { statusCode, body: answer } = await server.inject({
      method: 'POST',
      url: '/admission/orders',
      headers,
      payload: body,
    })
    return [statusCode, JSON.parse(answer)] as const
  }
  return { server, secret, lines, logged, post }
}

t.test('over TLS, a review is answered, and so are the probes', async t => {
  const { server } = start(t)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as { port: number }
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' }
    const request = https.request({ host: '127.0.0.1', port, path, method, headers, ca: first.ca, agent: false })
    request.end(body && JSON.stringify(body))
    const [answer] = await once(request, 'response')
    return text(answer)
  }
  t.strictSame(JSON.parse(await ask('POST', '/admission/orders', aReview(anOrder()))), letIn)
  const message = 'Your order is not valid: Your price is not well suited with the plan and coupon! It should be: 29.90'
  t.strictSame(JSON.parse(await ask('POST', '/admission/orders', aReview(anOrder({ price: 1 })))), keptOut(message))
  for (const path of ['/healthz', '/readyz']) t.equal(await ask('GET', path), 'ok')
})

/** Connects with trust in one certificate; rejects if the server has another one. */
async function greet(port: number, { ca }: Signed): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port, ca })
  await once(socket, 'secureConnect').finally(() => socket.destroy())
}

t.test('a new certificate is served without a restart, unless it is unusable', async t => {
  const { server, secret, logged } = start(t)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as { port: number }
  await greet(port, first)
  await t.rejects(greet(port, second))
  secret.replace({ ...second, key: first.key })
  await logged('still serving the previous certificate')
  await greet(port, first)
  secret.replace(second)
  await logged('serving a new certificate')
  await greet(port, second)
  await t.rejects(greet(port, first))
})

t.test('a malformed review is refused with 400, and the field is named', async t => {
  const { post, lines } = start(t)
  const review = aReview(anOrder())
  const table: [body: unknown, error: string][] = [
    ['{', "Body is not valid JSON but content-type is set to 'application/json'"],
    [{}, "body must have required property 'apiVersion'"],
    [{ ...review, kind: 'Order' }, 'body/kind must be equal to one of the allowed values'],
    [{ ...review, request: { ...review.request, uid: undefined } }, "body/request must have required property 'uid'"],
    [
      { ...review, request: { ...review.request, operation: 'DELETE' } },
      'body/request/operation must be equal to one of the allowed values',
    ],
    [
      { ...review, request: { ...review.request, object: anOrder({ quantity: '2' as never }) } },
      'body/request/object/spec/quantity must be integer',
    ],
  ]
  for (const [body, error] of table) t.strictSame(await post(body), [400, { error }])
  t.equal(lines.filter(line => line['msg'] === 'review failed' && line['status'] === 400).length, table.length)
  t.strictSame(await post('review', { 'content-type': 'text/plain' }), [400, { error: 'body must be object' }])
})

t.test('if the API server fails, no answer looks like a decision', async t => {
  const error = 'Cannot answer the review: the webhook failed; see its log'
  const offers = { ...someOffers({}), getPlan: () => Promise.reject(unreachable()) }
  t.strictSame(await start(t, { offers }).post(aReview(anOrder())), [503, { error }])
  const slow = { ...someOffers({}), getPlan: (_: unknown, signal: AbortSignal) => hang(signal) }
  t.strictSame(await start(t, { offers: slow, patienceMs: 10 }).post(aReview(anOrder())), [503, { error }])
  const broken = { ...someOffers({}), getPlan: () => Promise.reject(new Error('a defect')) }
  t.strictSame(await start(t, { offers: broken }).post(aReview(anOrder())), [500, { error }])
})

t.test('reviews are counted by their outcome, also those on a wrong path', async t => {
  const registry = new Registry()
  const { getPlan, ...others } = someOffers({ plans: [aPlan()] })
  let fault: Error | undefined
  const offers: OfferApi = { ...others, getPlan: (...of) => (fault ? Promise.reject(fault) : getPlan(...of)) }
  const { server, lines, post } = start(t, { offers, registry })
  await post(aReview(anOrder()))
  await post(aReview(anOrder({ price: 1 })))
  await post({})
  fault = unreachable()
  await post(aReview(anOrder()))
  fault = new Error('a defect')
  await post(aReview(anOrder()))
  t.equal((await server.inject({ method: 'POST', url: '/admission', body: {} })).statusCode, 404)
  await server.inject('/healthz')
  const error = 'Cannot serve POST "/admission": it must be /admission/orders'
  t.match(lines.at(-1), { level: 40, error, msg: 'review refused' })
  t.strictSame((await registry.metrics()).match(/^kconference.*_(?:total|count)\b.*/gm), [
    ...['allowed', 'refused', 'malformed', 'unserved', 'unavailable', 'failed'].map(
      outcome => `kconference_admission_reviews_total{outcome="${outcome}"} 1`,
    ),
    'kconference_admission_review_duration_seconds_count 6',
  ])
})

t.test('without a certificate it does not start', async t => {
  const certificates = t.testdir()
  t.throws(
    () => buildAdmissionServer({ offers: someOffers({}), registry: new Registry(), certificates, logger: false }),
    {
      message: `Cannot read the certificate in "${certificates}": it must hold tls.crt and tls.key`,
    },
  )
})

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
