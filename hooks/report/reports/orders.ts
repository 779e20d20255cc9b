import { dueAmounts } from '../../rules/cashier/refund-step.ts'
import type { Sale } from '../../rules/cashier/sale.ts'
import { decimal, money } from '../../rules/money.ts'
import { timestamp } from '../../rules/time.ts'
import { newOrder } from '../../schema/order/order-status.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { Report } from '../format/report.ts'
import { type OrderSale, readOrderSales } from '../reading/order-sales.ts'
import type { SnapshotReader } from '../reading/snapshot-reader.ts'
import { compareTexts } from './compare.ts'

const columns = {
  order: 'text',
  plan: 'text',
  coupon: 'text',
  status: 'text',
  reason: 'text',
  quantity: 'number',
  total: 'number',
  paid: 'number',
  refundDue: 'number',
  currency: 'text',
  foreignDue: 'text',
  created: 'text',
  expires: 'text',
} as const

/** The orders of a conference with their money, the oldest first. Rejects with a KubeError. */
export async function reportOrders({ reader }: { reader: SnapshotReader }): Promise<Report<typeof columns>> {
  const rows: ReturnType<typeof rowOf>[] = []
  for await (const orderSale of readOrderSales(reader)) rows.push(rowOf(orderSale))
  rows.sort((a, b) => compareTexts(a.created, b.created) || compareTexts(a.order, b.order))
  return { columns, rows }
}

function rowOf({ order: { metadata, spec, status = newOrder }, sale }: OrderSale) {
  const { currency } = status
  return {
    order: metadata.name,
    plan: spec.planRef,
    coupon: spec.couponRef,
    status: status.payment,
    reason: status.reason,
    quantity: spec.quantity,
    total: status.total,
    paid: status.paid,
    ...dueCells(sale, currency),
    currency,
    created: timestamp(placedAt(metadata)),
    expires: status.expiresAt,
  }
}

/** The money due in the currency of the order, and in all others. No amount while nobody knows it. */
function dueCells(sale: Sale, currency: string | undefined) {
  const due = dueOf(sale)
  if (due === undefined) return { refundDue: undefined, foreignDue: undefined }
  const foreign = [...due].filter(([code]) => code !== currency)
  return {
    refundDue: currency === undefined ? undefined : decimal(due.get(currency) ?? 0n, currency),
    foreignDue: foreign.map(([code, amount]) => money(amount, code)).join(' and ') || undefined,
  }
}

/** The amounts due by currency, in minor units; undefined while the order hook or the box office does not know. */
function dueOf(sale: Sale): ReadonlyMap<string, bigint> | undefined {
  if (sale.refundReport === 'unknown') return undefined
  return sale.refundReport === 'due' ? dueAmounts(sale) : new Map()
}
