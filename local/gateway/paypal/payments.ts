import type { PaypalCapture, PaypalOrder, PaypalRefund } from '../books.ts'
import type { World } from '../world.ts'
import { captureObject, orderObject, payee, refundObject } from './order-object.ts'

/** The choices of the buyer and of the shop with their consequences, and the events that PayPal sends about them. */
export interface PaypalPayments {
  /** The buyer approves the order; the funding decides what becomes of the capture. */
  approve(order: PaypalOrder, funding: PaypalOrder['funding']): void
  /** Takes the money of an approved order whose funding is not declined. */
  capture(order: PaypalOrder): void
  /** The money of a pending capture arrives or fails. */
  settleCapture(order: PaypalOrder, outcome: 'succeeded' | 'failed'): void
  /** A pending refund is completed, or any refund fails. */
  settleRefund(refund: PaypalRefund, outcome: 'succeeded' | 'failed'): void
  /** Sends the event of a refund that is completed. */
  reportRefund(refund: PaypalRefund): void
}

export function paypalPayments(world: World, origin: () => string): PaypalPayments {
  const { orders, paypalRefunds } = world.books
  const second = () => Math.floor(world.now() / 1000) * 1000

  function report(type: string, order: PaypalOrder, object: object): void {
    const [namespace = ''] = order.custom?.split('/') ?? []
    world.report({ provider: 'paypal', type, namespace, object })
  }

  function reportCapture(word: 'COMPLETED' | 'PENDING' | 'DENIED', order: PaypalOrder, capture: PaypalCapture): void {
    const object = captureObject(order, capture, { origin: origin(), refunds: [], isAlone: true })
    report(`PAYMENT.CAPTURE.${word}`, order, { ...object, payee })
  }

  function reportRefund(refund: PaypalRefund): void {
    const order = orders[refund.order] as PaypalOrder
    if (refund.status === 'COMPLETED') {
      report('PAYMENT.CAPTURE.REFUNDED', order, refundObject(order, refund, origin()))
    }
  }

  return {
    reportRefund,
    approve(order, funding) {
      if (order.capture !== undefined) return
      order.isApproved = true
      order.funding = funding
      report('CHECKOUT.ORDER.APPROVED', order, orderObject(order, [], origin()))
    },
    capture(order) {
      const at = second()
      const status = order.funding === 'delayed' ? 'PENDING' : 'COMPLETED'
      const capture: PaypalCapture = { id: world.paypalId(), at, updatedAt: at, status }
      order.capture = capture
      reportCapture(status, order, capture)
    },
    settleCapture(order, outcome) {
      const { capture } = order
      if (capture?.status !== 'PENDING') return
      capture.status = outcome === 'succeeded' ? 'COMPLETED' : 'DECLINED'
      capture.updatedAt = second()
      reportCapture(outcome === 'succeeded' ? 'COMPLETED' : 'DENIED', order, capture)
    },
    settleRefund(refund, outcome) {
      const status = outcome === 'succeeded' ? 'COMPLETED' : 'FAILED'
      if (refund.status === status) return
      refund.status = status
      reportRefund(paypalRefunds[refund.id] as PaypalRefund)
    },
  }
}
