import { type Facts, isConfirming, type Standing } from '../../rules/order/standing.ts'

/** How long a ticket that could not be created waits for the next attempt. */
export const retrySeconds = 15

/**
 * The seconds until the engine syncs an order again without any event; empty for never. It retries tickets that could not be
 * created. For tickets that this answer creates, the engine reports every failure itself but one: another ticket may still
 * have the name of the seat. Everything else that changes an order is an event.
 */
export function orderResync(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  const isCertain = isConfirming(standing, facts) && facts.reservation?.seats === undefined
  return missing > 0 && !isCertain ? { resyncAfterSeconds: retrySeconds } : {}
}
