import t from 'tap'
import { createSigner } from '../../../../local/gateway/webhooks/certificate.ts'
import { createDeliveries } from '../../../../local/gateway/webhooks/deliveries.ts'
import { type Webhooks, webhookSender } from '../../../../local/gateway/webhooks/webhooks.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { origin } from '../../../fixtures/gateway/world.ts'

const signer = createSigner(start)

function senderOf(webhooks: Webhooks) {
  const deliveries = createDeliveries()
  deliveries.isOn = false
  return { deliveries, send: webhookSender({ webhooks, deliveries, signer, origin: () => origin }) }
}

t.test('an event goes to the webhook of its conference', async t => {
  const webhooks = {
    stripe: { url: 'http://x/{namespace}/stripe', secret: 'whsec_1' },
    paypal: { url: 'http://x/{namespace}/paypal', webhookId: 'W1' },
  }
  const { deliveries, send } = senderOf(webhooks)
  send({ provider: 'stripe', type: 'a', namespace: 'conf', object: {} }, start)
  send({ provider: 'paypal', type: 'B', namespace: 'conf', object: {} }, start)
  send({ provider: 'paypal', type: 'C', namespace: '', object: {} }, start)
  t.strictSame(
    deliveries.all.map(({ type, url }) => [type, url]),
    [
      ['a', 'http://x/conf/stripe'],
      ['B', 'http://x/conf/paypal'],
      ['C', ''],
    ],
  )
  t.equal(deliveries.all[1]?.headers['paypal-cert-url'], `${origin}/v1/notifications/certs/CERT-PLAYED`)
})

t.test('without webhooks events are signed and remembered', async t => {
  const { deliveries, send } = senderOf({})
  send({ provider: 'stripe', type: 'a', namespace: 'conf', object: {} }, start)
  send({ provider: 'paypal', type: 'B', namespace: 'conf', object: {} }, start)
  t.strictSame(
    deliveries.all.map(({ url, headers }) => [url, Object.keys(headers).length]),
    [
      ['', 2],
      ['', 6],
    ],
  )
})
