import t from 'tap'
import { type KubeApi, KubeError } from '../../hooks/kube/api.ts'
import type { PaymentSpec } from '../../hooks/schema/payment.ts'
import { anOrder } from '../fixtures/objects.ts'
import { type FakeKube, fakeKube, forbidden, unreachable } from '../fixtures/payment/fake-kube.ts'
import { reportOf } from '../fixtures/payment/paypal.ts'
import { testPaymentServer } from '../fixtures/payment/server.ts'
import { fc } from '../fixtures/properties.ts'

const callback = fc
  .record({
    custom: fc.constantFrom('order-1', 'conf/order-1', 'order-2', 'nobody'),
    payment_status: fc.constantFrom('Completed', 'Pending', 'Refunded', 'Reversed', 'Canceled_Reversal', 'Voided'),
    mc_gross: fc.constantFrom('29.90', '10'),
    mc_currency: fc.constantFrom('EUR', 'USD'),
    txn_id: fc.constantFrom('t-1', 't-2'),
  })
  .map(fields => new URLSearchParams(fields).toString())

function report(body: string) {
  return reportOf(Buffer.from(body), 'conf')
}

/** The fact behind a payment: its transaction and state, without its name. */
function fact({ transactionId, state }: Pick<PaymentSpec, 'transactionId' | 'state'>): string {
  return `${transactionId} ${state}`
}

/** The stored payment with the fact of a callback; undefined if there is none. */
function stored(kube: FakeKube, body: string) {
  return [...kube.payments.values()].find(({ spec }) => fact(spec) === fact(report(body)))
}

const runs = { numRuns: 60 }

t.test('callbacks in any number and order record each fact once, before it is acknowledged', async t => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(callback, { minLength: 1, maxLength: 6 }), async (scheduler, bodies) => {
      const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
      const created: string[] = []
      const step = scheduler.scheduleFunction(async (call: keyof KubeApi) => call)
      kube.before = async call => void (await step(call))
      const { createPayment } = kube
      kube.createPayment = async (payment, signal) => {
        await createPayment(payment, signal)
        created.push(fact(payment.spec))
      }
      const replicas = [testPaymentServer(t, { kube }), testPaymentServer(t, { kube })] as const
      const answers = bodies.map(async (body, index) => {
        const { statusCode } = await replicas[index % 2 === 0 ? 0 : 1].post(body)
        if (statusCode === 200 && !stored(kube, body))
          throw new Error(`Cannot find the payment of "${body}": an acknowledged one must be stored`)
        return statusCode
      })
      const codes = await scheduler.waitFor(Promise.all(answers))
      const wanted = new Set(
        bodies
          .map(report)
          .filter(({ order }) => order.name !== 'nobody')
          .map(fact),
      )
      return (
        new Set(created).size === created.length &&
        created.length === wanted.size &&
        codes.every((code, index) => code === (report(bodies[index] ?? '').order.name === 'nobody' ? 404 : 200))
      )
    }),
    runs,
  )
})

t.test('if any single call fails, before or after its effect, only a stored payment is acknowledged', async t => {
  const failure = fc.constantFrom(
    unreachable,
    forbidden,
    () => new KubeError('Conflict', { code: 409, reason: 'Conflict' }),
    () => new KubeError('broken', { code: 500, reason: 'InternalError' }),
    () => new KubeError('invalid', { code: 422, reason: 'Invalid' }),
    () => new TypeError('a defect'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(callback, { minLength: 1, maxLength: 4 }),
      fc.nat({ max: 20 }),
      failure,
      fc.boolean(),
      async (bodies, nth, fail, done) => {
        const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
        const { createPayment } = kube
        kube.createPayment = async (payment, signal) => {
          await createPayment(payment, signal)
          // The connection ends after the API server has stored the payment, and before its reply.
          if (done && kube.calls.length === nth) throw unreachable()
        }
        kube.before = () => {
          if (!done && kube.calls.length === nth) throw fail()
        }
        const { post } = testPaymentServer(t, { kube, timesMs: { settle: 2 } })
        for (const body of bodies) {
          const { statusCode } = await post(body)
          const expected = report(body).order.name === 'nobody' ? [404, 500, 503] : [200, 500, 503]
          if (!expected.includes(statusCode) || (statusCode === 200 && !stored(kube, body))) return false
          const again = await post(body)
          if (statusCode !== 404 && again.statusCode === 200 && !stored(kube, body)) return false
        }
        return true
      },
    ),
    runs,
  )
})

t.test('an order that is deleted or replaced at any moment gets no acknowledgement without its payment', async t => {
  await fc.assert(
    fc.asyncProperty(callback, fc.integer({ min: 1, max: 6 }), fc.boolean(), async (body, nth, replaced) => {
      const kube = fakeKube([anOrder(), anOrder({ name: 'order-2' })])
      kube.before = () => {
        if (kube.calls.length !== nth) return
        for (const name of ['order-1', 'order-2']) {
          if (replaced) kube.put(anOrder({ name, metadata: { uid: `later ${name}` } }))
          else kube.remove(anOrder({ name }))
        }
      }
      const { post } = testPaymentServer(t, { kube, timesMs: { settle: 2 } })
      const { statusCode } = await post(body)
      const [owner] = stored(kube, body)?.metadata.ownerReferences ?? []
      if (nth === 1 && replaced && statusCode === 200) return owner?.uid.startsWith('later') === true
      return statusCode !== 200 || (nth > 3 && owner !== undefined)
    }),
    runs,
  )
})
