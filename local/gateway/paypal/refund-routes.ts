import { objectOf, textOf } from '../../../hooks/payment/body/json-object.ts'
import { decimal } from '../../../hooks/rules/money.ts'
import type { PaypalOrder, PaypalRefund } from '../books.ts'
import { jsonAnswer, matchRoute, type PlayedAnswer, type PlayedRequest, type Route } from '../server/exchange.ts'
import type { RefundFate, World } from '../world.ts'
import { captureObject, minorOf, refundableOf, refundObject } from './order-object.ts'
import type { PaypalPayments } from './payments.ts'
import { missingResource, unprocessable } from './paypal-answer.ts'
import { amountRefusal, parse } from './read-order.ts'

const statuses = { succeeded: 'COMPLETED', pending: 'PENDING', failed: 'FAILED' } as const satisfies Record<
  RefundFate,
  PaypalRefund['status']
>

/** Captures and refunds: read and refund (PayPal, Payments API v2). */
export function paypalRefundRoutes(world: World, payments: PaypalPayments): Route {
  const { orders, paypalRefunds: refunds } = world.books
  const orderOf = (capture: string) => Object.values(orders).find(order => order.capture?.id === capture)

  return request => {
    const [refunded] = matchRoute(request, 'POST /v2/payments/captures/:id/refund') ?? []
    if (refunded !== undefined) return refund(request, orderOf(refunded))
    const [capture] = matchRoute(request, 'GET /v2/payments/captures/:id') ?? []
    if (capture !== undefined) return showCapture(request, orderOf(capture))
    const [id] = matchRoute(request, 'GET /v2/payments/refunds/:id') ?? []
    return id === undefined ? undefined : showRefund(request, refunds[id])
  }

  function refund({ body, origin }: PlayedRequest, order: PaypalOrder | undefined): PlayedAnswer {
    if (order === undefined) return missingResource()
    const given = parse(body)
    const left = order.capture?.status === 'COMPLETED' ? refundableOf(order, Object.values(refunds)) : 0n
    const value = textOf(objectOf(given['amount']), 'value') ?? decimal(left, order.currency)
    if (left === 0n) return unprocessable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.')
    const refusal = amountRefusal(value, order.currency)
    if (refusal !== undefined) return refusal
    if (minorOf(value, order.currency) > left) {
      return unprocessable(
        'REFUND_AMOUNT_EXCEEDED',
        'The refund amount must be less than or equal to the capture amount.',
      )
    }
    const invoice = textOf(given, 'invoice_id')
    const made: PaypalRefund = {
      id: world.paypalId(),
      created: Math.floor(world.now() / 1000) * 1000,
      order: order.id,
      value,
      ...(invoice !== undefined && { invoice }),
      status: statuses[world.refundFate],
    }
    refunds[made.id] = made
    payments.reportRefund(made)
    return jsonAnswer(201, refundObject(order, made, origin))
  }

  function showCapture({ origin }: PlayedRequest, order: PaypalOrder | undefined): PlayedAnswer {
    if (order?.capture === undefined) return missingResource()
    const taken = Object.values(refunds).filter(one => one.order === order.id)
    return jsonAnswer(200, captureObject(order, order.capture, { origin, refunds: taken, isAlone: true }))
  }

  function showRefund({ origin }: PlayedRequest, one: PaypalRefund | undefined): PlayedAnswer {
    if (one === undefined) return missingResource()
    return jsonAnswer(200, refundObject(orders[one.order] as PaypalOrder, one, origin))
  }
}
