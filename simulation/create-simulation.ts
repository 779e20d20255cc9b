import type { NewEvent } from '../hooks/kube/api.ts'
import { type BoxOffice, createBoxOffice } from './actors/box-office.ts'
import { createEndpoint } from './actors/endpoint.ts'
import { createGateway } from './actors/gateway.ts'
import type { LateWrite } from './actors/late-write.ts'
import { createMarket } from './actors/market.ts'
import { openShop } from './actors/organizers.ts'
import { answerFault } from './invariants/answer-invariants.ts'
import { type Checker, createChecker } from './invariants/checker.ts'
import { countReached, nothingReached } from './reached.ts'
import type { Choices } from './schedule/choices.ts'
import { noFaults } from './schedule/faults.ts'
import { focusOf } from './schedule/focus.ts'
import { createApiServer } from './server/api-server.ts'
import { createConsumer } from './server/consumer.ts'
import { type Answer, orderController } from './server/controllers.ts'
import { leaveSales } from './server/earlier-release.ts'
import { createStore } from './server/store.ts'
import type { Simulation } from './simulation.ts'
import { createTill } from './till/till.ts'
import { imagineWorld, openingTime, type World } from './world.ts'

/** A simulation at its beginning, in a world that follows from the choices. */
export function createSimulation(choices: Choices, tell?: (sentence: string) => void): Simulation {
  const world = imagineWorld(choices)
  const simulation = simulationOf(world, tell)
  if (world.upgraded) leaveSales(simulation, choices)
  return simulation
}

/** A simulation at the beginning of a world: its shop, and processes that have seen nothing yet. */
export function simulationOf(world: World, tell?: (sentence: string) => void): Simulation {
  const clock = { now: openingTime }
  const now = () => clock.now
  const faults = noFaults()
  const reached = nothingReached()
  const { restarts, replicas, skewsMs } = world
  const noteViolation = (violation: string | undefined) => {
    simulation.violation ??= violation
  }
  const isEnding = () => api.isEnding()
  const checker = createChecker({ oldViews: restarts || replicas > 1, lagMs: focusOf(world.focus).lagMs, isEnding })
  const store = createStore({
    now,
    onChange(change) {
      tell?.(`  ${describeChange(change)}`)
      noteViolation(checker.check(change))
      countReached(reached, change, checker.records)
      simulation.till?.onChange(change)
    },
  })
  const api = createApiServer(store, { now })
  const around = { api, store, faults, now }
  const onAnswer = (asked: Parameters<typeof answerFault>[0], answer: Answer) =>
    noteViolation(answerFault(asked, answer))
  const engines = Array.from({ length: replicas }, (_, replica) =>
    createConsumer(`engine ${replica}`, orderController, { ...around, skewMs: skewsMs[replica] ?? 0, onAnswer }),
  )
  const events = new Map<string, NewEvent>()
  const endpoint = createEndpoint({ ...around, skewsMs: skewsMs.slice(2, 4), events })
  const gateway = createGateway({
    currencyOf: ({ status }) => status?.currency ?? world.currency,
    kinds: focusOf(world.focus).gateways,
    ...{ faults, now },
  })
  const market = createMarket({ api, store, world, faults, now })
  const adrift: LateWrite[] = []
  const simulation: Simulation = {
    ...{ world, clock, store, api, faults, reached, checker, engines, endpoint, gateway, market, adrift },
    ...{ marks: [], offices: [], endedAt: undefined, violation: undefined, tell: tell ?? (() => {}), till: undefined },
  }
  if (skewsMs.some(skew => skew !== 0)) faults['clocks apart'] += 1
  simulation.tell(`world ${JSON.stringify(world)}`)
  openShop(market)
  if (world.till !== undefined) {
    const aroundTill = { ...simulation, records: checker.records, events, now, onViolation: noteViolation }
    simulation.till = createTill(world.till, aroundTill)
  }
  simulation.offices = createOffices(simulation, noteViolation)
  return simulation
}

function createOffices(simulation: Simulation, onViolation: (violation: string | undefined) => void): BoxOffice[] {
  const { world, clock } = simulation
  const { processes, leaders } = world.offices
  return Array.from({ length: processes }, (_, index) => {
    const around = { ...simulation, now: () => clock.now, skewMs: world.skewsMs[4 + index] ?? 0, onViolation }
    const office = createBoxOffice(`box office ${index}`, around)
    office.lead(index < leaders)
    return office
  })
}

function describeChange({ kind, name, before, after, revision }: Parameters<Checker['check']>[0]): string {
  if (after === undefined) return `#${revision} ${kind} ${name} (${before?.metadata.uid}) is deleted`
  const status = 'status' in after ? ` ${brief(after.status)}` : ''
  return `#${revision} ${kind} ${name} (${after.metadata.uid}): ${JSON.stringify(after.spec)}${status}`
}

function brief(status: object | undefined): string {
  const { conditions: _, labelSelector: __, message: ___, ...rest } = (status ?? {}) as Record<string, unknown>
  return JSON.stringify(rest)
}
