import { lapseTime } from '../../../rules/box-office/hold/life.ts'
import { reconsiderTime } from '../../../rules/box-office/new-order.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file.ts'

/** A reservation whose order no view has shown for 2 minutes; the box office asks the API server for an order of this uid. */
export interface Doubt {
  name: string
  uid: string
}

/** How long the box office assumes that the order of a reservation exists although no view shows it. */
const beliefMs = 120_000

/** The time at which the decision on a file changes without any event, in milliseconds since 1970; undefined: never. */
export function wakeTime(file: CaseFile, { hasPlan }: { hasPlan: boolean }): number | undefined {
  const atDesk = caseOf(file)
  if (atDesk === undefined) return doubtTime(file)
  const { order, stored } = atDesk
  if (stored === undefined) return hasPlan || order.deleting ? undefined : reconsiderTime(order)
  return lapseTime(order, stored.reservation)
}

/** The time to ask the API server for the order of a reservation, in milliseconds since 1970. */
export function doubtTime({ strayedAt }: CaseFile): number | undefined {
  return strayedAt === undefined ? undefined : strayedAt + beliefMs
}

/** The doubt about a reservation; undefined if a view showed its order recently, or if the order certainly does not exist. */
export function doubtOf(file: CaseFile, now: number): Doubt | undefined {
  const uid = latestObservation(file)?.stored.reservation.orderUid
  const at = doubtTime(file)
  if (uid === undefined || at === undefined || at > now || file.goneUid === uid) return undefined
  return { name: file.name, uid }
}
