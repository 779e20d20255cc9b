import { createEventStream, type EventStream } from './event-stream.ts'

/** How many pages may receive events at once: from this replica, at one address, and of one order. */
export interface StreamLimits {
  total: number
  perAddress: number
  perOrder: number
}

export interface StreamOwner {
  address: string
  /** The namespace and name of the order. */
  order: string
}

/** The open streams of a replica. */
export interface OpenStreams {
  /** Undefined when a limit is reached. */
  open(owner: StreamOwner): EventStream | undefined
  size(): number
  /** Sends a heartbeat to every page. */
  beat(): void
  /** Ends all streams, and opens no more: each browser connects again a little later, to another replica. */
  close(): void
}

const shortestRetryMs = 2_000
/** Browsers that lose their connections together connect again at random times within this span. */
const retrySpreadMs = 6_000

/** `random` returns a number from 0 to 1. */
export function createOpenStreams(limits: StreamLimits, random: () => number = Math.random): OpenStreams {
  const streams = new Set<EventStream>()
  const addresses = createTally(limits.perAddress)
  const orders = createTally(limits.perOrder)
  let isClosed = false

  return {
    open({ address, order }) {
      if (isClosed || streams.size >= limits.total || addresses.isFull(address) || orders.isFull(order))
        return undefined
      const stream = createEventStream({ retryMs: shortestRetryMs + Math.round(random() * retrySpreadMs) })
      streams.add(stream)
      addresses.add(address, 1)
      orders.add(order, 1)
      stream.onEnd(() => {
        streams.delete(stream)
        addresses.add(address, -1)
        orders.add(order, -1)
      })
      return stream
    },
    size: () => streams.size,
    beat() {
      for (const stream of streams) stream.beat()
    },
    close() {
      isClosed = true
      for (const stream of streams) stream.end()
    },
  }
}

function createTally(limit: number): { isFull(key: string): boolean; add(key: string, count: number): void } {
  const counts = new Map<string, number>()
  return {
    isFull: key => (counts.get(key) ?? 0) >= limit,
    add(key, count) {
      const sum = (counts.get(key) ?? 0) + count
      if (sum === 0) counts.delete(key)
      else counts.set(key, sum)
    },
  }
}
