import type { Conference } from '../../../hooks/schema/conference.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { fixedPointFaults } from '../../chaos/ending.ts'
import type { Controller } from '../../server/controllers.ts'
import { orphans } from '../../server/garbage.ts'
import type { Store } from '../../server/store.ts'
import type { Stored } from '../../server/stored.ts'

/** The stored objects of one conference. */
export interface Realm extends Pick<Store, 'list'> {
  conference: KubeObject | undefined
  /** Whether the namespace exists; it may be being deleted. */
  hasNamespace: boolean
  /** The controllers whose hooks answer; by default those of this version. */
  controllers?: readonly Controller[]
}

/**
 * The work that is left, by the stored objects alone. There is work while a spec has no answer, while a hook would answer
 * anything but the stored objects, or while there is garbage. `now` in milliseconds since 1970.
 *
 * Each side finds out alone whether its conference is at rest. So the two cannot agree just because they wait for each
 * other, and a side that stops too early differs.
 */
export function remainingWork(realm: Realm, now: number): string[] {
  const { conference, hasNamespace, list } = realm
  if (conference === undefined) return hasNamespace ? ['the namespace still exists'] : []
  if (!hasNamespace || !isLookedAt(conference) || !isReady(conference)) return ['the conference is not ready']
  const parents: Stored[] = [...list('Plan'), ...list('SeatPool'), ...list('Order')]
  const unseen = parents.filter(parent => !isLookedAt(parent)).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  const garbage = orphans({ list }).map(({ kind, name }) => `${kind} ${name}`)
  if (unseen.length > 0) return unseen.map(what => `${what} is not answered`)
  if (garbage.length > 0) return garbage.map(what => `${what} has no owner any more`)
  return fixedPointWork(realm, now)
}

function isLookedAt(parent: object): boolean {
  const { kind, metadata, status } = parent as Stored & { status?: { observedGeneration?: number } }
  // The hook of a new order may have nothing to report yet.
  if (kind === 'Order' && status?.observedGeneration === undefined) return true
  return status?.observedGeneration === metadata.generation
}

/** Whether the conference is ready, and its namespace has its labels: until then its hook is called again. */
function isReady({ status }: KubeObject): boolean {
  const { conditions = [] } = (status ?? {}) as Conference['status'] & object
  return conditions.some(
    ({ type, status, message }) => type === 'Ready' && status === 'True' && !message.includes('labels not applied yet'),
  )
}

// A hook throws while its objects contradict each other: then a write is still to come.
function fixedPointWork(realm: Realm, now: number): string[] {
  try {
    return fixedPointFaults(realm, now)
  } catch (error) {
    return [String(error)]
  }
}
