export type OrderField = 'plan' | 'quantity' | 'coupon' | 'firstname' | 'lastname' | 'email' | 'token'

export type FieldProblem =
  | 'missing'
  | 'tooLong'
  | 'invalid'
  | 'tooMany'
  | 'notOnSale'
  | 'soldOut'
  | 'couponUnknown'
  | 'couponExpired'
  | 'couponUsedUp'
  | 'couponNotForPlan'
  | 'tooManyOpenOrders'

/** One field of a form that cannot be accepted; `limit` is the number that it must not exceed. */
export interface FieldFault<Field extends string = OrderField> {
  field: Field
  problem: FieldProblem
  limit?: number
}

/** The form for an order: what the buyer typed, if it comes back with faults. */
export interface OrderFormView {
  /** The hidden field `token`: sending a form twice is one order. */
  token: string
  values: Partial<Record<Exclude<OrderField, 'token'>, string>>
  faults: FieldFault[]
}

/** The form for an order before anybody typed into it; a link may choose its plan. */
export function emptyForm(token: string, plan?: string): OrderFormView {
  return { token, values: plan === undefined ? {} : { plan }, faults: [] }
}
