import { type BoxOffice, createBoxOffice } from './actors/box-office.ts'
import { createEndpoint, type Endpoint } from './actors/endpoint.ts'
import { createGateway, type Gateway } from './actors/gateway.ts'
import { createMarket, type Market } from './actors/market.ts'
import type { Post } from './actors/network.ts'
import { openShop } from './actors/organizers.ts'
import type { Choices } from './choices.ts'
import { type Faults, noFaults } from './faults.ts'
import { focusOf } from './focus.ts'
import { answerFault } from './invariants/answer-invariants.ts'
import { type Checker, createChecker } from './invariants/checker.ts'
import { nothingReached, type Reached, reach } from './reached.ts'
import { type ApiServer, createApiServer } from './server/api-server.ts'
import { type Consumer, createConsumer } from './server/consumer.ts'
import { type Answer, orderController } from './server/controllers.ts'
import { leaveSales } from './server/earlier-release.ts'
import { createStore, type Store } from './server/store.ts'
import type { Mark } from './steps/restore-step.ts'
import { imagineWorld, type World } from './world.ts'

/** The objects, actors and counters of one schedule. */
export interface Simulation {
  world: World
  clock: { now: number }
  store: Store
  api: ApiServer
  faults: Faults
  reached: Reached
  checker: Checker
  /** The order controller of each engine process. */
  engines: Consumer[]
  /** The processes of the box office. */
  offices: BoxOffice[]
  /** Writes of a box office that are still under way after their sender stopped waiting for them. */
  adrift: Post[]
  /** Every change of the mark of a namespace that is being restored. */
  marks: Mark[]
  /** The time of the deletion of the namespace, in milliseconds since 1970. */
  endedAt: number | undefined
  endpoint: Endpoint
  gateway: Gateway
  market: Market
  /** The first broken invariant, as "name: what happened". */
  violation: string | undefined
  /** Adds a sentence to the story of the schedule; does nothing without a reader. */
  tell(sentence: string): void
}

/** A simulation at its beginning, in a world that follows from the choices. */
export function createSimulation(choices: Choices, tell?: (sentence: string) => void): Simulation {
  const world = imagineWorld(choices)
  const simulation = simulationOf(world, tell)
  if (world.upgraded) leaveSales(simulation, choices)
  return simulation
}

/** A simulation at the beginning of a world: its shop, and processes that have seen nothing yet. */
export function simulationOf(world: World, tell?: (sentence: string) => void): Simulation {
  const clock = { now: Date.parse('2026-11-20T08:00:00Z') }
  const now = () => clock.now
  const faults = noFaults()
  const reached = nothingReached()
  const { restarts, replicas, skews } = world
  const found = (violation: string | undefined) => {
    simulation.violation ??= violation
  }
  const isEnding = () => api.isEnding()
  const checker = createChecker({ oldViews: restarts || replicas > 1, lag: focusOf(world.focus).lag, isEnding })
  const store = createStore({
    now,
    changed(change) {
      tell?.(`  ${told(change)}`)
      found(checker.check(change))
      reach(reached, change, checker.records)
    },
  })
  const api = createApiServer(store, { now })
  const around = { api, store, faults, now }
  const answered = (asked: Parameters<typeof answerFault>[0], answer: Answer) => found(answerFault(asked, answer))
  const engines = Array.from({ length: replicas }, (_, replica) =>
    createConsumer(`engine ${replica}`, orderController, { ...around, skew: skews[replica] ?? 0, answered }),
  )
  const endpoint = createEndpoint({ ...around, skews: skews.slice(2, 4) })
  const gateway = createGateway(
    ({ status }) => status?.currency ?? world.currency,
    faults,
    () => clock.now,
  )
  const market = createMarket({ api, store, world, faults })
  const adrift: Post[] = []
  const simulation: Simulation = {
    ...{ world, clock, store, api, faults, reached, checker, engines, endpoint, gateway, market, adrift },
    ...{ marks: [], offices: [], endedAt: undefined, violation: undefined, tell: tell ?? (() => {}) },
  }
  if (skews.some(skew => skew !== 0)) faults['clocks apart'] += 1
  simulation.tell(`world ${JSON.stringify(world)}`)
  openShop(market)
  simulation.offices = officesOf(simulation, found)
  return simulation
}

function officesOf(simulation: Simulation, found: (violation: string | undefined) => void): BoxOffice[] {
  const { world, clock } = simulation
  const { processes, leaders } = world.offices
  return Array.from({ length: processes }, (_, index) => {
    const around = { ...simulation, now: () => clock.now, skew: world.skews[4 + index] ?? 0, found }
    const office = createBoxOffice(`box office ${index}`, around)
    office.lead(index < leaders)
    return office
  })
}

function told({ kind, name, before, after, revision }: Parameters<Checker['check']>[0]): string {
  if (after === undefined) return `#${revision} ${kind} ${name} (${before?.metadata.uid}) is deleted`
  const status = 'status' in after ? ` ${brief(after.status)}` : ''
  return `#${revision} ${kind} ${name} (${after.metadata.uid}): ${JSON.stringify(after.spec)}${status}`
}

function brief(status: object | undefined): string {
  const { conditions: _, labelSelector: __, message: ___, ...rest } = (status ?? {}) as Record<string, unknown>
  return JSON.stringify(rest)
}
