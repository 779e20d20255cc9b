import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { median } from '../../statistics.ts'
import { millisecondsSince } from '../processor.ts'
import type { Bench } from '../session.ts'
import { connect, orderOf, runInParallel } from './shop.ts'

const namespace = 'plain'

/** The speed of the API server alone. */
export interface Plain {
  /** Orders stored per second. */
  perSecond: number
  /** Seconds from sending an order until a watch shows it, one at a time. */
  seconds: number
  /** Processor time of all processes together for one order, in milliseconds. */
  processorMs: number
}

/** Stores orders with the same client while neither engine nor box office runs, and deletes them. */
export async function measurePlainOrders(bench: Bench, { count, samples, atOnce }: PlainOptions): Promise<Plain> {
  const api = await connect(bench.system.kubeconfig)
  const { observer, signal, shop } = bench
  const names = Array.from({ length: count }, (_, index) => `plain-${index}`)
  const orders = `/apis/${apiVersion}/namespaces/${namespace}/orders`
  let plain: Plain = { perSecond: 0, seconds: 0, processorMs: 0 }
  await bench.runWhileStopped(async () => {
    await api.request('POST', '/api/v1/namespaces', { body: { metadata: { name: namespace } } })
    const [since, before] = [performance.now(), bench.readProcessorSeconds()]
    await runInParallel(names, { atOnce, signal }, name => shop.order(namespace, name))
    await observer.waitUntil(() => observer.count('stored') === count, 'plain orders')
    const perSecond = count / seconds(since)
    const used = millisecondsSince(before, { after: bench.readProcessorSeconds(), among: count })
    const times: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      const [name, sent] = [`plain-single-${sample}`, performance.now()]
      await api.request('POST', orders, { body: orderOf(name) })
      await observer.waitUntil(() => observer.timeOf('stored', name) !== undefined, 'a plain order')
      times.push(((observer.timeOf('stored', name) ?? 0) - sent) / 1000)
    }
    plain = { perSecond, seconds: median(times), processorMs: used.get('everything') ?? 0 }
    await api.request('DELETE', orders)
    await observer.waitUntil(
      () => !names.some(name => observer.isStored(`order ${name}`)),
      'plain orders to be deleted',
    )
    await api.request('DELETE', `/api/v1/namespaces/${namespace}`)
    await observer.waitUntil(() => !observer.isStored(`namespace ${namespace}`), 'their namespace to be deleted')
  })
  return plain
}

interface PlainOptions {
  count: number
  samples: number
  atOnce: number
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000
}
