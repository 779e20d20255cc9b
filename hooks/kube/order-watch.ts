import type { KubeConfig } from '@kubernetes/client-node'
import { group, version } from '../schema/crd/kind.ts'
import type { Order } from '../schema/order.ts'
import type { ObjectKey } from './api.ts'
import { openWatch } from './watch-stream.ts'

/**
 * The versions of one order that follow resourceVersion, undefined when it is deleted. Needs the verb watch only.
 * Ends when the API server ends it; throws a KubeError when it cannot be had, is too old (410), or the signal aborts it.
 */
export async function* watchOrder(
  credentials: KubeConfig,
  { namespace, name, resourceVersion, signal }: ObjectKey & { resourceVersion: string; signal: AbortSignal },
): AsyncGenerator<Order | undefined> {
  const path = `/apis/${group}/${version}/namespaces/${namespace}/orders`
  const fieldSelector = `metadata.name=${name}`
  for await (const { type, object } of await openWatch(credentials, { path, fieldSelector, resourceVersion, signal })) {
    if (type !== 'BOOKMARK') yield type === 'DELETED' ? undefined : (object as Order)
  }
}
