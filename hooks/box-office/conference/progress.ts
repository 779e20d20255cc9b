import type { Reached } from '../../rules/box-office/desk.ts'
import { versionOf } from './case-file/case-file.ts'
import { unreservedVersion } from './case-file/watch-waits.ts'
import type { Records } from './records/records.ts'

/** Marks as due the orders that waited for the progress of a watch; `at` is the time in milliseconds since 1970. */
export function noteProgress(records: Records, { reached, at }: { reached: Reached; at: number }): void {
  for (const name of records.ahead) dropOrPass(records, { name, reached, at })
  for (const name of records.unreserved) {
    if (unreservedVersion(records.fileOf(name), reached) <= reached.orders) records.due.add(name)
  }
  if (reached.coupons <= records.couponsReached) return
  records.couponsReached = reached.coupons
  for (const name of records.unjudged) records.due.add(name)
}

function dropOrPass(
  records: Records,
  { name, reached: { reservations }, at }: { name: string; reached: Reached; at: number },
): void {
  const file = records.fileOf(name)
  // The watch has passed the version of our write without showing the object: it was deleted.
  if (file.own !== undefined && file.own.stored.version <= reservations) {
    file.own = undefined
    records.refresh(file, at)
  } else if (versionOf(file) <= reservations) {
    records.ahead.delete(name)
    records.due.add(name)
  }
}
