import { amountInMinorUnits, decimal } from '../../../hooks/rules/money.ts'
import type { PaypalCapture, PaypalOrder, PaypalRefund } from '../books.ts'

/** The account of the played PayPal that is paid. */
export const payee = { email_address: 'shop@example.org', merchant_id: 'S8XGHLYDW9T3S' }

/** An order as GET and the whole representation show it (PayPal, Orders API v2: order). */
export function orderObject(order: PaypalOrder, refunds: readonly PaypalRefund[], origin: string): object {
  const { id, created, capture } = order
  const taken = refunds.filter(one => one.order === id)
  return {
    id,
    intent: 'CAPTURE',
    status: orderStatusOf(order),
    create_time: timeText(created),
    purchase_units: [
      {
        reference_id: 'default',
        amount: moneyOf(order),
        payee,
        ...(order.title !== undefined && { description: order.title }),
        ...(order.custom !== undefined && { custom_id: order.custom }),
        ...(order.invoice !== undefined && { invoice_id: order.invoice }),
        ...(capture !== undefined && {
          payments: {
            captures: [captureObject(order, capture, { origin, refunds: taken, isAlone: false })],
            ...(taken.length > 0 && { refunds: taken.map(one => refundObject(order, one, origin)) }),
          },
        }),
      },
    ],
    links: linksOf(order, origin),
  }
}

/**
 * A capture (PayPal, Payments API v2: capture). One that is not shown in its order names the order; webhooks add the payee.
 */
export function captureObject(
  order: PaypalOrder,
  { id, status, at, updatedAt }: PaypalCapture,
  { origin, refunds, isAlone }: { origin: string; refunds: readonly PaypalRefund[]; isAlone: boolean },
): object {
  const amount = moneyOf(order)
  return {
    id,
    status: status === 'COMPLETED' ? refundedStatus(order, refunds) : status,
    ...(status === 'PENDING' && { status_details: { reason: 'ECHECK' } }),
    amount,
    final_capture: true,
    ...(order.custom !== undefined && { custom_id: order.custom }),
    ...(order.invoice !== undefined && { invoice_id: order.invoice }),
    ...(status === 'COMPLETED' && { seller_receivable_breakdown: breakdownOf(order) }),
    ...(isAlone && { supplementary_data: { related_ids: { order_id: order.id } } }),
    create_time: timeText(at),
    update_time: timeText(updatedAt),
    links: [
      { href: `${origin}/v2/payments/captures/${id}`, rel: 'self', method: 'GET' },
      { href: `${origin}/v2/payments/captures/${id}/refund`, rel: 'refund', method: 'POST' },
      { href: `${origin}/v2/checkout/orders/${order.id}`, rel: 'up', method: 'GET' },
    ],
  }
}

/** A refund (PayPal, Payments API v2: refund). */
export function refundObject(order: PaypalOrder, refund: PaypalRefund, origin: string): object {
  const { id, status, created, value, invoice } = refund
  return {
    id,
    status,
    amount: { currency_code: order.currency, value },
    ...(invoice !== undefined && { invoice_id: invoice }),
    create_time: timeText(created),
    update_time: timeText(created),
    links: [
      { href: `${origin}/v2/payments/refunds/${id}`, rel: 'self', method: 'GET' },
      { href: `${origin}/v2/payments/captures/${order.capture?.id}`, rel: 'up', method: 'GET' },
    ],
  }
}

export function orderStatusOf({
  capture,
  isApproved,
}: PaypalOrder): 'COMPLETED' | 'APPROVED' | 'PAYER_ACTION_REQUIRED' {
  if (capture !== undefined) return 'COMPLETED'
  return isApproved ? 'APPROVED' : 'PAYER_ACTION_REQUIRED'
}

/** The page on which the buyer approves an order. */
export function approvalPage({ id }: PaypalOrder, origin: string): string {
  return `${origin}/pay/paypal/${id}`
}

/** The money of a capture that no refund takes back, in minor units. */
export function refundableOf({ id, value, currency }: PaypalOrder, refunds: readonly PaypalRefund[]): bigint {
  const taken = refunds.filter(one => one.order === id && one.status !== 'FAILED')
  return taken.reduce((left, one) => left - minorOf(one.value, currency), minorOf(value, currency))
}

/** "29.90" in EUR → 2990n; PayPal leaves out the decimals of some currencies. */
export function minorOf(value: string, currency: string): bigint {
  return amountInMinorUnits(value, currency) ?? 0n
}

function refundedStatus(order: PaypalOrder, refunds: readonly PaypalRefund[]): string {
  const left = refundableOf(order, refunds)
  if (left === 0n) return 'REFUNDED'
  return left < minorOf(order.value, order.currency) ? 'PARTIALLY_REFUNDED' : 'COMPLETED'
}

/** The played PayPal keeps 3 % of an amount. */
function breakdownOf({ value, currency }: PaypalOrder): object {
  const gross = minorOf(value, currency)
  const fee = (gross * 3n) / 100n
  const money = (minor: bigint) => ({ currency_code: currency, value: decimal(minor, currency) })
  return { gross_amount: money(gross), paypal_fee: money(fee), net_amount: money(gross - fee) }
}

function linksOf(order: PaypalOrder, origin: string): object[] {
  const self = `${origin}/v2/checkout/orders/${order.id}`
  const status = orderStatusOf(order)
  return [
    { href: self, rel: 'self', method: 'GET' },
    ...(status === 'PAYER_ACTION_REQUIRED'
      ? [{ href: approvalPage(order, origin), rel: 'payer-action', method: 'GET' }]
      : []),
    ...(status === 'APPROVED' ? [{ href: `${self}/capture`, rel: 'capture', method: 'POST' }] : []),
  ]
}

function moneyOf({ currency, value }: PaypalOrder): object {
  return { currency_code: currency, value }
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}
