import { setTimeout } from 'node:timers/promises'
import { type KubeApi, KubeError, type ObjectKey } from '../../kube/api.ts'
import type { Order } from '../../schema/order.ts'

/**
 * Watches the order from a version on until it is settled, is deleted (undefined), or the signal aborts. A watch that
 * ends early is resumed from the last version seen, after `pauseMs` milliseconds.
 */
export async function waitUntilSettled(
  kube: Pick<KubeApi, 'getOrder' | 'watchOrder'>,
  {
    key,
    from,
    isSettled,
    signal,
    pauseMs,
  }: { key: ObjectKey; from: Order; isSettled: (order: Order) => boolean; signal: AbortSignal; pauseMs: number },
): Promise<Order | undefined> {
  let latest = from
  while (!isSettled(latest) && !signal.aborted) {
    const { resourceVersion = '' } = latest.metadata
    try {
      for await (const order of kube.watchOrder({ ...key, resourceVersion }, signal)) {
        if (order === undefined) return undefined
        latest = order
        if (isSettled(latest)) return latest
      }
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      // 410 Gone: the API server no longer has that version, so the watch continues from the present one.
      const present = error.code === 410 ? await readPresentVersion(kube, { key, latest, signal }) : latest
      if (present === undefined) return undefined
      latest = present
    }
    await setTimeout(pauseMs, undefined, { signal }).catch(() => {})
  }
  return latest
}

async function readPresentVersion(
  kube: Pick<KubeApi, 'getOrder'>,
  { key, latest, signal }: { key: ObjectKey; latest: Order; signal: AbortSignal },
): Promise<Order | undefined> {
  try {
    const order = await kube.getOrder(key, signal)
    return order?.metadata.uid === latest.metadata.uid ? order : undefined
  } catch (error) {
    if (error instanceof KubeError) return latest
    throw error
  }
}
