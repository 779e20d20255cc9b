import type { Record } from '../figure.ts'

/** The load of the hook server: requests for an order with that many tickets. */
export interface HookBody {
  tickets: number
  requests: number
  atOnce: number
}

/** The sizes of all parts. */
export interface Sizes {
  bodies: readonly HookBody[]
  /** Orders of the sales in which the functions are measured. */
  functions: readonly number[]
  /** Minimal processor time of one sample of a function, in milliseconds. */
  sampleMs: number
  /** Orders of the sales of the system part. */
  sales: readonly number[]
  /** Orders that are placed one after the other, at each size. */
  singles: number
  /** Orders that are stored without an engine. */
  plain: number
  /** Conferences that sell at once, and the orders of each. */
  conferences: { count: number; orders: number }
  /** A conference with many plans, pools and coupons. */
  offers: { orders: number; plans: number; pools: number; coupons: number }
  flash: { orders: number; seats: number }
  /** The load of page views of the shop. */
  views: { requests: number; atOnce: number }
  /** Number of starts of each program. */
  starts: number
  /** Orders that are stored when the box office starts. */
  stored: number
  /** A system is at rest after this time without a change. */
  stillnessMs: number
}

export const usualSizes = {
  bodies: [
    { tickets: 1, requests: 5_000, atOnce: 16 },
    { tickets: 100, requests: 500, atOnce: 16 },
  ],
  functions: [10, 1_000, 10_000, 50_000],
  sampleMs: 200,
  singles: 5,
  plain: 500,
  conferences: { count: 10, orders: 1_000 },
  offers: { orders: 3_000, plans: 20, pools: 3, coupons: 100 },
  flash: { orders: 2_000, seats: 500 },
  views: { requests: 5_000, atOnce: 16 },
  starts: 5,
  stored: 50_000,
  stillnessMs: 3_000,
}

export const quickSizes = {
  bodies: [
    { tickets: 1, requests: 50, atOnce: 4 },
    { tickets: 10, requests: 10, atOnce: 1 },
  ],
  functions: [100, 300],
  sampleMs: 20,
  singles: 1,
  plain: 20,
  conferences: { count: 2, orders: 10 },
  offers: { orders: 20, plans: 4, pools: 2, coupons: 3 },
  flash: { orders: 20, seats: 5 },
  views: { requests: 20, atOnce: 4 },
  starts: 1,
  stored: 50,
  stillnessMs: 500,
}

/** The parameters of a part for one round. */
export interface Round {
  sizes: Sizes
  /** Path of the real Metacontroller. */
  metacontroller: string | undefined
  /** Further values of the chart. */
  values?: object
  record: Record
  signal: AbortSignal
  log(line: string): void
}

/** The results of one round beside its figures: the engine, and the faults of the sale. */
export interface Outcome {
  engine?: string
  faults?: string[]
}
