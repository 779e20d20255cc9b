import type { BoxOffice } from './actors/box-office.ts'
import type { Endpoint } from './actors/endpoint.ts'
import type { SimulatedGateway } from './actors/gateway.ts'
import type { LateWrite } from './actors/late-write.ts'
import type { Market } from './actors/market.ts'
import type { Checker } from './invariants/checker.ts'
import type { Mark } from './namespace-mark.ts'
import type { ReachedCounts } from './reached.ts'
import type { Faults } from './schedule/faults.ts'
import type { ApiServer } from './server/api-server.ts'
import type { Consumer } from './server/consumer.ts'
import type { Store } from './server/store.ts'
import type { Till } from './till/till.ts'
import type { World } from './world.ts'

/** The objects, actors and counters of one schedule. */
export interface Simulation {
  world: World
  clock: { now: number }
  store: Store
  api: ApiServer
  faults: Faults
  reached: ReachedCounts
  checker: Checker
  /** The order controller of each engine process. */
  engines: Consumer[]
  /** The processes of the box office. */
  offices: BoxOffice[]
  /** Writes of a box office that are still under way after their sender stopped waiting for them. */
  adrift: LateWrite[]
  /** Every change of the mark of a namespace that is being restored. */
  marks: Mark[]
  /** The time of the deletion of the namespace, in milliseconds since 1970. */
  endedAt: number | undefined
  endpoint: Endpoint
  gateway: SimulatedGateway
  market: Market
  /** The cashiers and gateways, if the schedule plays them. */
  till: Till | undefined
  /** The first broken invariant, as "<name>: <event>". */
  violation: string | undefined
  /** Adds a sentence to the story of the schedule; does nothing without a reader. */
  tell(sentence: string): void
}
