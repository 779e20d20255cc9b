import { CustomObjectsApi, type KubeConfig } from '@kubernetes/client-node'
import type { Coupon } from '../schema/coupon.ts'
import { group, version } from '../schema/crd/kind.ts'
import type { Plan } from '../schema/plan.ts'
import type { ObjectKey } from './api.ts'
import { abortOn, ifFound } from './client.ts'

/** What is on offer. Undefined when there is no such object; every call rejects with a KubeError, also when the signal aborts it. */
export interface OfferApi {
  getPlan(key: ObjectKey, signal: AbortSignal): Promise<Plan | undefined>
  getCoupon(key: ObjectKey, signal: AbortSignal): Promise<Coupon | undefined>
}

/** The API server, with these credentials. */
export function connectOffers(credentials: KubeConfig): OfferApi {
  const objects = credentials.makeApiClient(CustomObjectsApi)
  const get = (plural: string, key: ObjectKey, signal: AbortSignal) =>
    ifFound(objects.getNamespacedCustomObject({ group, version, plural, ...key }, abortOn(signal)))
  return {
    getPlan: (key, signal) => get('plans', key, signal),
    getCoupon: (key, signal) => get('coupons', key, signal),
  }
}
