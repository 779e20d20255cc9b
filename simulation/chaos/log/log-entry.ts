import type { Change, KindName } from '../../server/stored.ts'
import type { Write } from './store-history.ts'

/** A change of a conference, or of a namespace: that it came, changed or went. */
export interface RealmChange {
  kind: 'Conference' | 'Namespace'
  name: string
  before: object | undefined
  after: object | undefined
  revision: number
  at: number
}

/** One line of the watch log, and which revision of the object it says was there before. */
export type Entry = (Change | RealmChange) & { follows: number | undefined }

const kinds: Record<string, KindName> = {
  plans: 'Plan',
  coupons: 'Coupon',
  orders: 'Order',
  reservations: 'Reservation',
  tickets: 'Ticket',
  payments: 'Payment',
}

/** The line of the log that a write makes: of our kinds in one namespace, and of all conferences and namespaces. `at` in milliseconds since 1970. */
export function entryOf(
  { key, revision, before, after }: Write,
  { namespace, at }: { namespace: string; at: number },
): Entry | undefined {
  const [, , group = '', plural = '', ...place] = key.split('/')
  const follows = before?.revision
  const around = { revision, at, follows }
  if (group === 'namespaces') {
    // The API server keeps its own kinds in a form of its own; that they are there is enough.
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
