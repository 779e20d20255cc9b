import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { median } from '../statistics.ts'
import { millisecondsSince } from './processor.ts'
import type { Bench } from './session.ts'
import { connect, inParallel, orderOf } from './shop.ts'

const namespace = 'plain'

/** What the API server alone can do. */
export interface Plain {
  /** Orders that are stored in a second. */
  perSecond: number
  /** Seconds from sending an order until a watch shows it, one at a time. */
  seconds: number
  /** Processor time for one, of everything together, in milliseconds. */
  processorMs: number
}

/** Stores orders by the same client while neither engine nor box office runs, and deletes them. */
export async function plainOrders(bench: Bench, { count, samples, atOnce }: PlainOptions): Promise<Plain> {
  const api = await connect(bench.system.kubeconfig)
  const { observer, signal, shop } = bench
  const names = Array.from({ length: count }, (_, index) => `plain-${index}`)
  const orders = `/apis/${apiVersion}/namespaces/${namespace}/orders`
  let plain: Plain = { perSecond: 0, seconds: 0, processorMs: 0 }
  await bench.whileStopped(async () => {
    await api.request('POST', '/api/v1/namespaces', { body: { metadata: { name: namespace } } })
    const [since, before] = [performance.now(), bench.processor()]
    await inParallel(names, { atOnce, signal }, name => shop.order(namespace, name))
    await observer.until(() => observer.count('stored') === count, 'plain orders')
    const perSecond = count / seconds(since)
    const used = millisecondsSince(before, { after: bench.processor(), among: count })
    const times: number[] = []
    for (let sample = 0; sample < samples; sample++) {
      const [name, sent] = [`plain-single-${sample}`, performance.now()]
      await api.request('POST', orders, { body: orderOf(name) })
      await observer.until(() => observer.at('stored', name) !== undefined, 'a plain order')
      times.push(((observer.at('stored', name) ?? 0) - sent) / 1000)
    }
    plain = { perSecond, seconds: median(times), processorMs: used.get('everything') ?? 0 }
    await api.request('DELETE', orders)
    await observer.until(() => !names.some(name => observer.isThere(`order ${name}`)), 'plain orders to be deleted')
    await api.request('DELETE', `/api/v1/namespaces/${namespace}`)
    await observer.until(() => !observer.isThere(`namespace ${namespace}`), 'their namespace to be deleted')
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
