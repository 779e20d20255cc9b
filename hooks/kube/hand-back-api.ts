import type { KubeConfig } from '@kubernetes/client-node'
import { group, version } from '../schema/crd/kind.ts'
import type { Coupon } from '../schema/offer/coupon.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { Order } from '../schema/order/order.ts'
import type { Reservation } from '../schema/reservation.ts'
import { type BoxOfficeApi, connectBoxOffice } from './box-office-api.ts'
import { connectLeases, type LeaseApi } from './leases.ts'
import { requestJson } from './request.ts'

interface Listed {
  plans: Plan
  coupons: Coupon
  orders: Order
  reservations: Reservation
}

/** The calls of the hand-back command to the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface HandBackApi
  extends Pick<BoxOfficeApi, 'compositeControllers' | 'getReservation' | 'replaceReservation'> {
  /** The Leases in the namespace of the release. */
  leases: LeaseApi['list']
  /** The names of all namespaces. */
  namespaces(signal: AbortSignal): Promise<string[]>
  /** All objects of a kind in a namespace. */
  list<Plural extends keyof Listed>(plural: Plural, namespace: string, signal: AbortSignal): Promise<Listed[Plural][]>
}

interface Page<T> {
  metadata: { continue?: string }
  items: T[]
}

/** Connects to the API server with these credentials. A list is read in pages of `pageSize` objects. */
export function connectHandBack(
  credentials: KubeConfig,
  { releaseNamespace, pageSize = 500 }: { releaseNamespace: string; pageSize?: number },
): HandBackApi {
  const { compositeControllers, getReservation, replaceReservation } = connectBoxOffice(credentials)
  async function listAll<T>(path: string, signal: AbortSignal): Promise<T[]> {
    const items: T[] = []
    for (let rest: string | undefined = ''; rest !== undefined; ) {
      const query = new URLSearchParams({ limit: String(pageSize), ...(rest && { continue: rest }) })
      const page = (await requestJson(credentials, { path: `${path}?${query}`, signal })) as Page<T>
      items.push(...page.items)
      rest = page.metadata.continue || undefined
    }
    return items
  }
  return {
    compositeControllers,
    getReservation,
    replaceReservation,
    leases: connectLeases(credentials, releaseNamespace).list,
    async namespaces(signal) {
      const found = await listAll<{ metadata: { name: string } }>('/api/v1/namespaces', signal)
      return found.map(({ metadata }) => metadata.name)
    },
    list: (plural, namespace, signal) =>
      listAll(`/apis/${group}/${version}/namespaces/${encodeURIComponent(namespace)}/${plural}`, signal),
  }
}
