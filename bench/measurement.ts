export const parts = ['hooks', 'functions', 'system', 'flash', 'start'] as const
export type Part = (typeof parts)[number]

/** What one round measured of one thing, beside what the same round measured of something simpler. */
export interface Measurement {
  part: Part
  /** What was measured, such as "create to reserved". */
  name: string
  /** Of how much, such as "1,000 orders". */
  size: string
  unit: string
  value: number
  baseline: { name: string; value: number }
}

/** Takes what is measured. */
export type Record = (measurement: Omit<Measurement, 'part'>) => void
