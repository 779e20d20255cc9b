import { amountInMinorUnits, decimal, priceInMinorUnits } from '../../rules/money.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { Order } from '../../schema/order/order.ts'
import { hasCondition, orderState } from './order-state.ts'
import type { OrderState, OrderView } from './order-view.ts'
import type { MoneyView } from './views.ts'

type Money = Pick<
  OrderView,
  'price' | 'currency' | 'total' | 'paid' | 'partRefund' | 'due' | 'announced' | 'refundsDue' | 'isDeciding'
>

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
    ...readPartRefund(order),
    refundsDue: refundsDue(order),
    isDeciding: paid > 0n && hasCondition(order, 'RefundDue', 'Unknown'),
  }
}

/** Called only for a price that the currency can express: an order with any other price is refused and costs nothing. */
function amountsToPay(
  order: Order,
  { price, currency, paid }: { price: bigint; currency: string; paid: bigint },
): Pick<OrderView, 'price' | 'total' | 'due' | 'announced'> {
  const { spec, status } = order
  const isDecided = status?.currency !== undefined
  const total = (isDecided ? minor(status.total, currency) : undefined) ?? price * BigInt(spec.quantity)
  return {
    price: decimal(price, currency),
    total: decimal(total, currency),
    ...(isAskingFor(orderState(order)) && total > paid && restToPay(order, { rest: total - paid, currency })),
  }
}

/** The rest to pay; if announced money covers it, the buyer must not pay again, so nothing is due. */
function restToPay(
  { status }: Order,
  { rest, currency }: { rest: bigint; currency: string },
): Pick<OrderView, 'due' | 'announced'> {
  const pending = minor(status?.pending, currency) ?? 0n
  return pending >= rest ? { announced: decimal(pending, currency) } : { due: decimal(rest, currency) }
}

function minor(amount: string | undefined, currency: string): bigint | undefined {
  return amount === undefined ? undefined : amountInMinorUnits(amount, currency)
}

function isAskingFor(state: OrderState): boolean {
  return state === 'held' || state === 'underpaid'
}

/** The amounts of the message "10.00 of 59.80 EUR was refunded". */
function readPartRefund({ status }: Order): Pick<OrderView, 'partRefund'> {
  const part = status?.conditions?.find(({ type, reason }) => type === 'Paid' && reason === 'PartlyRefunded')
  const [, refunded, received] = part?.message.match(/^(\d+(?:\.\d+)?) of (\d+(?:\.\d+)?) /) ?? []
  return refunded === undefined || received === undefined ? {} : { partRefund: { refunded, received } }
}

/** The amounts of the message "Refund 29.90 EUR and 5.00 USD". */
function refundsDue({ status }: Order): MoneyView[] {
  const due = status?.conditions?.filter(one => one.type === 'RefundDue' && one.status === 'True') ?? []
  const amounts = due.flatMap(({ message }) => [...message.matchAll(/\b(\d+(?:\.\d+)?) ([A-Z]{3})\b/g)])
  return amounts.map(([, amount, currency]) => ({ amount, currency }) as MoneyView)
}

/** The number of ordered tickets that the hold lacks. The status shows only the total price of the held tickets. */
export function unheldTickets({ spec, status }: Order): number {
  const { total, currency = '', payment } = status ?? {}
  const price = priceInMinorUnits(spec.price, currency) ?? 0n
  const sum = minor(total, currency) ?? 0n
  if (payment !== 'PENDING' || price === 0n || sum === 0n) return 0
  return Math.max(0, spec.quantity - Number(sum / price))
}
