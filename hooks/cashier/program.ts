import type { CashierApi } from '../kube/cashier-api.ts'
import { withTimeLimit } from '../kube/time-limit.ts'
import type { Checkout } from '../schema/money/checkout.ts'
import type { Gateways } from './accounts/gateways.ts'
import { createAgenda } from './agenda.ts'
import { orderOf } from './checkouts/checkout-case.ts'
import { createSendingLimit } from './refunds/sending-limit.ts'
import type { CashierCounters, CashierLog, CashierTools } from './tools.ts'
import type { OpenObjects } from './views/money-view.ts'
import { createViews } from './views/views.ts'
import { visitName } from './views/visit-name.ts'
import { startWatches, type Watch } from './views/watches.ts'
import { logFailure, visit } from './visit.ts'

export interface CashierOptions {
  api: CashierApi
  gateways: Gateways
  watch: Watch
  /** The most refunds that are sent within an hour, of all conferences together. */
  refundsPerHour: number
  /** The time in milliseconds since 1970, and one timer: `schedule` replaces the run that still waits. */
  clock: { now(): number; schedule(ms: number, run: () => void): void }
  instance: string
  home: string
  counters: CashierCounters
  log: CashierLog
}

/** A running cashier. */
export interface Cashier {
  /** It is ready when all watches are complete and connected; `away` has the paths of those that are not. */
  readiness(): { isReady: boolean; away: string[] }
  openObjects(): OpenObjects[]
  /** The number of refunds that were sent within the last hour. */
  refundsOfHour(): number
  /** Ends the watches, and resolves when the visits under way are over. */
  stop(): Promise<void>
  /** Rejects on a defect. */
  ended: Promise<void>
}

/** The longest visit: a few calls of a gateway, which take 10 s at most each. */
const visitMs = 90_000

/** Starts the watches. Once every list is complete, it visits the objects as the agenda says. */
export function startCashier(options: CashierOptions): Cashier {
  const { clock, watch, log, refundsPerHour, ...parts } = options
  const ending = new AbortController()
  const limit = createSendingLimit(refundsPerHour)
  const abandoned = new Map<string, Checkout>()
  // No visit begins before all lists are complete: a namespace that is not listed yet would look deleted.
  const early = new Set<string>()
  let isListed = false
  const wake = (name: string) => void (isListed ? agenda.wake(name) : early.add(name))
  const views = createViews({
    wake,
    drop: name => void (isListed ? agenda.drop(name) : early.delete(name)),
    noteSent: limit.note,
    abandon(checkout) {
      const { namespace } = orderOf(checkout)
      const visit = visitName('Abandoned', { namespace, name: checkout.metadata.name })
      abandoned.set(visit, checkout)
      wake(visit)
    },
  })
  const tools: CashierTools = {
    ...{ ...parts, limit, log, now: clock.now, closedReason: views.closedReason, isRestoring: views.isRestoring },
    isAwaited: order => views.isAwaited(order, clock.now()),
  }
  const time = { milliseconds: visitMs, outer: ending.signal }
  const agenda = createAgenda({
    ...clock,
    visit: name => withTimeLimit(time, signal => visit(tools, { name, abandoned }, signal)),
    onFailure: (name, error) => logFailure(log, name, error),
  })
  const onListed = () => {
    isListed = true
    for (const name of early) agenda.wake(name)
    early.clear()
  }
  const watches = startWatches(views.sinks, { watch, signal: ending.signal, onListed })
  return {
    ...{ ended: watches.ended, openObjects: views.openObjects },
    readiness() {
      const away = watches.awayPaths()
      return { isReady: away.length === 0, away }
    },
    refundsOfHour: () => limit.count(clock.now()),
    async stop() {
      ending.abort()
      await agenda.stop()
    },
  }
}
