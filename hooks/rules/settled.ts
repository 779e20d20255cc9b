import type { Facts, Standing } from './standing.ts'

/**
 * Whether nothing is due to an order: it is sold as it was ordered, or rejected and owed nothing. What happens to such an order
 * begins with somebody who changes it, pays or refunds. Of any other the next thing may come from its plan.
 */
export function isSettled({ payment }: Standing, { cancelled, quantity, ledger, reservation }: Facts): boolean {
  switch (payment) {
    case 'PENDING':
      return false
    case 'CONFIRMED':
      return reservation?.decision === 'Sold' && reservation.quantity === quantity
    case 'REJECTED':
      return cancelled || ledger.paid <= 0n
  }
}
