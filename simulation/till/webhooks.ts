import type { Json } from '../../hooks/payment/body/json-object.ts'
import { isIgnored, type PaymentReport } from '../../hooks/payment/payment-report.ts'
import { readPaypalFact } from '../../hooks/payment/paypal/webhooks/fact.ts'
import { readPaypalMovement } from '../../hooks/payment/paypal/webhooks/movement.ts'
import { readStripeFact } from '../../hooks/payment/stripe/fact.ts'
import { readStripeMovement } from '../../hooks/payment/stripe/movement.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import type { Books } from '../../local/gateway/books.ts'
import type { GatewayEvent } from '../../local/gateway/world.ts'
import { namespace } from '../server/api-server.ts'

/** The report of an event, as the payment endpoint reads it from a genuine webhook; undefined if it moves no money. */
export function reportOf(
  event: GatewayEvent,
  { books, now }: { books: Books; now: number },
): PaymentReport | undefined {
  const object = event.object as Json
  const movement = event.provider === 'stripe' ? readStripe(event, now) : readPaypal(event)
  if (movement === undefined) return undefined
  const name = event.provider === 'stripe' ? stripeOrder(object, books) : paypalOrder(object, movement, books)
  return { ...movement, order: { namespace, name }, by: 'namespace and name' }
}

function readStripe({ type, object, live = false }: GatewayEvent, now: number) {
  const event = { type, livemode: live, account: undefined, occurredAt: timestamp(now), object: object as Json }
  const fact = readStripeFact(event)
  return isIgnored(fact) ? undefined : readStripeMovement(event, fact)
}

function readPaypal({ type, object }: GatewayEvent) {
  const resource = object as Json
  const fact = readPaypalFact({ type, resource })
  return isIgnored(fact) ? undefined : readPaypalMovement(resource, fact)
}

/** The order in the metadata of a session, an intent or a refund. */
function stripeOrder({ metadata, payment_intent: intent }: Json, books: Books): string {
  const paid = Object.values(books.sessions).find(({ payment }) => payment?.intent === intent)
  return (metadata as Record<string, string> | undefined)?.['order'] ?? paid?.metadata['order'] ?? ''
}

/** A refund names its order by its payment only. */
function paypalOrder({ custom_id: custom }: Json, movement: { parentTransactionId?: string }, books: Books): string {
  const paid = Object.values(books.orders).find(({ capture }) => capture?.id === movement.parentTransactionId)
  const text = typeof custom === 'string' ? custom : (paid?.custom ?? '')
  return text.slice(text.indexOf('/') + 1)
}
