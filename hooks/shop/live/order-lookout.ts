import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import { readIdentity } from '../../box-office/views/object-stream.ts'
import type { ObjectKey } from '../../kube/api.ts'
import { ownApi } from '../../kube/path.ts'
import { keepWatching } from '../../kube/watch/keep-watching.ts'
import { readPresentVersion } from '../../kube/watch/list.ts'
import type { Order } from '../../schema/order/order.ts'
import { withoutManagedFields } from './managed-fields.ts'
import { measureSilence } from './silence.ts'

/** An event of one order, as the watch of orders shows it. */
export type Sight =
  /** The order was created or changed. It has no managedFields. */
  | { kind: 'changed'; order: Order }
  | { kind: 'deleted' }
  /** Changes may have been missed: read the order again. */
  | { kind: 'missed' }

/** The one watch of all orders of a replica. In memory it keeps only the names of the orders whose pages are open. */
export interface OrderLookout {
  /** Calls the listener at every sight of the order, until the returned function is called. */
  lookAt(key: ObjectKey, listener: (sight: Sight) => void): () => void
  /** How many orders are looked at. */
  size(): number
  /** For how long the watch has been disconnected, in milliseconds; 0 while it is connected. */
  silentMs(): number
  /** Watches until the signal. Rejects only with a defect. */
  follow(credentials: KubeConfig, options: { signal: AbortSignal; log: Pick<Logger, 'warn'> }): Promise<void>
}

/** `now` is in milliseconds. */
export function createOrderLookout(now: () => number): OrderLookout {
  const silence = measureSilence(now)
  const lookers = new Map<string, Set<(sight: Sight) => void>>()

  function show(object: unknown, kind: 'changed' | 'deleted'): void {
    const identity = readIdentity(object)
    const listeners = identity && lookers.get(placeOf(identity))
    if (listeners === undefined) return
    // Each page keeps the order in memory until the next change, so its managedFields are removed.
    const sight: Sight = kind === 'deleted' ? { kind } : { kind, order: withoutManagedFields(object as Order) }
    for (const looker of listeners) looker(sight)
  }

  function showMissed(): void {
    for (const listeners of lookers.values()) for (const looker of listeners) looker({ kind: 'missed' })
  }

  return {
    lookAt(key, listener) {
      const place = placeOf(key)
      // The same listener may be added twice.
      const looker = (sight: Sight) => listener(sight)
      const listeners = lookers.get(place) ?? new Set()
      lookers.set(place, listeners.add(looker))
      return () => {
        listeners.delete(looker)
        if (listeners.size === 0 && lookers.get(place) === listeners) lookers.delete(place)
      }
    },
    size: () => lookers.size,
    silentMs: silence.durationMs,
    follow(credentials, options) {
      const request = { path: `${ownApi}/orders`, ...options }
      return keepWatching(credentials, {
        ...request,
        async readStart() {
          const version = await readPresentVersion(credentials, request)
          showMissed()
          return version
        },
        listener: {
          onChange: object => show(object, 'changed'),
          onDelete: object => show(object, 'deleted'),
          onReach() {},
          onConnection: silence.onConnection,
        },
      })
    },
  }
}

// A name contains no slash, so the places of two orders differ.
function placeOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`
}
