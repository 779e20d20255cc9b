import { randomBytes, randomUUID, sign } from 'node:crypto'
import { crc32 } from 'node:zlib'
import Stripe from 'stripe'
import type { GatewayEvent } from '../world.ts'
import type { Signer } from './certificate.ts'

/** The bytes of one event with the headers that sign them. */
export interface SignedEvent {
  type: string
  body: string
  headers: Record<string, string>
}

/** The version of the objects in events (Stripe, Webhooks: api_version). */
const apiVersion = '2026-08-26.dahlia'

/** An event of Stripe, signed by the helper of Stripe's own package. */
export function signStripeEvent(
  { type, object, live = false }: GatewayEvent,
  { secret, now }: { secret: string; now: number },
): SignedEvent {
  const created = Math.floor(now / 1000)
  const id = `evt_${randomBytes(12).toString('hex')}`
  const event = { id, object: 'event', api_version: apiVersion, created, data: { object }, livemode: live, type }
  const body = JSON.stringify(event)
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: created })
  return { type, body, headers: { 'content-type': 'application/json', 'stripe-signature': signature } }
}

/** The places of PayPal's certificate and of its webhook. */
export interface PaypalSigning {
  signer: Signer
  webhookId: string
  certificateUrl: string
  now: number
}

/** An event of PayPal, signed as PayPal does (PayPal, Webhooks: integration guide, message headers). */
export function signPaypalEvent(
  { type, object }: GatewayEvent,
  { signer, webhookId, certificateUrl, now }: PaypalSigning,
): SignedEvent {
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`
  const event = {
    id: `WH-${randomBytes(9).toString('hex').toUpperCase()}`,
    event_version: '1.0',
    create_time: time,
    resource_type: type.split('.').at(1)?.toLowerCase(),
    resource_version: '2.0',
    event_type: type,
    resource: object,
  }
  const body = JSON.stringify(event)
  const id = randomUUID()
  const message = Buffer.from(`${id}|${time}|${webhookId}|${crc32(Buffer.from(body))}`)
  const headers = {
    'content-type': 'application/json',
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': sign('sha256', message, signer.key).toString('base64'),
    'paypal-cert-url': certificateUrl,
    'paypal-auth-algo': 'SHA256withRSA',
  }
  return { type, body, headers }
}
