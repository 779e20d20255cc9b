import type { NewEvent } from '../../hooks/kube/api.ts'
import type { Checkout } from '../../hooks/schema/money/checkout.ts'
import type { PlayedAnswer, PlayedRequest } from '../../local/gateway/server/exchange.ts'
import type { GatewayEvent } from '../../local/gateway/world.ts'
import type { SimulatedGateway } from '../actors/gateway.ts'
import type { SaleRecords } from '../invariants/records.ts'
import type { ReachedCounts } from '../reached.ts'
import type { Faults } from '../schedule/faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'
import type { Change } from '../server/stored.ts'
import type { LateRequest } from './cashier/calls.ts'
import { type CashierProcess, createCashier } from './cashier/cashier-process.ts'
import { movementFault } from './invariants/movement-invariants.ts'
import { statusFault } from './invariants/status-invariants.ts'
import { newestMovement } from './movements.ts'
import { type PlayedGateways, playGateways } from './played-gateways.ts'
import { countEffect, countTillChange } from './till-reached.ts'
import type { TillWorld } from './till-world.ts'
import { reportOf } from './webhooks.ts'

/** The cashiers of a schedule with everything around them. */
export interface Till {
  gateways: PlayedGateways
  reached: ReachedCounts
  cashiers: CashierProcess[]
  adrift: LateRequest[]
  /** Every checkout so far, by its uid. */
  checkouts: Map<string, Checkout>
  /** The ids of the payments whose pages buyers may know. */
  pages: Set<string>
  /** The name of the cashier that acted last at a gateway, by the key or path of its request. */
  lastActors: Map<string, string>
  /** Checks a stored change, and remembers it. */
  onChange(change: Change): void
}

export interface TillAround {
  api: ApiServer
  store: Store
  faults: Faults
  reached: ReachedCounts
  records: SaleRecords
  /** Receives the reports of webhooks. */
  gateway: SimulatedGateway
  events: Map<string, NewEvent>
  now(): number
  onViolation(violation: string | undefined): void
  tell(sentence: string): void
}

export function createTill(world: TillWorld, around: TillAround): Till {
  const { now, faults, onViolation, tell } = around
  const onEvent = (event: GatewayEvent) => {
    const report = reportOf(event, { books: gateways.books, now: now() })
    if (report === undefined) return
    if (world.hasWebhooks) around.gateway.posts.push({ report, state: 'open' })
    else faults['webhooks that never arrive'] += 1
  }
  const gateways = playGateways({ now, onEvent })
  const till: Till = {
    ...{ gateways, reached: around.reached },
    ...{ cashiers: [], adrift: [], checkouts: new Map(), pages: new Set(), lastActors: new Map() },
    onChange(change) {
      onViolation(statusFault(change, { till, around, world }))
      countTillChange(around.reached, change, around)
      if (change.kind !== 'Checkout' || change.after === undefined) return
      const { metadata, status } = change.after
      till.checkouts.set(metadata.uid, change.after)
      if (status?.url !== undefined && status.sessionId !== undefined) till.pages.add(status.sessionId)
    },
  }
  till.cashiers = Array.from({ length: world.processes }, (_, index) => {
    const name = `cashier ${index}`
    return createCashier({
      ...{ ...around, name, adrift: till.adrift, refundsPerHour: world.refundsPerHour, ...watchersOf(name, around) },
      skewMs: world.skewsMs[index] ?? 0,
      perform: (request, since) => perform(request, { till, around, since, name }),
      end: gateways.end,
    })
  })
  tell(`till ${JSON.stringify(world)}`)
  return till
}

/** The counters and the log of a cashier. An unexpected failure of a visit is a defect. */
function watchersOf(name: string, { onViolation }: TillAround) {
  return {
    counters: {
      countState() {},
      countFailure() {},
      countUnrecorded() {},
    },
    log: {
      info() {},
      warn() {},
      error(details: object, line: string) {
        const { err, outcome } = details as { err?: Error; outcome?: string }
        if (err !== undefined) onViolation(`cashierWorks: ${name}: ${line}: ${err.stack ?? err}`)
        if (outcome === 'mismatch') onViolation(`movementsAreOne: ${line} ${JSON.stringify(details)}`)
      },
    },
  }
}

/** Lets a request of a cashier take effect, and checks the money that it moves. */
function perform(
  request: PlayedRequest,
  { till, around, since, name }: { till: Till; around: TillAround; since: number; name: string },
): PlayedAnswer {
  const { gateways } = till
  const before = newestMovement(gateways.books, request)
  const answer = gateways.answer(request)
  const after = newestMovement(gateways.books, request)
  countEffect(around.reached, { request, answer, before, after, name }, till)
  if (after !== undefined && after.id !== before?.id) {
    around.tell(`  ${name} moves: ${JSON.stringify(after)}`)
    around.onViolation(movementFault(after, { till, around, since }))
  }
  return answer
}
