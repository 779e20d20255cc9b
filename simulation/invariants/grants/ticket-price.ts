import type { Coupon } from '../../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'

/** The decimals of the currencies that schedules use. */
const decimals: Record<string, number> = { JPY: 0 }

/** Whether a ticket costs more now than an order states. Prices are numbers of a currency, such as 29.9. */
export function isPriceRisen(plan: Plan['spec'], coupon: Coupon['spec'] | undefined, stated: number): boolean {
  return ticketPrice(plan, coupon) > stated + 0.0001
}

/** The price of one ticket, computed apart from the rules: the price of the plan less the discount, at least 0. */
export function ticketPrice({ price, currency }: Plan['spec'], coupon: Coupon['spec'] | undefined): number {
  const unit = 10 ** (decimals[currency] ?? 2)
  const { price: amount = 0, percent = 0 } = coupon ?? {}
  const full = Math.round(price * unit)
  const off = Math.round(amount * unit) + Math.floor((full * percent) / 100 + 0.5)
  return Math.max(0, full - off) / unit
}
