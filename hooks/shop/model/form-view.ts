import { longestCoupon } from './form-limits.ts'

export type OrderField = 'plan' | 'quantity' | 'coupon' | 'firstname' | 'lastname' | 'email' | 'token'

export type FieldProblem =
  | 'missing'
  | 'tooLong'
  | 'invalid'
  | 'tooMany'
  | 'tooFew'
  | 'notOnSale'
  | 'soldOut'
  | 'couponUnknown'
  | 'couponExpired'
  | 'couponUsedUp'
  | 'couponNotForPlan'
  | 'tooManyOpenOrders'
  /** The order is sold or has ended: it gets no more tickets. */
  | 'cannotGrow'
  /** The page shows a new price, which the buyer did not see yet. */
  | 'priceChanged'

/** A field of a form that cannot be accepted; `limit` is the number or length that it must not exceed. */
export interface FieldFault<Field extends string = OrderField> {
  field: Field
  problem: FieldProblem
  limit?: number
}

/** The form for an order; with the text that the buyer typed, if the shop shows it again with faults. */
export interface OrderFormView {
  /** The hidden field `token`: a form that is sent twice creates one order. */
  token: string
  values: Partial<Record<Exclude<OrderField, 'token'>, string>>
  faults: FieldFault[]
}

/** The form for an order before anybody typed into it. The query of a link may fill in its plan, quantity and coupon. */
export function emptyForm(token: string, query: Readonly<Record<string, unknown>> = {}): OrderFormView {
  const given = (['plan', 'quantity', 'coupon'] as const).map(field => [field, query[field]] as const)
  const texts = given.filter(([, value]) => typeof value === 'string' && value.length <= longestCoupon)
  return { token, values: Object.fromEntries(texts), faults: [] }
}
