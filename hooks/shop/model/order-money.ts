import { amountInMinorUnits, decimal, priceInMinorUnits } from '../../rules/money.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { Order } from '../../schema/order/order.ts'
import { hasCondition, orderState } from './order-state.ts'
import type { OrderState, OrderView } from './order-view.ts'
import type { MoneyView } from './views.ts'

type Money = Pick<OrderView, 'price' | 'currency' | 'total' | 'paid' | 'due' | 'refundsDue' | 'isDeciding'>

/** The amounts of an order. Before it is decided, its currency is that of its plan. */
export function orderMoney(order: Order, plan: Plan | undefined): Money {
  const { spec, status } = order
  const currency = status?.currency ?? plan?.spec.currency ?? ''
  const price = priceInMinorUnits(spec.price, currency)
  const paid = minor(status?.paid, currency) ?? 0n
  return {
    ...(price !== undefined && amountsToPay(order, { price, currency, paid })),
    currency,
    paid: decimal(paid, currency),
    refundsDue: refundsDue(order),
    isDeciding: paid > 0n && hasCondition(order, 'RefundDue', 'Unknown'),
  }
}

/** Without an amount that its currency can express, an order is refused and costs nothing. */
function amountsToPay(
  order: Order,
  { price, currency, paid }: { price: bigint; currency: string; paid: bigint },
): Pick<OrderView, 'price' | 'total' | 'due'> {
  const { spec, status } = order
  const isDecided = status?.currency !== undefined
  const total = (isDecided ? minor(status.total, currency) : undefined) ?? price * BigInt(spec.quantity)
  return {
    price: decimal(price, currency),
    total: decimal(total, currency),
    ...(isAskingFor(orderState(order)) && total > paid && { due: decimal(total - paid, currency) }),
  }
}

function minor(amount: string | undefined, currency: string): bigint | undefined {
  return amount === undefined ? undefined : amountInMinorUnits(amount, currency)
}

function isAskingFor(state: OrderState): boolean {
  return state === 'held' || state === 'underpaid'
}

/** The amounts of the message "Refund 29.90 EUR and 5.00 USD". */
function refundsDue({ status }: Order): MoneyView[] {
  const due = status?.conditions?.filter(one => one.type === 'RefundDue' && one.status === 'True') ?? []
  const amounts = due.flatMap(({ message }) => [...message.matchAll(/\b(\d+(?:\.\d+)?) ([A-Z]{3})\b/g)])
  return amounts.map(([, amount, currency]) => ({ amount, currency }) as MoneyView)
}
