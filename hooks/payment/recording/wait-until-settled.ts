import { setTimeout } from 'node:timers/promises'
import { type KubeApi, KubeError, type ObjectKey } from '../../kube/api.ts'

import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Order } from '../../schema/order/order.ts'

export interface WaitOptions {
  key: ObjectKey
  /** The order as read after the call of watchOrder. */
  from: Order
  /** The versions of the order, from watchOrder. */
  versions: AsyncIterable<Order | undefined>
  isSettled(order: Order): boolean
  signal: AbortSignal
  /** The first pause before the order is read again. Each pause doubles the one before, up to ten times `pauseMs`. */
  pauseMs: number
}

/** How long a later watch may last before the order is read again. */
const trustMs = 2_000

/**
 * Waits until the order is settled, is deleted (undefined), or the signal aborts, and returns the newest version seen. When
 * the watch ends, it watches and reads the order again, with a back-off while that fails.
 */
export async function waitUntilSettled(
  kube: Pick<KubeApi, 'getOrder' | 'watchOrder'>,
  { key, from, versions, isSettled, signal, pauseMs }: WaitOptions,
): Promise<Order | undefined> {
  let latest: Order | undefined = from
  function isLast(now: Order | undefined): boolean {
    if (now?.metadata.uid !== from.metadata.uid) latest = undefined
    else if (latest && versionOf(now) >= versionOf(latest)) latest = now
    return latest === undefined || isSettled(latest)
  }
  let isOver = isSettled(from) || (await catchFailure(() => hasLast(versions, isLast)))
  for (let ms = pauseMs; !isOver && !signal.aborted; ms = Math.min(2 * ms, 10 * pauseMs)) {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
    const { resourceVersion = '' } = latest.metadata
    isOver = await catchFailure(() =>
      withTimeLimit({ milliseconds: trustMs, outer: signal }, async limited => {
        // The watch begins before the read, so it shows every version that the read does not.
        const newer = kube.watchOrder({ ...key, resourceVersion }, limited)
        return isLast(await kube.getOrder(key, limited)) || hasLast(newer, isLast)
      }),
    )
  }
  return latest
}

function versionOf({ metadata: { resourceVersion = '' } }: Order): bigint {
  return BigInt(resourceVersion)
}

async function hasLast(
  versions: AsyncIterable<Order | undefined>,
  isLast: (order: Order | undefined) => boolean,
): Promise<boolean> {
  for await (const order of versions) if (isLast(order)) return true
  return false
}

/** The result of the call, false if the API server fails. */
async function catchFailure(run: () => Promise<boolean>): Promise<boolean> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}
