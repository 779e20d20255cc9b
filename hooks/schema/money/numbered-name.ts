import { atCreation } from '../crd/ratchet.ts'
import type { Rule } from '../crd/structural.ts'

/** The most attempts to pay one order, and the most refunds of one payment. */
export const mostNumbers = 99

/** The name of the n-th attempt to pay an order: `<order>-<n>`, with n from 1 to 99. */
export function checkoutName(order: string, number: number): string {
  return `${order}-${number}`
}

/**
 * The name of the n-th refund of a payment: `<payment>-<n>`, with n from 1 to 99. Two persons or programs that refund the same
 * payment at once choose the same name, and the API server refuses the second.
 */
export function refundName(payment: string, number: number): string {
  return `${payment}-${number}`
}

/** The rule that a name consists of the name in a field of the spec, a hyphen, and a number from 1 to 99. */
export function numberedName(field: string): Rule {
  return atCreation({
    rule: `self.metadata.name.startsWith(self.spec.${field} + '-') && self.metadata.name.substring(size(self.spec.${field}) + 1).matches('^[1-9][0-9]?$')`,
    message: `metadata.name must be spec.${field}, a hyphen, and a number from 1 to ${mostNumbers}`,
  })
}
