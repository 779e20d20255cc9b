import { orderOf, refundFacts, refundStatus } from '../../cashier/refunds/refund-case.ts'
import { type DueTransaction, dueTransactions } from '../../rules/cashier/due-transactions.ts'
import { decimal } from '../../rules/money.ts'
import type { Refund } from '../../schema/money/refund.ts'
import type { Report } from '../format/report.ts'
import { type OrderSale, readOrderSales } from '../reading/order-sales.ts'
import type { SnapshotReader } from '../reading/snapshot-reader.ts'
import { compareTexts } from './compare.ts'

const columns = {
  order: 'text',
  plan: 'text',
  state: 'text',
  amount: 'number',
  currency: 'text',
  provider: 'text',
  transactionId: 'text',
  payment: 'text',
  refund: 'text',
  refundId: 'text',
  sentAt: 'text',
  reason: 'text',
} as const

/**
 * The money to send back: what orders owe their buyers, spread over transactions (state Due), and every Refund with its state.
 * A Refund takes its amount off what is due until it fails. Rejects with a KubeError.
 */
export async function reportRefunds({ reader }: { reader: SnapshotReader }): Promise<Report<typeof columns>> {
  const refunds = new Map<string, Refund[]>()
  for await (const page of reader.readPages('refunds')) {
    for (const refund of page) {
      const { uid } = orderOf(refund)
      refunds.set(uid, [...(refunds.get(uid) ?? []), refund])
    }
  }
  const rows: RefundRow[] = []
  for await (const orderSale of readOrderSales(reader)) {
    const own = refunds.get(orderSale.order.metadata.uid) ?? []
    const due = dueTransactions(orderSale.sale, own.map(refundFacts))
    rows.push(...due.map(part => dueRow(orderSale, part)), ...own.map(refund => refundRow(orderSale, refund)))
  }
  return { columns, rows: rows.sort(compareRows) }
}

type RefundRow = ReturnType<typeof dueRow> | ReturnType<typeof refundRow>

function dueRow({ order }: OrderSale, { payment, amount }: DueTransaction) {
  const { name, provider, transactionId, currency } = payment
  return {
    order: order.metadata.name,
    plan: order.spec.planRef,
    state: 'Due' as const,
    amount: decimal(amount, currency),
    currency,
    provider,
    transactionId,
    payment: name,
    refund: undefined,
    refundId: undefined,
    sentAt: undefined,
    reason: order.status?.reason,
  }
}

function refundRow({ order, payments }: OrderSale, refund: Refund) {
  const { paymentRef: payment, currency } = refund.spec
  const { state, reason, providerId: refundId, sentAt } = refundStatus(refund)
  const { provider, transactionId } = payments.find(({ metadata }) => metadata.name === payment)?.spec ?? {}
  return {
    order: order.metadata.name,
    plan: order.spec.planRef,
    state,
    amount: decimal(refundFacts(refund).amount, currency),
    currency,
    provider,
    transactionId,
    payment,
    refund: refund.metadata.name,
    refundId,
    sentAt,
    reason,
  }
}

function compareRows(a: RefundRow, b: RefundRow): number {
  return (
    Number(b.state === 'Due') - Number(a.state === 'Due') ||
    compareTexts(a.order, b.order) ||
    compareTexts(a.payment, b.payment) ||
    compareTexts(a.refund, b.refund)
  )
}
