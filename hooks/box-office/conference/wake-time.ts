import { reconsiderTime } from '../../rules/box-office/answer.ts'
import { lapseTime } from '../../rules/box-office/hold/life.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file.ts'

/** A reservation whose order was not seen for 2 minutes: whether the API server has one of that uid is the question. */
export interface Doubt {
  name: string
  uid: string
}

/** For how long a reservation whose order is not seen is believed to have one, in milliseconds. */
const beliefMs = 120_000

/** When time alone changes what is decided under a name, in milliseconds since 1970; undefined: never. */
export function wakeTime(file: CaseFile, { hasPlan }: { hasPlan: boolean }): number | undefined {
  const atDesk = caseOf(file)
  if (atDesk === undefined) return doubtTime(file)
  const { order, stored } = atDesk
  if (stored === undefined) return hasPlan || order.deleting ? undefined : reconsiderTime(order)
  return lapseTime(order, stored.reservation)
}

/** When the API server is asked whether the order of a reservation exists, in milliseconds since 1970. */
export function doubtTime({ strayedAt }: CaseFile): number | undefined {
  return strayedAt === undefined ? undefined : strayedAt + beliefMs
}

/** The doubt in a reservation; undefined while its order is seen, or was not long ago, or is known to be gone. */
export function doubtOf(file: CaseFile, now: number): Doubt | undefined {
  const uid = latestObservation(file)?.stored.reservation.orderUid
  const at = doubtTime(file)
  if (uid === undefined || at === undefined || at > now || file.goneUid === uid) return undefined
  return { name: file.name, uid }
}
