import { endOfHold } from '../rules/hold.ts'
import { confirms, type Facts, type Standing } from '../rules/standing.ts'

/** Seconds. */
const soon = 15

/**
 * In how many seconds an order is to be looked at again, if nothing happens to it before; nothing for not at all. Who only
 * waits is told of, and not looked at: thousands who wait, looked at every few minutes, leave no time to sell.
 */
export function orderResync(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  // Never both: tickets are made only for what is sold.
  const seconds = untilMissingTickets(facts, { standing, missing }) ?? untilEndOfHold(facts, standing)
  return seconds === undefined ? {} : { resyncAfterSeconds: seconds }
}

/** A ticket that could not be made is tried again, one that is made with this is not: when that fails, the engine asks at once. */
function untilMissingTickets(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): number | undefined {
  return missing > 0 && !confirms(standing, facts) ? soon : undefined
}

/**
 * A hold ends at its time. One whose time is over, and whose end was not said because of what was said or made before, is
 * looked at again: nothing else may happen to the order, and a new status alone brings no sync (ignoreStatusChanges).
 */
function untilEndOfHold(facts: Facts, { payment }: Standing): number | undefined {
  const end = endOfHold(facts)
  if (end === undefined) return undefined
  if (end > facts.now) return Math.ceil((end - facts.now) / 1000)
  return payment === 'REJECTED' ? undefined : soon
}
