import type { Conference } from '../../../hooks/schema/conference.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { fixedPointFaults } from '../../chaos/ending.ts'
import type { Controller } from '../../server/controllers.ts'
import { orphans } from '../../server/garbage.ts'
import type { Store } from '../../server/store.ts'
import type { Stored } from '../../server/stored.ts'

/** What is stored of one conference. */
export interface Realm extends Pick<Store, 'list'> {
  conference: KubeObject | undefined
  /** Whether the namespace is there, if only on its way out. */
  hasNamespace: boolean
  /** Whose hooks answer, if not only those of this version. */
  controllers?: readonly Controller[]
}

/**
 * What is left to do, by what is stored alone: nobody has looked yet at the present spec of something, a hook that is
 * asked now answers something else than is stored, or there is garbage. `now` in milliseconds since 1970.
 *
 * Whether a conference is at rest is found out so, on either side, without a look at the other side: no waiting for each
 * other makes the two agree. If it were found too early, they would differ.
 */
export function unsettled(realm: Realm, now: number): string[] {
  const { conference, hasNamespace, list } = realm
  if (conference === undefined) return hasNamespace ? ['the namespace is still there'] : []
  if (!hasNamespace || !isLookedAt(conference) || !isReady(conference)) return ['the conference is not ready']
  const parents: Stored[] = [...list('Plan'), ...list('Order')]
  const unseen = parents.filter(parent => !isLookedAt(parent)).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  const garbage = orphans({ list }).map(({ kind, name }) => `${kind} ${name}`)
  if (unseen.length > 0) return unseen.map(what => `${what} is not answered`)
  if (garbage.length > 0) return garbage.map(what => `${what} has no owner any more`)
  return unanswered(realm, now)
}

function isLookedAt(parent: object): boolean {
  const { kind, metadata, status } = parent as Stored & { status?: { observedGeneration?: number } }
  // Of a new order there may be nothing to say: then its hook says nothing.
  if (kind === 'Order' && status?.observedGeneration === undefined) return true
  return status?.observedGeneration === metadata.generation
}

/** As long as its namespace is being made somebody will look again. */
function isReady({ status }: KubeObject): boolean {
  const { conditions = [] } = (status ?? {}) as Conference['status'] & object
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
}

// A hook throws when what it is shown contradicts itself: then somebody is about to write.
function unanswered(realm: Realm, now: number): string[] {
  try {
    return fixedPointFaults(realm, now)
  } catch (error) {
    return [String(error)]
  }
}
