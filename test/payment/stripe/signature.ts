import { createHmac } from 'node:crypto'
import t from 'tap'
import { requireSignature } from '../../../hooks/payment/stripe/signature.ts'
import { now } from '../../fixtures/objects.ts'
import { secret, signature } from '../../fixtures/payment/stripe.ts'
import { fc } from '../../fixtures/properties.ts'

const body = '{"id":"evt_1"}'
const second = 1000

function check(header: string | undefined, { secrets = [secret], bytes = Buffer.from(body), at = now } = {}) {
  requireSignature(bytes, { header, secrets, now: at })
}

const refusal = (must: string) => ({ outcome: 'not-genuine', message: `Cannot verify Stripe-Signature: ${must}` })
const otherBytes = refusal('it must sign this body with a configured signing secret')

t.test("a header from Stripe's own library is accepted", async () => {
  check(signature(body, { at: now }))
  check(`${signature(body, { at: now })},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39`)
})

t.test('during a rotation there are two secrets and two signatures', async t => {
  const [t1 = '', oldOne = ''] = signature(body, { at: now, by: 'old' }).split(',')
  const [, newOne = ''] = signature(body, { at: now, by: 'new' }).split(',')
  check([t1, oldOne, newOne].join(','), { secrets: ['new'] })
  check([t1, oldOne, newOne].join(', '), { secrets: ['old'] })
  check([t1, newOne].join(','), { secrets: ['old', 'new'] })
  t.throws(() => check([t1, oldOne].join(','), { secrets: ['new', 'newer'] }), otherBytes)
})

t.test('other bytes, times and secrets are refused', async t => {
  const header = signature(body, { at: now })
  const once = refusal('it must have exactly one time (t=)')
  const [t1 = '', v1 = ''] = header.split(',')
  t.throws(() => check(header, { bytes: Buffer.from(`${body} `) }), otherBytes)
  t.throws(() => check(header, { secrets: ['whsec_other'] }), otherBytes)
  t.throws(() => check(header.replace('v1=', 'v0=')), otherBytes, 'an old scheme does not count')
  t.throws(() => check(`t=${now / second + 1},${v1}`), otherBytes, 'the time is signed too')
  t.throws(() => check(t1), otherBytes)
  t.throws(() => check(`${t1},v1=`), otherBytes)
  t.throws(() => check(`${t1},v1=${'0'.repeat(64)}`), otherBytes)
  for (const none of [undefined, '', v1, `t=,${v1}`, `t=1e9,${v1}`, `t=-1,${v1}`, `${t1},${header}`]) {
    t.throws(() => check(none), once, String(none))
  }
  const unknown = refusal('a signing secret of Stripe must be configured')
  t.throws(() => check(header, { secrets: [] }), unknown)
})

t.test('a signature that is too early or too late is refused', async t => {
  const late = refusal('its time must be within 300 seconds of now')
  for (const seconds of [-300, 0, 300]) check(signature(body, { at: now + seconds * second }))
  for (const seconds of [-86_400, -301, 301, 86_400]) {
    t.throws(() => check(signature(body, { at: now + seconds * second })), late, `${seconds} s`)
  }
})

t.test('any bytes can be signed, and no other header is accepted', async () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, header) => {
      const time = Math.floor(now / second)
      const hex = createHmac('sha256', secret).update(`${time}.`).update(bytes).digest('hex')
      check(`t=${time},v1=${hex}`, { bytes: Buffer.from(bytes) })
      try {
        check(header, { bytes: Buffer.from(bytes) })
        return false
      } catch (error) {
        return error instanceof Error && error.name === 'Refusal'
      }
    }),
  )
})
