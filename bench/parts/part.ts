import type { Record } from '../measurement.ts'

/** How large everything is. */
export interface Sizes {
  /** Orders of the sales of the system part. */
  sales: readonly number[]
  /** Orders one after the other, at each size. */
  singles: number
  /** Orders that are stored without an engine. */
  plain: number
}

export const usualSizes = { singles: 5, plain: 500 }
export const quickSizes = { singles: 1, plain: 20 }

/** What a part is given for one round. */
export interface Round {
  sizes: Sizes
  /** Path of the real Metacontroller. */
  metacontroller: string | undefined
  record: Record
  signal: AbortSignal
  log(line: string): void
}

/** What one round came to beside figures: which engine ran, and what must not have happened. */
export interface Outcome {
  engine?: string
  faults?: string[]
}
