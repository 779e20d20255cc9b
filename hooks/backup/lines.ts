import { holds, isForGood, type Reservation } from '../rules/reservation.ts'
import type { ArchivedObject } from '../schema/backup.ts'
import type { Order } from '../schema/order.ts'
import type { Plan } from '../schema/plan.ts'
import { sequenceOf } from './sequence.ts'

/**
 * The orders that must be made in a later second than all before them, so that every line stays as it is: who waits stands
 * in the line of the plan by the second of arrival, then by name, and the second is a new one after a restore.
 */
export function laterSeconds(backup: readonly ArchivedObject[]): Set<string> {
  const later = new Set<string>()
  const last = new Map<string, string>()
  for (const { name, plan } of waiting(backup)) {
    if (name < (last.get(plan) ?? '')) {
      later.add(name)
      last.clear()
    }
    last.set(plan, name)
  }
  return later
}

/** Who does not stand in line as in the backup, a sentence each: the clocks of API servers may differ. */
export function lineFaults(backup: readonly ArchivedObject[], restored: readonly ArchivedObject[]): string[] {
  const places = new Map(sequenceOf('Order', restored).map(({ metadata }, place) => [metadata.name, place]))
  // NaN for who is not there: neither before nor behind anybody.
  const placeOf = (name: string) => Number(places.get(name))
  const last = new Map<string, string>()
  const faults: string[] = []
  for (const { name, plan } of waiting(backup)) {
    const before = last.get(plan)
    if (before !== undefined && placeOf(name) < placeOf(before))
      faults.push(`Order "${name}" must stand in line behind Order "${before}"`)
    last.set(plan, name)
  }
  return faults
}

/** Those to whom it matters who came first, in order of arrival. */
function waiting(backup: readonly ArchivedObject[]): { name: string; plan: string }[] {
  const reservations = specsByName<Reservation>('Reservation', backup)
  const plans = specsByName<Plan['spec']>('Plan', backup)
  const paying = new Set(sequenceOf('Payment', backup).map(({ spec }) => spec?.['orderRef']))
  return sequenceOf('Order', backup).flatMap(({ metadata: { name }, spec }) => {
    const { planRef, couponRef, quantity } = spec as Order['spec']
    const plan = plans.get(planRef)
    // Of a plan that is not there it is not known, nor is it of a coupon how often it may be redeemed.
    const isScarce = plan === undefined || plan.capacity !== undefined || couponRef !== undefined
    const asks = isAsking(reservations.get(name), { quantity, hasMoney: paying.has(name) })
    return isScarce && asks ? [{ name, plan: planRef }] : []
  })
}

/** Whether the box office may have something to give to it. */
function isAsking(reservation: Reservation | undefined, order: { quantity: number; hasMoney: boolean }): boolean {
  if (reservation === undefined) return true
  if (holds(reservation)) return order.quantity > reservation.quantity
  return reservation.decision !== 'Released' || (order.hasMoney && !isForGood(reservation.reason))
}

function specsByName<Spec>(kind: 'Plan' | 'Reservation', objects: readonly ArchivedObject[]): Map<string, Spec> {
  return new Map(sequenceOf(kind, objects).map(({ metadata, spec }) => [metadata.name, spec as Spec]))
}
