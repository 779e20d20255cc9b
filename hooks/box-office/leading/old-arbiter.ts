import type { Logger } from 'pino'
import type { BoxOfficeApi, CompositeController } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { group } from '../../schema/crd/kind.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { Clock } from '../clock.ts'

/** The plan controller of 0.2.0, which decided on orders before the box office existed. */
export interface OldArbiter {
  /** Checks whether it exists; a failed check keeps the last result. Never rejects. */
  look(signal: AbortSignal): Promise<void>
  /** Notes a trace of it: it may have existed a moment ago. */
  suspect(): void
  /** The reason to decide nothing; undefined if it was never seen, or was last seen more than a minute ago. */
  closedReason(): string | undefined
}

// Metacontroller may still call its hook, and write the answers, for a while after its deletion. The hook cannot see
// reservations that orders own, and would sell their seats.
const quietMs = 60_000
const requestMs = 5_000

export function createOldArbiter({
  api,
  clock,
  log,
}: {
  api: Pick<BoxOfficeApi, 'compositeControllers'>
  clock: Pick<Clock, 'monotonic'>
  log: Pick<Logger, 'warn'>
}): OldArbiter {
  let isLooking = false
  let hasLooked = false
  let found: string | undefined
  let seenAt: number | undefined

  return {
    async look(signal) {
      if (isLooking) return
      isLooking = true
      try {
        const limit = { milliseconds: requestMs, outer: signal }
        const controllers = await withTimeLimit(limit, limited => api.compositeControllers(limited))
        const { name } = controllers.find(isArbiter) ?? {}
        if (name !== undefined && found === undefined)
          log.warn({ name }, 'the box office decides nothing: delete this CompositeController of an older version')
        hasLooked = true
        found = name
        if (name !== undefined) seenAt = clock.monotonic()
      } catch (error) {
        log.warn({ err: error }, 'looking for an arbiter of an older version failed; retrying')
      } finally {
        isLooking = false
      }
    },
    suspect() {
      seenAt ??= clock.monotonic()
    },
    closedReason() {
      if (!hasLooked) return 'The search for an arbiter of an older version has not succeeded yet'
      if (found !== undefined) return `The CompositeController "${found}" decides on plans: upgrade or delete it`
      if (seenAt === undefined) return undefined
      const leftMs = seenAt + quietMs - clock.monotonic()
      return leftMs > 0
        ? `An arbiter of an older version may still write: wait ${Math.ceil(leftMs / 1000)} s`
        : undefined
    },
  }
}

/** Whether a controller decides on our plans, under any name and version. */
export function isArbiter({ parent, parentApiVersion }: CompositeController): boolean {
  return parent === 'plans' && parentApiVersion.startsWith(`${group}/`)
}

/**
 * Whether the old arbiter wrote a reservation that still counts. An upgrade of the chart starts the box office before it
 * deletes the controller; such a reservation shows that the controller existed a moment ago.
 */
export function isDecidedByOldArbiter({ metadata, spec }: Partial<Reservation>): boolean {
  const isOfPlan = metadata?.ownerReferences?.some(({ kind, controller }) => kind === 'Plan' && controller === true)
  return isOfPlan === true && ['Held', 'Sold', 'Waitlisted'].includes(spec?.decision ?? '')
}
