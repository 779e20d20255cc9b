import type { HandBackApi } from '../kube/hand-back-api.ts'
import { handBackRefusal } from './stopped-arbiters.ts'

/**
 * Throws one sentence if a conference has something that 0.2.0 would sell wrongly: it does not know pools, so it would sell
 * their seats again, and it cannot read a coupon without a price, so it would decide nothing about its plans.
 */
export async function refuseUnknown(
  namespace: string,
  { api, signal }: { api: Pick<HandBackApi, 'list'>; signal: AbortSignal },
): Promise<void> {
  const plans = await api.list('plans', namespace, signal)
  const pooled = plans.find(({ spec }) => spec.poolRef !== undefined)
  if (pooled !== undefined)
    throw handBackRefusal(
      `the plan "${namespace}/${pooled.metadata.name}" sells seats of a pool, which 0.2.0 would sell again; stay with this version, or delete the plan if it has sold nothing`,
    )
  const reservations = await api.list('reservations', namespace, signal)
  const seated = reservations.find(({ spec }) => spec.poolRef !== undefined && ['Held', 'Sold'].includes(spec.decision))
  if (seated !== undefined)
    throw handBackRefusal(
      `the reservation "${namespace}/${seated.metadata.name}" has seats of a pool, which 0.2.0 would sell again; stay with this version, or cancel the order`,
    )
  const coupons = await api.list('coupons', namespace, signal)
  const percentage = coupons.find(({ spec }) => spec.price === undefined)
  if (percentage !== undefined)
    throw handBackRefusal(
      `the coupon "${namespace}/${percentage.metadata.name}" has a percentage, which 0.2.0 cannot read; delete the coupon, or replace it by one with a price`,
    )
}
