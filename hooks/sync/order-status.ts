import { decimal } from '../rules/money.ts'
import type { Facts, Standing } from '../rules/standing.ts'
import type { Order, OrderStatus } from '../schema/order.ts'
import { conditionsOf } from './conditions.ts'
import { orderLabel } from './order-children.ts'
import { orderFindings } from './order-findings.ts'

/** The whole status of an order: Metacontroller replaces it, so everything is said every time. */
export function orderStatus(
  parent: Order,
  of: { facts: Facts; standing: Standing; missing: number; now: number },
): OrderStatus {
  const { facts, standing } = of
  const { currency } = facts
  return {
    payment: standing.payment,
    quantity: facts.tickets,
    labelSelector: `${orderLabel}=${parent.metadata.name}`,
    reason: standing.reason,
    message: standing.message,
    total: decimal(facts.total, currency ?? ''),
    paid: decimal(facts.ledger.paid, currency ?? ''),
    ...(currency !== undefined && { currency }),
    conditions: conditionsOf(orderFindings(facts, standing, of.missing), { parent, now: of.now }),
  }
}
