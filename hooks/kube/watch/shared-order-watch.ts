import { EventEmitter, on } from 'node:events'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import type { Order } from '../../schema/order/order.ts'
import type { KubeApi } from '../api.ts'
import { ownApi } from '../path.ts'
import { kubeError } from '../request.ts'
import { watchChanges } from './list-watch.ts'

/** One watch of all orders for all callbacks of a replica. It keeps an order in memory only while a callback waits for it. */
export interface SharedOrderWatch {
  watchOrder: KubeApi['watchOrder']
  /** Watches all orders until the signal. It logs a defect and ends; watchOrder yields nothing from then on. */
  followOrders(options: FollowOptions): Promise<void>
}

export interface FollowOptions {
  signal: AbortSignal
  log: Pick<Logger, 'warn' | 'error'>
}

interface Change {
  version: bigint
  /** Undefined for a deletion. */
  order: Order | undefined
}

const endEvent = 'end'

/**
 * Prepares the watch of all orders; followOrders starts it. A watchOrder ends when the connection ends. It also ends after
 * `quietMs` without a change of any order, because a dead connection may show no error.
 */
export function shareOrderWatch(credentials: KubeConfig, { quietMs = 1_000 } = {}): SharedOrderWatch {
  const changes = new EventEmitter().setMaxListeners(0)
  let isConnected = false
  let quietTimer: NodeJS.Timeout | undefined

  function endWaits(): void {
    clearTimeout(quietTimer)
    quietTimer = undefined
    changes.emit(endEvent)
  }

  function show(object: unknown, isDeleted: boolean): void {
    quietTimer?.refresh()
    const order = object as Order
    const { namespace = '', name, resourceVersion = '' } = order.metadata
    const change: Change = { version: BigInt(resourceVersion), order: isDeleted ? undefined : order }
    changes.emit(eventName(namespace, name), change)
  }

  function setConnection(isNow: boolean): void {
    isConnected = isNow
    if (!isNow) endWaits()
  }

  const listener = {
    onChange: (object: unknown) => show(object, false),
    onDelete: (object: unknown) => show(object, true),
    onReach: () => quietTimer?.refresh(),
    onConnection: setConnection,
  }

  return {
    watchOrder({ namespace, name, resourceVersion }, signal) {
      if (!isConnected || signal.aborted) return readVersions([], 0n)
      quietTimer ??= setTimeout(endWaits, quietMs).unref()
      const seen = on(changes, eventName(namespace, name), { signal, close: [endEvent] })
      return readVersions(seen, BigInt(resourceVersion))
    },
    async followOrders({ signal, log }) {
      try {
        await watchChanges(credentials, { path: `${ownApi}/orders`, listener, signal, log })
      } catch (err) {
        log.error({ err }, 'the watch of orders failed; callbacks read their orders instead')
      }
      setConnection(false)
    },
  }
}

// Neither part contains a slash, so the events of two orders differ, and none is the end.
function eventName(namespace: string, name: string): string {
  return `${namespace}/${name}`
}

async function* readVersions(
  changes: AsyncIterable<Change[]> | Iterable<Change[]>,
  since: bigint,
): AsyncGenerator<Order | undefined, void> {
  try {
    for await (const arrived of changes) {
      for (const { version, order } of arrived) if (version > since) yield order
    }
  } catch (thrown) {
    throw kubeError(thrown)
  }
}
