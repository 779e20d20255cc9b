import type { Logger } from 'pino'
import type { BoxOfficeApi, CompositeController } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { group } from '../../schema/crd/kind.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { Clock } from '../clock.ts'

/** The plan controller of 0.2.0, which decided before there was a box office. */
export interface OldArbiter {
  /** Looks whether it exists; what was found before stays when that fails. Never rejects. */
  look(signal: AbortSignal): Promise<void>
  /** It has left something behind: it may have been there a moment ago. */
  suspect(): void
  /** Why nothing must be decided; undefined once it was not seen for a minute, or never. */
  closedReason(): string | undefined
}

// Its hook may still be asked, and its answers written, for a while after it is gone. It cannot see holds that were given
// to orders, and would sell their seats.
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
        if (name !== undefined && found === undefined) log.warn({ name }, 'nothing is decided: an old arbiter exists')
        hasLooked = true
        found = name
        if (name !== undefined) seenAt = clock.monotonic()
      } catch (error) {
        log.warn({ err: error }, 'looking for an old arbiter failed')
      } finally {
        isLooking = false
      }
    },
    suspect() {
      seenAt ??= clock.monotonic()
    },
    closedReason() {
      if (!hasLooked) return 'Whether an arbiter of an older version exists is not known yet'
      if (found !== undefined) return `The CompositeController "${found}" decides on plans: upgrade or delete it`
      if (seenAt === undefined) return undefined
      const left = seenAt + quietMs - clock.monotonic()
      return left > 0 ? `An arbiter of an older version may still write: wait ${Math.ceil(left / 1000)} s` : undefined
    },
  }
}

/** Whether a controller decides on plans of ours, whatever its name or version. */
export function isArbiter({ parent, parentApiVersion }: CompositeController): boolean {
  return parent === 'plans' && parentApiVersion.startsWith(`${group}/`)
}

/**
 * Whether the old arbiter decided on a reservation that still counts. A chart that is upgraded starts the box office before it
 * deletes the controller: this shows that it existed a moment ago.
 */
export function isDecidedByOldArbiter({ metadata, spec }: Partial<Reservation>): boolean {
  const isOfPlan = metadata?.ownerReferences?.some(({ kind, controller }) => kind === 'Plan' && controller === true)
  return isOfPlan === true && ['Held', 'Sold', 'Waitlisted'].includes(spec?.decision ?? '')
}
