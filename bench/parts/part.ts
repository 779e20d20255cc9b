import type { Record } from '../figure.ts'

/** What the hook server is asked: the order hook with one order, the plan hook with more, so many times. */
export interface HookBodies {
  orders: number
  requests: number
  atOnce: number
}

/** How large everything is. */
export interface Sizes {
  bodies: readonly HookBodies[]
  /** Orders that the hook functions are given. */
  functions: readonly number[]
  /** Milliseconds of processor time that a sample of them takes at least. */
  sample: number
  /** Orders of the sales of the system part. */
  sales: readonly number[]
  /** Orders one after the other, at each size. */
  singles: number
  /** Orders that are stored without an engine. */
  plain: number
  flash: { orders: number; seats: number }
  /** How often each program is started. */
  starts: number
  /** After so many milliseconds in which nothing changed, a system has come to rest. */
  stillness: number
}

export const usualSizes = {
  // The engine asks for one plan once at a time, and for many orders.
  bodies: [
    { orders: 1, requests: 5_000, atOnce: 16 },
    { orders: 1_000, requests: 60, atOnce: 1 },
    { orders: 10_000, requests: 10, atOnce: 1 },
  ],
  functions: [10, 1_000, 10_000, 50_000],
  sample: 200,
  singles: 5,
  plain: 500,
  flash: { orders: 2_000, seats: 500 },
  starts: 5,
  stillness: 3_000,
}

export const quickSizes = {
  bodies: [
    { orders: 1, requests: 50, atOnce: 4 },
    { orders: 50, requests: 10, atOnce: 1 },
  ],
  functions: [10, 100, 300],
  sample: 50,
  singles: 1,
  plain: 20,
  flash: { orders: 20, seats: 5 },
  starts: 1,
  stillness: 500,
}

/** What a part is given for one round. */
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

/** What one round came to beside figures: which engine ran, and what must not have happened. */
export interface Outcome {
  engine?: string
  faults?: string[]
}
