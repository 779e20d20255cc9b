import t from 'tap'
import { readPaypalCertificate } from '../../../../hooks/payment/paypal/webhooks/certificate.ts'
import { requirePaypalSignature } from '../../../../hooks/payment/paypal/webhooks/signature.ts'
import { requireTransmission, transmissionOf } from '../../../../hooks/payment/paypal/webhooks/transmission.ts'
import { requireSignature } from '../../../../hooks/payment/stripe/signature.ts'
import { createSigner } from '../../../../local/gateway/webhooks/certificate.ts'
import { signPaypalEvent, signStripeEvent } from '../../../../local/gateway/webhooks/sign-events.ts'
import { start } from '../../../fixtures/gateway/played.ts'

t.test("the payment endpoint accepts Stripe's signature", async t => {
  const event = { provider: 'stripe', type: 'refund.created', namespace: 'conf', object: { id: 're_1' } } as const
  const { type, body, headers } = signStripeEvent(event, { secret: 'whsec_1', now: start })
  t.equal(type, 'refund.created')
  t.match(JSON.parse(body), {
    id: /^evt_[0-9a-f]{24}$/,
    object: 'event',
    created: start / 1000,
    data: { object: { id: 're_1' } },
    livemode: false,
    type: 'refund.created',
  })
  const header = headers['stripe-signature']
  t.doesNotThrow(() => requireSignature(Buffer.from(body), { header, secrets: ['whsec_1'], now: start }))
  const { body: live } = signStripeEvent({ ...event, live: true }, { secret: 'whsec_1', now: start })
  t.equal(JSON.parse(live).livemode, true)
})

t.test("the payment endpoint accepts PayPal's signature", async t => {
  const signer = createSigner(start)
  const certificates = 'http://127.0.0.1:3090/v1/notifications/certs/'
  const type = 'PAYMENT.CAPTURE.COMPLETED'
  const { body, headers } = signPaypalEvent(
    { provider: 'paypal', type, namespace: 'conf', object: { id: 'C1' } },
    { signer, webhookId: 'W1', certificateUrl: `${certificates}CERT-1`, now: start },
  )
  t.match(JSON.parse(body), {
    id: /^WH-[0-9A-F]{18}$/,
    create_time: '2027-01-05T18:00:00Z',
    resource_type: 'capture',
    event_type: type,
    resource: { id: 'C1' },
  })
  const { certificate, ...signed } = requireTransmission(transmissionOf(headers), certificates)
  const { key } = readPaypalCertificate(signer.certificate)
  t.equal(certificate, `${certificates}CERT-1`)
  t.doesNotThrow(() => requirePaypalSignature(Buffer.from(body), { ...signed, key, webhooks: ['W1'], now: start }))
})
