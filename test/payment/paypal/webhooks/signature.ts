import { createPublicKey, sign } from 'node:crypto'
import t from 'tap'
import { requirePaypalSignature } from '../../../../hooks/payment/paypal/webhooks/signature.ts'
import { now } from '../../../fixtures/objects.ts'
import { paypalKey } from '../../../fixtures/payment/paypal-certificates.ts'
import { webhook } from '../../../fixtures/payment/paypal-webhooks.ts'

// The CRC-32 of 123456789 is the check value of every description of it.
const bytes = Buffer.from('123456789')
const [id, time] = ['a9941940-3b3a-11ec-b750-f75a670c9758', '2026-11-20T08:00:00Z']
const signature = sign('sha256', Buffer.from(`${id}|${time}|${webhook}|${0xcbf43926}`), paypalKey)
const genuine = { id, time, signature, key: createPublicKey(paypalKey), webhooks: ['another', webhook], now }

t.test("bytes with PayPal's signature for one of our webhooks are genuine", async t => {
  t.doesNotThrow(() => requirePaypalSignature(bytes, genuine))
})

t.test('other bytes, webhooks, times and signatures are refused', async t => {
  const message = 'Cannot verify paypal-transmission-sig: it must sign this body for a configured webhook id'
  const refusal = { outcome: 'not-genuine', message }
  t.throws(() => requirePaypalSignature(Buffer.from('12345678'), genuine), refusal)
  for (const change of [
    { webhooks: ['another'] },
    { webhooks: [] },
    { id: 'other' },
    { time: '2026-11-20T08:00:01Z' },
    { signature: Buffer.alloc(0) },
    { signature: Buffer.alloc(256) },
    { signature: sign('sha1', Buffer.from(`${id}|${time}|${webhook}|${0xcbf43926}`), paypalKey) },
  ]) {
    t.throws(
      () => requirePaypalSignature(bytes, { ...genuine, ...change }),
      refusal,
      JSON.stringify(Object.keys(change)),
    )
  }
})

t.test('a signature is valid for four days, longer than PayPal repeats a message', async t => {
  const days = (number: number) => number * 86_400_000
  for (const age of [-300_000, 0, days(3), days(4)]) {
    t.doesNotThrow(() => requirePaypalSignature(bytes, { ...genuine, now: now + age }), `${age} ms`)
  }
  const refusal = {
    outcome: 'not-genuine',
    message: 'Cannot verify paypal-transmission-time: it must be of the last four days',
  }
  for (const age of [-days(1), -300_001, days(4) + 1, days(400)]) {
    t.throws(() => requirePaypalSignature(bytes, { ...genuine, now: now + age }), refusal, `${age} ms`)
  }
  const undated = sign('sha256', Buffer.from(`${id}|T|${webhook}|${0xcbf43926}`), paypalKey)
  t.throws(() => requirePaypalSignature(bytes, { ...genuine, time: 'T', signature: undated }), refusal)
})
