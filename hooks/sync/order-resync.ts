import { confirms, type Facts, type Standing } from '../rules/standing.ts'

/** Seconds. */
const soon = 15

/**
 * In how many seconds an order is synced again if nothing happens to it before; nothing for not at all. A ticket that could
 * not be created is tried again. One that this answer creates is looked for again only if its name is a seat: the ticket of
 * an order before may still have that name, and the engine says nothing of a name that is taken. Of any other failure it
 * asks at once. Whatever else changes an order is an event: the box office watches the clock.
 */
export function orderResync(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  const isCertain = confirms(standing, facts) && facts.reservation?.seats === undefined
  return missing > 0 && !isCertain ? { resyncAfterSeconds: soon } : {}
}
