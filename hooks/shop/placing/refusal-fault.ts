import type { FieldFault } from '../model/form-view.ts'

/** The field that a refusal of the box office is about, and the problem in the words of the form. */
const faults: Readonly<Record<string, Pick<FieldFault, 'field' | 'problem'>>> = {
  NotYetOnSale: { field: 'plan', problem: 'notOnSale' },
  SaleOver: { field: 'plan', problem: 'notOnSale' },
  PlanInactive: { field: 'plan', problem: 'notOnSale' },
  CouponNotFound: { field: 'coupon', problem: 'couponUnknown' },
  CouponNotApplicable: { field: 'coupon', problem: 'couponNotForPlan' },
  CouponExpired: { field: 'coupon', problem: 'couponExpired' },
  CouponExhausted: { field: 'coupon', problem: 'couponUsedUp' },
  TooMany: { field: 'quantity', problem: 'tooMany' },
}

/** The fault of the field that a refusal is about. `most` is the highest number of tickets of one order. */
export function refusalFault(reason: string, most: number): FieldFault {
  const { field, problem } = faults[reason] ?? { field: 'plan', problem: 'notOnSale' }
  return { field, problem, ...(problem === 'tooMany' && { limit: most }) }
}
