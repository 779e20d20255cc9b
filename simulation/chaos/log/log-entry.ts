import type { Change, KindName } from '../../server/stored.ts'
import type { Write } from './store-history.ts'

/** The creation, change or deletion of a conference or a namespace. */
export interface RealmChange {
  kind: 'Conference' | 'Namespace'
  name: string
  before: object | undefined
  after: object | undefined
  revision: number
  at: number
}

/** One line of the watch log, and the revision of the object's version before it. */
export type Entry = (Change | RealmChange) & { follows: number | undefined }

const kinds: Record<string, KindName> = {
  plans: 'Plan',
  seatpools: 'SeatPool',
  coupons: 'Coupon',
  orders: 'Order',
  reservations: 'Reservation',
  tickets: 'Ticket',
  payments: 'Payment',
  checkouts: 'Checkout',
  refunds: 'Refund',
}

/**
 * The line of the log for a write. It is undefined for objects other than our kinds in one namespace, and all conferences
 * and namespaces. `at` in milliseconds since 1970.
 */
export function entryOf(
  { key, revision, before, after }: Write,
  { namespace, at }: { namespace: string; at: number },
): Entry | undefined {
  const [, , group = '', plural = '', ...place] = key.split('/')
  const follows = before?.revision
  const around = { revision, at, follows }
  if (group === 'namespaces') {
    // The API server stores its own kinds in a form of its own; their existence is enough.
    return { kind: 'Namespace', name: plural, before: before && {}, after: after && {}, ...around }
  }
  if (group !== 'app.corley.it') return undefined
  const stored = {
    before: before && parse(before.value, before.revision),
    after: after && parse(after, revision),
  }
  if (plural === 'conferences') return { kind: 'Conference', name: place.join('/'), ...stored, ...around }
  const kind = kinds[plural]
  if (kind === undefined || place[0] !== namespace) return undefined
  return { kind, name: place[1] ?? '', ...stored, ...around } as Entry
}

/** Our kinds are stored as JSON, without the resourceVersion, which is the revision. */
function parse(value: Buffer, revision: number): { metadata: object } {
  const { metadata, ...rest } = JSON.parse(value.toString())
  return { ...rest, metadata: { ...metadata, resourceVersion: String(revision) } }
}
