import { atCreation } from './ratchet.ts'
import { type FieldOptions, text } from './structural.ts'

// Kubernetes: Object Names and IDs, DNS subdomain names.
const subdomain = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'

/** The name of a plan: at most 55 characters, so that `<plan>-<7 digits>` is a ticket's name and a label. */
export function planName(options: FieldOptions) {
  return text(55, { pattern: subdomain, ...options })
}

/** The name of an order: at most 55 characters, for the same reason. */
export function orderName(options: FieldOptions) {
  return text(55, { pattern: subdomain, ...options })
}

/** The rule over the object itself that its name is such a name: Kubernetes asks for a subdomain, and lets it be longer. */
export const boundedName = atCreation({
  rule: 'size(self.metadata.name) <= 55',
  message: 'metadata.name must have at most 55 characters',
})

/** The name of a coupon. */
export function couponName(options: FieldOptions) {
  return text(253, { pattern: subdomain, ...options })
}
