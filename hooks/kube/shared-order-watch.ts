import { EventEmitter, on } from 'node:events'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import type { Order } from '../schema/order.ts'
import type { KubeApi } from './api.ts'
import { watchChanges } from './list-watch.ts'
import { ownApi } from './path.ts'
import { kubeError } from './request.ts'

/** One watch of all orders that all callbacks share. It keeps no order that no callback waits for. */
export interface SharedOrderWatch {
  watchOrder: KubeApi['watchOrder']
  /** Watches orders until the signal. After a defect, which it logs, no watchOrder yields anything. */
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

const interrupted = 'interrupted'

/**
 * Prepares the watch of all orders. A watchOrder ends when the connection of the watch ends, and after `quietMs` without any
 * change of any order, since a connection can be dead without a sign.
 */
export function shareOrderWatch(credentials: KubeConfig, { quietMs = 1_000 } = {}): SharedOrderWatch {
  const changes = new EventEmitter().setMaxListeners(0)
  let isConnected = false
  let quiet: NodeJS.Timeout | undefined

  function interrupt(): void {
    clearTimeout(quiet)
    quiet = undefined
    changes.emit(interrupted)
  }

  function show(object: unknown, isDeleted: boolean): void {
    quiet?.refresh()
    const order = object as Order
    const { namespace = '', name, resourceVersion = '' } = order.metadata
    const change: Change = { version: BigInt(resourceVersion), order: isDeleted ? undefined : order }
    changes.emit(eventName(namespace, name), change)
  }

  function setConnected(isNow: boolean): void {
    isConnected = isNow
    if (!isNow) interrupt()
  }

  const listener = {
    onChange: (object: unknown) => show(object, false),
    onDelete: (object: unknown) => show(object, true),
    onReach: () => quiet?.refresh(),
    onConnection: setConnected,
  }

  return {
    watchOrder({ namespace, name, resourceVersion }, signal) {
      if (!isConnected || signal.aborted) return readVersions([], 0n)
      quiet ??= setTimeout(interrupt, quietMs).unref()
      const seen = on(changes, eventName(namespace, name), { signal, close: [interrupted] })
      return readVersions(seen, BigInt(resourceVersion))
    },
    async followOrders({ signal, log }) {
      try {
        await watchChanges(credentials, { path: `${ownApi}/orders`, listener, signal, log })
      } catch (err) {
        log.error({ err }, 'the watch of orders failed')
      }
      setConnected(false)
    },
  }
}

// Neither part contains a slash, so no order has the name of another event.
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
