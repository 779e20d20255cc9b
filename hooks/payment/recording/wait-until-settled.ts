import { setTimeout } from 'node:timers/promises'
import { type KubeApi, KubeError, type ObjectKey } from '../../kube/api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Order } from '../../schema/order.ts'

export interface WaitOptions {
  key: ObjectKey
  /** The order, read after the call of watchOrder. */
  from: Order
  /** The result of watchOrder. */
  versions: AsyncIterable<Order | undefined>
  isSettled(order: Order): boolean
  signal: AbortSignal
  /** The first pause before the order is read again. It doubles, up to ten times as much. */
  pauseMs: number
}

/** A later watch is trusted for so long before the order is read again. */
const trustMs = 2_000

/**
 * Waits until the order is settled or gone (undefined), or the signal ends the wait. It returns the newest version seen. When
 * the watch ends, it watches again and reads the order again, with a back-off while that fails.
 */
export async function waitUntilSettled(
  kube: Pick<KubeApi, 'getOrder' | 'watchOrder'>,
  { key, from, versions, isSettled, signal, pauseMs }: WaitOptions,
): Promise<Order | undefined> {
  let latest: Order | undefined = from
  function isOver(now: Order | undefined): boolean {
    if (now?.metadata.uid !== from.metadata.uid) latest = undefined
    else if (latest && versionOf(now) >= versionOf(latest)) latest = now
    return latest === undefined || isSettled(latest)
  }
  let over = isSettled(from) || (await ignoreOutage(async () => seesEnd(versions, isOver)))
  for (let ms = pauseMs; !over && !signal.aborted; ms = Math.min(2 * ms, 10 * pauseMs)) {
    await setTimeout(ms, undefined, { signal }).catch(() => {})
    const { resourceVersion = '' } = latest.metadata
    const trust = { milliseconds: trustMs, outer: signal }
    over = await ignoreOutage(() =>
      withTimeLimit(trust, async limited => {
        // The watch begins before the order is read, so a version that this read does not show follows.
        const newer = kube.watchOrder({ ...key, resourceVersion }, limited)
        return isOver(await kube.getOrder(key, limited)) || seesEnd(newer, isOver)
      }),
    )
  }
  return latest
}

function versionOf({ metadata: { resourceVersion = '' } }: Order): bigint {
  return BigInt(resourceVersion)
}

async function seesEnd(
  versions: AsyncIterable<Order | undefined>,
  isOver: (order: Order | undefined) => boolean,
): Promise<boolean> {
  for await (const order of versions) if (isOver(order)) return true
  return false
}

async function ignoreOutage(run: () => Promise<boolean>): Promise<boolean> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof KubeError) return false
    throw error
  }
}
