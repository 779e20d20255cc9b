import { longestCoupon, longestEmail, longestName, longestPlan, mostTickets } from '../model/form-limits.ts'
import type { FieldFault, OrderFormView } from '../model/form-view.ts'
import { cutText, type FormFields, lengthOf, readText } from './typed-text.ts'

/** A form for an order whose fields are all valid. */
export interface ValidOrderForm {
  plan: string
  quantity: number
  coupon?: string
  firstname: string
  lastname: string
  email: string
  token: string
  /** The price of one ticket that the page showed, such as 29.90 EUR; empty if it showed none for the plan. */
  shownPrice: string
}

/** The form as the buyer typed it, and its contents or its faults. */
export type ReadForm = { values: OrderFormView['values'] } & ({ request: ValidOrderForm } | { faults: FieldFault[] })

// The names of plans and coupons (hooks/schema/crd/names.ts).
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Reads the fields of an order form. Faults are in the order of the fields. */
export function readOrderForm(fields: FormFields): ReadForm {
  const [plan, quantity, firstname, lastname, email] = ['plan', 'quantity', 'firstname', 'lastname', 'email'].map(
    name => readText(fields, name),
  ) as [string, string, string, string, string]
  // Codes have only lower-case letters, but people also type capitals.
  const coupon = readText(fields, 'coupon').toLowerCase()
  const values = cutValues({ plan, quantity, coupon, firstname, lastname, email })
  const faults = [
    faultOfPlan(plan),
    faultOfQuantity(quantity),
    coupon === '' || isName(coupon, longestCoupon) ? undefined : fault('coupon', 'invalid'),
    faultOfLength('firstname', { text: firstname, limit: longestName }),
    faultOfLength('lastname', { text: lastname, limit: longestName }),
    faultOfEmail(email),
  ].filter(one => one !== undefined)
  if (faults.length > 0) return { values, faults }
  const person = { firstname, lastname, email, token: readText(fields, 'token') }
  const shownPrice = readText(fields, `price.${plan}`)
  return { values, request: { plan, quantity: Number(quantity), ...(coupon && { coupon }), ...person, shownPrice } }
}

/** The texts that a form shows again: the beginning of each typed text, as much as a field can hold. */
function cutValues(values: OrderFormView['values']): OrderFormView['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cutText(value)]))
}

function isName(text: string, limit: number): boolean {
  return text.length <= limit && subdomain.test(text)
}

function faultOfPlan(plan: string): FieldFault | undefined {
  if (plan === '') return fault('plan', 'missing')
  return isName(plan, longestPlan) ? undefined : fault('plan', 'invalid')
}

function faultOfQuantity(quantity: string): FieldFault | undefined {
  if (quantity === '') return fault('quantity', 'missing')
  if (isTooFew(quantity)) return { ...fault('quantity', 'tooFew'), limit: mostTickets }
  if (!/^[0-9]{1,9}$/.test(quantity)) return fault('quantity', 'invalid')
  return Number(quantity) > mostTickets ? { ...fault('quantity', 'tooMany'), limit: mostTickets } : undefined
}

/** Whether a text is a whole number below 1. */
export function isTooFew(quantity: string): boolean {
  return /^(-[0-9]+|0+)$/.test(quantity)
}

function faultOfLength(
  field: 'firstname' | 'lastname' | 'email',
  { text, limit }: { text: string; limit: number },
): FieldFault | undefined {
  if (text === '') return fault(field, 'missing')
  return lengthOf(text) > limit ? { ...fault(field, 'tooLong'), limit } : undefined
}

function faultOfEmail(email: string): FieldFault | undefined {
  const isShaped = /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(email)
  return (
    faultOfLength('email', { text: email, limit: longestEmail }) ?? (isShaped ? undefined : fault('email', 'invalid'))
  )
}

function fault(field: FieldFault['field'], problem: FieldFault['problem']): FieldFault {
  return { field, problem }
}
