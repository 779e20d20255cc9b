import { Registry } from 'prom-client'
import t from 'tap'
import { gaugePools, type PoolReading } from '../../hooks/metrics/pool-gauges.ts'

/** Gauges of the pools of a test, and their lines. */
function start() {
  const registry = new Registry()
  const pools: PoolReading[] = []
  const reads = { times: 0 }
  gaugePools(registry, () => {
    reads.times += 1
    return pools
  })
  const lines = async () => (await registry.metrics()).split('\n').filter(line => /^kconference/.test(line))
  return { pools, reads, lines }
}

const reading = (said: Partial<PoolReading> = {}): PoolReading => ({
  namespace: 'conf',
  pool: 'hall',
  held: 3,
  sold: 4,
  waiting: 5,
  left: 6,
  capacity: 13,
  ...said,
})

t.test('the numbers of a pool are read once for each scrape', async t => {
  const { pools, reads, lines } = start()
  pools.push(reading())
  const pool = 'namespace="conf",pool="hall"'
  t.strictSame(await lines(), [
    `kconference_pool_tickets{${pool},decision="Held"} 3`,
    `kconference_pool_tickets{${pool},decision="Sold"} 4`,
    `kconference_pool_tickets{${pool},decision="Waitlisted"} 5`,
    `kconference_pool_seats_left{${pool}} 6`,
    `kconference_pool_capacity{${pool}} 13`,
  ])
  t.equal(reads.times, 1)
})

t.test('a pool that is no longer known disappears', async t => {
  const { pools, lines } = start()
  pools.push(reading(), reading({ namespace: 'b' }))
  t.equal((await lines()).filter(line => line.includes('namespace="conf"')).length, 5)
  pools.shift()
  t.equal((await lines()).filter(line => line.includes('namespace="conf"')).length, 0)
  t.equal((await lines()).length, 5)
})
