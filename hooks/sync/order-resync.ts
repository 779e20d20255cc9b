import { endOfHold } from '../rules/hold.ts'
import { isOwedTickets } from '../rules/owed.ts'
import { confirms, type Facts, type Standing } from '../rules/standing.ts'

/** Seconds. */
const soon = 15
/**
 * Seconds. What Metacontroller tells of a reservation can be lost: when the customize hook does not answer at that moment, the
 * order is skipped until it is looked at for another reason (findRelatedParents of its customize manager). Who has paid need not wait
 * for its resyncPeriodSeconds. Who has not must: thousands who wait, looked at every 300 s, leave no time to sell.
 */
const later = 300

/** In how many seconds an order is to be looked at again, if nothing happens to it before; nothing for never. */
export function orderResync(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  const waits = [
    // A ticket that could not be made is tried again, one that is made with this is not: when that fails, the engine asks at once.
    missing > 0 && !confirms(standing, facts) ? soon : undefined,
    untilEndOfHold(facts, standing),
    isOwedTickets(standing, facts) ? later : undefined,
  ].filter(seconds => seconds !== undefined)
  return waits.length === 0 ? {} : { resyncAfterSeconds: Math.min(...waits) }
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
