import { confirms, type Facts, type Standing } from '../rules/standing.ts'

/** Seconds. */
const soon = 15

/**
 * In how many seconds an order is synced again if nothing happens to it before; nothing for not at all. A ticket that could
 * not be created is tried again; one that this answer creates is not: when that fails, the engine asks at once. Whatever
 * else changes an order is an event: the box office watches the clock.
 */
export function orderResync(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  return missing > 0 && !confirms(standing, facts) ? { resyncAfterSeconds: soon } : {}
}
