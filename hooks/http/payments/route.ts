import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { KubeApi } from '../../kube/api.ts'
import { quote } from '../../payment/body/field.ts'
import type { Caller, Callers } from '../../payment/callers.ts'
import { type Callback, isIgnored, type ReadCallback } from '../../payment/payment-report.ts'
import { type AcceptanceOptions, acceptPayment } from '../../payment/recording/accept-payment.ts'
import { paymentName } from '../../payment/recording/payment-name.ts'
import { Refusal } from '../../payment/refusal.ts'
import { callerName } from '../caller-name.ts'
import { bodyTypes, type PaymentBody, parsePaymentBodies } from './body.ts'
import { logCallback } from './log.ts'

export interface PaymentRouteOptions extends Pick<AcceptanceOptions, 'instance' | 'home' | 'timesMs'> {
  kube: KubeApi
  /** The gateways, by the end of their path: "", "/paypal" or "/stripe". */
  gateways: Record<string, ReadCallback>
  callers: Callers
}

/** POST /payment-gateway/:namespace for PayPal's IPN, and the paths below it for the other gateways. */
export async function paymentRoute(
  server: FastifyInstance,
  { kube, gateways, callers, ...options }: PaymentRouteOptions,
): Promise<void> {
  parsePaymentBodies(server)
  for (const [path, gateway] of Object.entries(gateways)) {
    server.post<{ Params: { namespace: string } }>(`/payment-gateway/:namespace${path}`, async request => {
      const { facts, arrivedAt: receivedAt, deadline } = request.callback
      const namespace = readNamespace(request.params.namespace)
      facts.namespace = namespace
      const message = await callers(callerName(request.ip), caller =>
        gateway(callbackOf(request, { namespace, caller })),
      )
      if (isIgnored(message)) {
        logCallback(request, 'ignored', message)
        return { ignored: message.ignored }
      }
      const { provider, state, transactionId: transaction } = message
      Object.assign(facts, { order: message.order.name, payment: paymentName(message), provider, transaction, state })
      const accepted = await acceptPayment(kube, { report: message, receivedAt, deadline, ...options })
      const { outcome, order, tickets, eventError } = accepted
      const alarm = state === 'RefundFailed' && { alarm: 'refund-failed' }
      logCallback(request, outcome, { ...alarm, ...(eventError && { eventError: eventError.message }) })
      return { order: order.metadata.name, payment: order.status?.payment ?? 'PENDING', tickets }
    })
  }
}

// Kubernetes: Object Names and IDs, RFC 1123 label names.
function readNamespace(namespace: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return namespace
  throw new Refusal('malformed', `Cannot read namespace ${quote(namespace)}: it must be a DNS label`)
}

function callbackOf(
  { body, headers, callback }: FastifyRequest,
  { namespace, caller }: { namespace: string; caller: Caller },
): Callback {
  if (body === undefined) {
    throw new Refusal(
      'malformed',
      `Cannot read the body: the callback must have one, as ${Object.keys(bodyTypes).join(' or ')}`,
    )
  }
  const { arrivedAt, deadline } = callback
  return { namespace, caller, ...(body as PaymentBody), headers, arrivedAt, deadline }
}
