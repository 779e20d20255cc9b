import { amountInMinorUnits, decimal, priceInMinorUnits } from '../../rules/money.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { Order } from '../../schema/order/order.ts'
import { hasCondition, orderState } from './order-state.ts'
import type { OrderState, OrderView } from './order-view.ts'
import type { MoneyView } from './views.ts'

type Money = Pick<OrderView, 'price' | 'currency' | 'total' | 'paid' | 'refundsDue' | 'isDeciding'> & { due?: string }

/** The amounts of an order. Before it is decided, its currency is that of its plan. */
export function orderMoney(order: Order, plan: Plan | undefined): Money {
  const { spec, status } = order
  const currency = status?.currency ?? plan?.spec.currency ?? ''
  const price = priceInMinorUnits(spec.price, currency) ?? 0n
  const isDecided = status?.currency !== undefined
  const total = (isDecided ? minor(status.total, currency) : undefined) ?? price * BigInt(spec.quantity)
  const paid = minor(status?.paid, currency) ?? 0n
  return {
    price: decimal(price, currency),
    currency,
    total: decimal(total, currency),
    paid: decimal(paid, currency),
    ...(isAskingFor(orderState(order)) && total > paid && { due: decimal(total - paid, currency) }),
    refundsDue: refundsDue(order),
    isDeciding: paid > 0n && hasCondition(order, 'RefundDue', 'Unknown'),
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
