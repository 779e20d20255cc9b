import type { GatewayEvent } from '../world.ts'
import type { Signer } from './certificate.ts'
import type { Deliveries } from './deliveries.ts'
import { signPaypalEvent, signStripeEvent } from './sign-events.ts'

/** The webhooks of each gateway. The namespace of the order replaces {namespace} in an address. */
export interface Webhooks {
  stripe?: { url: string; secret?: string }
  paypal?: { url: string; webhookId?: string }
}

/** The signing secret of Stripe's webhook and the id of PayPal's, unless others are given. */
export const playedSecret = 'whsec_played'
export const playedWebhookId = 'PLAYED-WEBHOOK'

/** The path of PayPal's certificate. */
export const certificatePath = '/v1/notifications/certs/CERT-PLAYED'

interface SenderParts {
  webhooks: Webhooks
  deliveries: Deliveries
  signer: Signer
  origin(): string
}

/** Signs events at a time (ms since 1970) and hands them over for delivery. */
export function webhookSender({
  webhooks: { stripe, paypal },
  deliveries,
  signer,
  origin,
}: SenderParts): (event: GatewayEvent, now: number) => void {
  return (event, now) => {
    const signed =
      event.provider === 'stripe'
        ? signStripeEvent(event, { secret: stripe?.secret ?? playedSecret, now })
        : signPaypalEvent(event, {
            signer,
            webhookId: paypal?.webhookId ?? playedWebhookId,
            certificateUrl: `${origin()}${certificatePath}`,
            now,
          })
    const url = event.provider === 'stripe' ? stripe?.url : paypal?.url
    deliveries.send(signed, event.namespace === '' ? undefined : url?.replace('{namespace}', event.namespace))
  }
}
