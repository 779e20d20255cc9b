import t, { type Test } from 'tap'
import { paypalVerdicts } from '../../../../hooks/payment/paypal/ipn/verdicts.ts'
import { aCaller } from '../../../fixtures/payment/callers.ts'
import { says, startPaypal } from '../../../fixtures/payment/paypal.ts'

async function verdicts(t: Test, { patienceMs = 10_000 } = {}) {
  const paypal = await startPaypal(t)
  const clock = { now: 0 }
  const require = paypalVerdicts({ url: paypal.url, patienceMs, now: () => clock.now })
  const caller = aCaller()
  const ask = (body: string, deadline = AbortSignal.timeout(60_000)) =>
    require({ bytes: Buffer.from(body), caller, deadline })
  return { paypal, clock, caller, ask, require }
}

const invalid = {
  outcome: 'not-genuine',
  message: 'Cannot verify the callback: PayPal must confirm it, but answered INVALID',
}

t.test('PayPal verifies the same bytes once within ten minutes, whatever its answer', async t => {
  const { paypal, clock, caller, ask } = await verdicts(t)
  await ask('a=1')
  paypal.answer = says('INVALID')
  await t.rejects(ask('a=2'), invalid)
  clock.now = 599_999
  await ask('a=1')
  await t.rejects(ask('a=2'), invalid)
  t.strictSame([paypal.asked.length, caller.charges], [2, 2], 'a cached verdict charges nobody')
  clock.now = 600_000
  await t.rejects(ask('a=1'), invalid, 'then PayPal decides again')
  t.strictSame([paypal.asked.length, caller.charges], [3, 3])
})

t.test('other bytes are verified anew, however little they differ', async t => {
  const { paypal, ask } = await verdicts(t)
  await ask('a=1')
  paypal.answer = says('INVALID')
  for (const body of ['a=1 ', 'A=1', 'a=1&', '']) await t.rejects(ask(body), invalid)
})

t.test('the endpoint asks PayPal again after a question without an answer', async t => {
  const { paypal, ask } = await verdicts(t)
  paypal.answer = says('', 503)
  await t.rejects(ask('a=1'), { outcome: 'unavailable', message: /did not answer/ })
  paypal.answer = says('VERIFIED')
  await ask('a=1')
  t.equal(paypal.asked.length, 2)
})

t.test('the verdict on the first of many equal callbacks serves those that wait', async t => {
  const { paypal, ask } = await verdicts(t)
  await Promise.all(Array.from({ length: 100 }, () => ask('a=1')))
  t.equal(paypal.asked.length, 20, 'only the bounded number is verified')
})

t.test('ten thousand verdicts are cached, and the oldest is dropped first', async t => {
  const { paypal, ask } = await verdicts(t)
  const bodies = Array.from({ length: 10_001 }, (_, number) => `a=${number}`)
  await ask('a=0')
  for (let first = 1; first < bodies.length; first += 100) {
    await Promise.all(bodies.slice(first, first + 100).map(body => ask(body)))
  }
  await ask('a=10000')
  await ask('a=1000')
  t.equal(paypal.asked.length, 10_001)
  await ask('a=0')
  t.equal(paypal.asked.length, 10_002)
})

t.test('a source that exceeds its limit causes no call of PayPal', async t => {
  const { paypal, require } = await verdicts(t)
  const caller = {
    charge() {
      throw new Error('too much')
    },
    isSuspect: () => true,
  }
  await t.rejects(require({ bytes: Buffer.from('a=1'), caller, deadline: AbortSignal.timeout(60_000) }), {
    message: 'too much',
  })
  t.equal(paypal.asked.length, 0)
})

t.test('suspects do not take the turns of others', async t => {
  const { paypal, ask, require } = await verdicts(t)
  const { promise: ten, resolve } = Promise.withResolvers<void>()
  const held: (() => void)[] = []
  paypal.answer = response => {
    held.push(() => says('INVALID')(response))
    if (held.length === 10) resolve()
  }
  const suspect = { charge: () => {}, isSuspect: () => true }
  const deadline = AbortSignal.timeout(60_000)
  const junk = Array.from({ length: 20 }, (_, number) =>
    t.rejects(require({ bytes: Buffer.from(`junk=${number}`), caller: suspect, deadline }), invalid),
  )
  await ten
  paypal.answer = says('VERIFIED')
  await ask('a=1')
  t.equal(held.length, 10, 'ten are being verified, and the others wait')
  paypal.answer = says('INVALID')
  for (const answer of held) answer()
  await Promise.all(junk)
})

t.test('the wait for PayPal is bounded', async t => {
  const { paypal, ask } = await verdicts(t, { patienceMs: 50 })
  paypal.answer = () => {}
  await t.rejects(ask('a=1'), { outcome: 'unavailable', message: /did not answer/ })
})
