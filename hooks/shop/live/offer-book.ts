import type { WatchListener } from '../../kube/watch/list-watch.ts'
import type { Conference } from '../../schema/conference.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import { isListed } from '../model/view-conference.ts'
import { type KeptObjects, keepObjects } from './kept-objects.ts'

/** The plans and pools of a conference, by name. */
export interface Offers {
  plans: ReadonlyMap<string, Plan>
  pools: ReadonlyMap<string, SeatPool>
}

/** The plurals of the kinds. */
type Listed = 'conferences' | 'plans' | 'seatpools'

/** Everything that is on sale, in the memory of this replica. */
export interface OfferBook {
  /** The listeners of the watches of this replica, by the plural of the kind. */
  listeners: Record<Listed, WatchListener>
  /** The conferences whose namespace exists, sorted by their start; those without a start come last. */
  conferences(): Conference[]
  /** Undefined when no conference of that name is ready. */
  findConference(name: string): Conference | undefined
  /** The latest offers, for decisions. */
  presentOffers(conference: string): Offers
  /** The offers for pages: they change at most once a second, and are the same object until then. */
  shownOffers(conference: string): Offers
  /** Whether every list has been completed once. */
  isComplete(): boolean
  /** Whether a watch has been disconnected for so long that the offers may be stale. */
  isAway(): boolean
  /** For how long each watch has been disconnected, in milliseconds, by the plural of its kind. */
  silentMs(): Record<Listed, number>
}

const shownMs = 1_000

/** The end of a watch and the start of the next one are a moment apart; a longer silence is an outage. */
const patienceMs = 5_000

/** `now` is in milliseconds. */
export function openOfferBook(now: () => number): OfferBook {
  const conferences = keepObjects<Conference>(now)
  const plans = keepObjects<Plan>(now)
  const pools = keepObjects<SeatPool>(now)
  const all: KeptObjects<object>[] = [conferences, plans, pools]
  const shown = new Map<string, { offers: Offers; at: number; changes: number }>()

  const presentOffers = (name: string) => ({ plans: plans.objectsOf(name), pools: pools.objectsOf(name) })
  const changesOf = (name: string) => plans.changesOf(name) + pools.changesOf(name)

  function shownOffers(name: string): Offers {
    const last = shown.get(name)
    const changes = changesOf(name)
    if (last !== undefined && (last.changes === changes || now() - last.at < shownMs)) return last.offers
    const present = presentOffers(name)
    const offers = { plans: new Map(present.plans), pools: new Map(present.pools) }
    shown.set(name, { offers, at: now(), changes })
    return offers
  }

  function findConference(name: string): Conference | undefined {
    const found = conferences.objectsOf('').get(name)
    return found !== undefined && isListed(found) ? found : undefined
  }

  return {
    listeners: { conferences: conferences.listener, plans: plans.listener, seatpools: pools.listener },
    conferences: () => [...conferences.objectsOf('').values()].filter(isListed).sort(compareBegin),
    findConference,
    presentOffers,
    shownOffers,
    isComplete: () => all.every(objects => objects.isComplete()),
    isAway: () => all.some(objects => objects.silentMs() > patienceMs),
    silentMs: () => ({ conferences: conferences.silentMs(), plans: plans.silentMs(), seatpools: pools.silentMs() }),
  }
}

function compareBegin(a: Conference, b: Conference): number {
  const order = beginOf(a) - beginOf(b)
  return Number.isNaN(order) || order === 0 ? (a.metadata.name < b.metadata.name ? -1 : 1) : order
}

/** In milliseconds since 1970; Infinity without a start. */
function beginOf({ spec: { startsAt } }: Conference): number {
  return startsAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(startsAt)
}
