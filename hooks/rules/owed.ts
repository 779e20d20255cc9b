import type { Facts, Standing } from './standing.ts'

/**
 * Whether an order may still be owed tickets: money came and has not bought any, or it is confirmed and not all that is
 * ordered is sold. Who cancelled is owed a refund, and that begins with somebody who makes it.
 */
export function isOwedTickets({ payment }: Standing, { cancelled, quantity, ledger, reservation }: Facts): boolean {
  if (payment === 'CONFIRMED') return reservation?.decision !== 'Sold' || reservation.quantity !== quantity
  return !cancelled && ledger.paid > 0n
}
