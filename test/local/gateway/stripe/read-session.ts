import t from 'tap'
import { encodeForm } from '../../../../hooks/gateway/stripe/form.ts'
import { sessionParameters } from '../../../../hooks/gateway/stripe/session-parameters.ts'
import { readNewSession } from '../../../../local/gateway/stripe/read-session.ts'
import { hour, minute, request, start } from '../../../fixtures/gateway/played.ts'
import { played, testWorld } from '../../../fixtures/gateway/world.ts'

const good = encodeForm(sessionParameters(request, start))

function readSession(body: string, authorization = 'Bearer sk_test_1') {
  const answer = readNewSession(
    played('POST /v1/checkout/sessions', { body, headers: { authorization } }),
    testWorld().world,
  )
  return 'status' in answer ? JSON.parse(answer.body).error : answer
}
const changed = (changes: Record<string, string>) => {
  const form = new URLSearchParams(good)
  for (const [name, value] of Object.entries(changes)) form.set(name, value)
  return form.toString()
}
const without = (name: string) => {
  const form = new URLSearchParams(good)
  form.delete(name)
  return form.toString()
}

t.test('the parameters of our client make a session', async t => {
  const session = readSession(good)
  const metadata = { namespace: 'conf', order: 'order-1', checkout: request.key }
  t.strictSame(session, {
    id: session.id,
    created: start,
    expiresAt: start + 35 * minute,
    live: false,
    amount: 2990,
    currency: 'eur',
    title: request.title,
    metadata,
    intentMetadata: metadata,
    successUrl: request.returnUrl,
    cancelUrl: request.cancelUrl,
    reference: 'conf/order-1',
    locale: 'en',
    methods: ['card'],
    isExpired: false,
    declines: 0,
  })
  t.match(session.id, /^cs_test_/)
  t.match(readSession(good, 'Bearer rk_live_1'), { id: /^cs_live_/, live: true })
  const unsigned = played('POST /v1/checkout/sessions', { body: good })
  t.match(readNewSession(unsigned, testWorld().world), { live: false })
})

t.test('most parameters may be left out', async t => {
  const few =
    'mode=payment&success_url=http://x/&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=50'
  t.match(readSession(few), { amount: 50, title: '', cancelUrl: '', expiresAt: start + 24 * hour, metadata: {} })
  t.notOk('methods' in readSession(few))
  t.notOk('reference' in readSession(few) || 'locale' in readSession(few))
  t.match(readSession(changed({ 'line_items[0][quantity]': '3' })), { amount: 8970 })
})

t.test('a session lives 30 minutes to 24 hours', async t => {
  const at = (ms: number) => String((start + ms) / 1000)
  t.match(readSession(changed({ expires_at: at(30 * minute) })), { expiresAt: start + 30 * minute })
  t.match(readSession(changed({ expires_at: at(30 * minute - 1000) })), {
    param: 'expires_at',
    message: /at least 30 min/,
  })
  t.match(readSession(changed({ expires_at: at(24 * hour) })), { expiresAt: start + 24 * hour })
  t.match(readSession(changed({ expires_at: at(24 * hour + 1000) })), {
    param: 'expires_at',
    message: /at most 24 hours/,
  })
  t.match(readSession(changed({ expires_at: 'soon' })), { param: 'expires_at', message: 'Invalid integer' })
})

t.test('wrong parameters are refused', async t => {
  t.match(readSession(changed({ mode: 'setup' })), { param: 'mode' })
  t.match(readSession(changed({ success_url: '/back' })), { param: 'success_url' })
  t.match(readSession(without('success_url')), { param: 'success_url' })
  const amount = 'line_items[0][price_data][unit_amount]'
  t.match(readSession(changed({ [amount]: '49' })), { code: 'amount_too_small' })
  t.match(readSession(changed({ [amount]: '100000000' })), { code: 'amount_too_large' })
  t.match(readSession(changed({ [amount]: '1.5' })), { param: 'unit_amount' })
  t.match(readSession(without('line_items[0][price_data][currency]')), { param: 'unit_amount' })
})
