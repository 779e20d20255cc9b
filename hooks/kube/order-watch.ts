import { EventEmitter, on } from 'node:events'
import { type KubeConfig, Watch } from '@kubernetes/client-node'
import { group, version } from '../schema/crd/kind.ts'
import type { Order } from '../schema/order.ts'
import type { ObjectKey } from './api.ts'
import { kubeError } from './failure.ts'

/**
 * The versions of one order that follow resourceVersion, undefined when it is deleted. Needs the verb watch only.
 * Ends when the API server ends it; throws a KubeError when it cannot be had, is too old (410), or the signal aborts it.
 */
export async function* watchOrder(
  credentials: KubeConfig,
  { namespace, name, resourceVersion, signal }: ObjectKey & { resourceVersion: string; signal: AbortSignal },
): AsyncGenerator<Order | undefined> {
  const changes = new EventEmitter()
  // The library tells of the end of a watch also after nobody listens any more.
  changes.on('error', () => {})
  const end = (error: unknown) => (error ? changes.emit('error', error) : changes.emit('end'))
  let stop = () => {}
  try {
    const received = on(changes, 'change', { signal, close: ['end'] })
    const watch = new Watch(credentials).watch(
      `/apis/${group}/${version}/namespaces/${namespace}/orders`,
      { fieldSelector: `metadata.name=${name}`, resourceVersion },
      (type, object) => changes.emit('change', type, object),
      end,
    )
    watch.catch(end)
    stop = () => void watch.then(controller => controller.abort()).catch(() => {})
    for await (const [type, object] of received) {
      if (type === 'ERROR') throw object
      yield type === 'DELETED' ? undefined : object
    }
  } catch (error) {
    throw kubeError(error)
  } finally {
    stop()
  }
}
