import { readOwnAmount } from '../../rules/amounts-text.ts'
import { amountInMinorUnits, decimal } from '../../rules/money.ts'
import type { Order } from '../../schema/order/order.ts'

/** The money of a plan's orders in one currency, in units of that currency. */
export interface PlanMoney {
  currency: string
  /** The payments that the organizer keeps: without refunds, refunds due and disputed money. */
  revenue: number
  refundsDue: number
  disputed: number
}

/** The money of one order, or of all orders of a plan in one currency, in minor units. */
interface Sum {
  revenue: bigint
  refundsDue: bigint
  disputed: bigint
}

interface Line {
  planRef: string
  currency: string
  sum: Sum
}

/**
 * Sums up the money of a conference by plan and currency, from the statuses of its orders. A change of an order costs the
 * same in a sale of any size. The sums leave out money in another currency than that of its order: buyers choose that
 * currency, so they could create any number of sums.
 */
export class MoneyTally {
  readonly #sums = new Map<string, Map<string, Sum>>()
  /** The money of each order that has some, by name. */
  readonly #lines = new Map<string, Line>()

  /** Replaces the order of a name; undefined removes it. */
  set(name: string, order: Order | undefined): void {
    const before = this.#lines.get(name)
    if (before !== undefined) this.#add(before, -1n)
    const line = order && lineOf(order)
    if (line === undefined) this.#lines.delete(name)
    else {
      this.#lines.set(name, line)
      this.#add(line, 1n)
    }
  }

  /** The money of a plan in each currency; that of its present currency also while there is none. */
  moneyOf({ name, currency: present }: { name: string; currency: string }): PlanMoney[] {
    const sums = this.#sums.get(name) ?? new Map<string, Sum>()
    const all = sums.has(present) ? sums : new Map([[present, nothing], ...sums])
    return [...all].map(([currency, { revenue, refundsDue, disputed }]) => {
      const units = (minor: bigint) => Number(decimal(minor, currency))
      return { currency, revenue: units(revenue), refundsDue: units(refundsDue), disputed: units(disputed) }
    })
  }

  #add({ planRef, currency, sum }: Line, sign: 1n | -1n): void {
    const sums = this.#sums.get(planRef) ?? new Map<string, Sum>()
    const total = sums.get(currency) ?? nothing
    this.#sums.set(planRef, sums)
    sums.set(currency, {
      revenue: total.revenue + sign * sum.revenue,
      refundsDue: total.refundsDue + sign * sum.refundsDue,
      disputed: total.disputed + sign * sum.disputed,
    })
  }
}

const nothing: Sum = { revenue: 0n, refundsDue: 0n, disputed: 0n }

/** The money of an order; undefined if it has none, as before its payment. */
function lineOf({ spec: { planRef }, status }: Order): Line | undefined {
  const { currency, paid = '', refundDue, disputed: inDispute } = status ?? {}
  if (currency === undefined) return undefined
  const received = amountInMinorUnits(paid, currency) ?? 0n
  const refundsDue = refundDue === undefined ? 0n : readOwnAmount(refundDue, currency)
  const disputed = inDispute === undefined ? 0n : readOwnAmount(inDispute, currency)
  const sum = { revenue: received - refundsDue - disputed, refundsDue, disputed }
  return received === 0n && refundsDue === 0n && disputed === 0n ? undefined : { planRef, currency, sum }
}
