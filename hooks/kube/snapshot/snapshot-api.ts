import type { KubeConfig } from '@kubernetes/client-node'
import type { Conference } from '../../schema/conference.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import type { Refund } from '../../schema/money/refund.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { collectionPath, ownApi } from '../path.ts'
import { requestJson } from '../request.ts'

/** The kinds of a snapshot, by their plurals. */
export interface SnapshotKinds {
  tickets: Ticket
  orders: Order
  reservations: Reservation
  payments: Payment
  refunds: Refund
}

export interface SnapshotPage<Kind> {
  /** Without managedFields, which are larger than the rest. */
  objects: Kind[]
  /** The revision of the whole list. */
  revision: string
  /** The number of objects on later pages. */
  remaining: number
}

/** The calls that read a conference as it was at one moment. Every call rejects with a KubeError, also on the signal. */
export interface SnapshotApi {
  getConference(name: string, signal: AbortSignal): Promise<Conference>
  /**
   * The objects of a kind in the namespace of a conference, page by page: at that revision, or at the latest if it is
   * undefined. The API server rejects a revision older than about five minutes (410).
   */
  readPages<Plural extends keyof SnapshotKinds>(
    plural: Plural,
    from: { conference: string; revision: string | undefined },
    signal: AbortSignal,
  ): AsyncIterable<SnapshotPage<SnapshotKinds[Plural]>>
}

interface Page {
  /** `continue` is empty or absent on the last page, and so is remainingItemCount. */
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number }
  items: { metadata: ObjectMeta & { managedFields?: unknown } }[]
}

/** Connects to the API server with these credentials. A page has `pageSize` objects. */
export function connectSnapshots(credentials: KubeConfig, { pageSize = 500 } = {}): SnapshotApi {
  return {
    async getConference(name, signal) {
      const path = `${ownApi}/conferences/${encodeURIComponent(name)}`
      return (await requestJson(credentials, { path, signal })) as Conference
    },
    async *readPages(plural, { conference, revision }, signal) {
      const first = revision === undefined ? {} : { resourceVersion: revision, resourceVersionMatch: 'Exact' }
      for (let query: object | undefined = first; query !== undefined; ) {
        const search = new URLSearchParams({ limit: `${pageSize}`, ...query })
        const path = `${collectionPath(plural, { namespace: conference })}?${search}`
        const { metadata, items } = (await requestJson(credentials, { path, signal })) as Page
        const { resourceVersion, continue: rest, remainingItemCount = 0 } = metadata
        const objects = items.map(withoutManagedFields) as never[]
        yield { objects, revision: resourceVersion, remaining: remainingItemCount }
        query = rest ? { continue: rest } : undefined
      }
    },
  }
}

function withoutManagedFields({ metadata, ...rest }: Page['items'][number]): object {
  const { managedFields: _, ...kept } = metadata
  return { ...rest, metadata: kept }
}
