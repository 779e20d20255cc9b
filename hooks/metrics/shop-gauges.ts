import { Gauge, type Registry } from 'prom-client'

/** The number of keys that a folder holds, and of its files that hold none. */
export interface KeyCounts {
  readable: number
  unreadable: number
}

/** The state of a replica of the shop at this moment. */
export interface ShopReading {
  /** Open pages that receive events. */
  openPages: number
  /** The highest number of such pages. */
  mostOpenPages: number
  ordersLookedAt: number
  /** Whether the offers in memory may be stale. */
  isAway: boolean
  /** For how long changes have not arrived, by the plural of their kind; 0 while they do. */
  silentSeconds: Readonly<Record<string, number>>
  /** By the use of the keys: links or tickets. */
  keys: Readonly<Record<string, KeyCounts>>
}

/** Registers the gauges of the shop; `read` is called at each scrape. */
export function gaugeShop(registry: Registry, read: () => ShopReading): void {
  const gauge = (name: string, { help, labels, collect }: { help: string; labels?: string[]; collect?: () => void }) =>
    new Gauge({
      name: `kconference_shop_${name}`,
      help,
      labelNames: labels ?? [],
      registers: [registry],
      ...(collect && { collect }),
    })
  // Prometheus collects the first gauge first. That one fills all of them, so that a scrape costs one reading.
  const collect = () => fillGauges(gauges, read())
  const gauges = {
    openPages: gauge('open_pages', { help: 'Open pages that receive events.', collect }),
    mostOpenPages: gauge('open_pages_limit', { help: 'The number of open pages that one replica can follow at most.' }),
    ordersLookedAt: gauge('orders_looked_at', {
      help: 'Orders that the shop watches, for an open page or for a limit of unpaid orders.',
    }),
    away: gauge('away', {
      help: '1 while the offers in memory may be stale, because the API server does not answer.',
    }),
    silent: gauge('silent_seconds', {
      help: 'For how long the watch of a kind has not been connected; 0 while it is.',
      labels: ['kind'],
    }),
    keys: gauge('keys', {
      help: 'Files of keys that can be read, and files that hold no key. While no file can be read, the last keys stay in use.',
      labels: ['use', 'state'],
    }),
  }
}

type Gauges = Record<'openPages' | 'mostOpenPages' | 'ordersLookedAt' | 'away' | 'silent' | 'keys', Gauge>

function fillGauges(gauges: Gauges, reading: ShopReading): void {
  gauges.openPages.set(reading.openPages)
  gauges.mostOpenPages.set(reading.mostOpenPages)
  gauges.ordersLookedAt.set(reading.ordersLookedAt)
  gauges.away.set(Number(reading.isAway))
  for (const [kind, seconds] of Object.entries(reading.silentSeconds)) gauges.silent.set({ kind }, seconds)
  for (const [use, { readable, unreadable }] of Object.entries(reading.keys)) {
    gauges.keys.set({ use, state: 'readable' }, readable)
    gauges.keys.set({ use, state: 'unreadable' }, unreadable)
  }
}
