import { Gauge, type Registry } from 'prom-client'

/** The numbers of a pool of seats, over all its plans. */
export interface PoolReading {
  namespace: string
  pool: string
  /** Seats that are held and not sold. */
  held: number
  sold: number
  /** Tickets that waitlisted orders ask for. */
  waiting: number
  left: number
  capacity: number
}

/**
 * Registers gauges of pools, which are read at each scrape. Only the process that decides on a pool shows its numbers, and
 * a pool that it no longer knows disappears.
 */
export function gaugePools(registry: Registry, read: () => Iterable<PoolReading>): void {
  const gauge = (name: string, { help, label, collect }: { help: string; label?: string; collect?: () => void }) =>
    new Gauge({
      name: `kconference_pool_${name}`,
      help,
      labelNames: ['namespace', 'pool', ...(label === undefined ? [] : [label])],
      registers: [registry],
      ...(collect && { collect }),
    })
  // Prometheus collects the first gauge first. That one fills all of them, so that a scrape costs one reading.
  const collect = () => fillGauges(gauges, read())
  const gauges = {
    tickets: gauge('tickets', {
      help: 'Tickets of a pool that are held, sold or waited for.',
      label: 'decision',
      collect,
    }),
    left: gauge('seats_left', { help: 'Free seats of a pool.' }),
    capacity: gauge('capacity', { help: 'Seats of a pool.' }),
  }
}

function fillGauges(gauges: Record<'tickets' | 'left' | 'capacity', Gauge>, pools: Iterable<PoolReading>) {
  for (const gauge of Object.values(gauges)) gauge.reset()
  for (const { namespace, pool, held, sold, waiting, left, capacity } of pools) {
    gauges.tickets.set({ namespace, pool, decision: 'Held' }, held)
    gauges.tickets.set({ namespace, pool, decision: 'Sold' }, sold)
    gauges.tickets.set({ namespace, pool, decision: 'Waitlisted' }, waiting)
    gauges.left.set({ namespace, pool }, left)
    gauges.capacity.set({ namespace, pool }, capacity)
  }
}
