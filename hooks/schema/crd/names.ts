import { atCreation } from './ratchet.ts'
import { type FieldOptions, type Rule, text } from './structural.ts'

// Kubernetes: Object Names and IDs, DNS subdomain names.
const subdomain = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'

/** The name of a plan: at most 55 characters, so that the name of a ticket, `<plan>-<7 digits>`, can be a label. */
export function planName(options: FieldOptions) {
  return text(55, { pattern: subdomain, ...options })
}

/** The name of a pool: at most 54 characters, so that the name of a ticket, `<pool>--<7 digits>`, can be a label. */
export function poolName(options: FieldOptions) {
  return text(54, { pattern: subdomain, ...options })
}

/**
 * The name of an order: at most 55 characters, so that `<order>-<7 digits>`, a ticket without a seat number, can be a
 * label.
 */
export function orderName(options: FieldOptions) {
  return text(55, { pattern: subdomain, ...options })
}

/** The rule that bounds the name of a plan or an order itself: Kubernetes allows longer subdomains. */
export const boundedName = nameOfAtMost(55)

/** The rule that bounds the name of a pool itself. */
export const boundedPoolName = nameOfAtMost(54)

function nameOfAtMost(length: number): Rule {
  return atCreation({
    rule: `size(self.metadata.name) <= ${length}`,
    message: `metadata.name must have at most ${length} characters`,
  })
}

/** The name of a coupon. */
export function couponName(options: FieldOptions) {
  return text(253, { pattern: subdomain, ...options })
}

/**
 * The name of a payment that can be refunded: at most 60 characters, so that `<payment>-<2 digits>`, the name of a refund,
 * can be a label. `<provider>-<40 digits>`, the name that a program gives, has at most 57.
 */
export function paymentName(options: FieldOptions) {
  return text(60, { pattern: subdomain, ...options })
}
