import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { KubeApi } from '../kube/api.ts'
import { type AcceptanceOptions, acceptPayment } from '../payment/accept-payment.ts'
import { quoted } from '../payment/field.ts'
import { paymentName } from '../payment/payment-name.ts'
import { type PaymentReport, readPaypalReport } from '../payment/paypal-report.ts'
import { Refusal } from '../payment/refusal.ts'
import { bodyTypes, type PaymentBody, parsePaymentBodies } from './payment-body.ts'
import { logCallback } from './payment-log.ts'

export interface PaymentRouteOptions extends Pick<AcceptanceOptions, 'instance' | 'times'> {
  kube: KubeApi
}

/** POST /payment-gateway/:namespace, where PayPal reports payments. */
export async function paymentRoute(
  server: FastifyInstance,
  { kube, instance, times }: PaymentRouteOptions,
): Promise<void> {
  parsePaymentBodies(server)
  server.post<{ Params: { namespace: string } }>('/payment-gateway/:namespace', async request => {
    const { facts, arrivedAt, deadline } = request.callback
    const namespace = readNamespace(request.params.namespace)
    facts.namespace = namespace
    const report = readReport(request, namespace)
    const { state } = report
    Object.assign(facts, { order: report.order.name, payment: paymentName(report), state })
    const accepted = await acceptPayment(kube, { report, receivedAt: arrivedAt, deadline, times, instance })
    const { outcome, order, eventError } = accepted
    logCallback(request, outcome, eventError && { eventError: eventError.message })
    const { payment = 'PENDING', quantity: tickets = 0 } = order.status ?? {}
    return { order: order.metadata.name, payment, tickets }
  })
}

// Kubernetes: Object Names and IDs, RFC 1123 label names.
function readNamespace(namespace: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return namespace
  throw new Refusal('malformed', `reading namespace ${quoted(namespace)}: must be a DNS label`)
}

function readReport(request: FastifyRequest, namespace: string): PaymentReport {
  const body = request.body as PaymentBody | undefined
  if (body === undefined) {
    throw new Refusal('malformed', `reading the body: must be there, as ${Object.keys(bodyTypes).join(' or ')}`)
  }
  return readPaypalReport(body.readFields(body.bytes), { namespace, body: body.bytes })
}
