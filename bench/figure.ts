import { median } from './statistics.ts'

/** The measured parts, in the order of measurement. */
export const measuredParts = [
  'hooks',
  'functions',
  'system',
  'conferences',
  'offers',
  'flash',
  'shop',
  'start',
] as const
/** `peer` measures nothing: it prints the figures beside those of another system. */
export const parts = [...measuredParts, 'peer'] as const
export type MeasuredPart = (typeof measuredParts)[number]
export type Part = (typeof parts)[number]

/** One measured value of one round, with the value of something simpler from the same round. */
export interface Measurement {
  part: MeasuredPart
  /** The measured quantity, such as "create to reserved". */
  name: string
  /** The size of the measured load, such as "1,000 orders". */
  size: string
  unit: string
  value: number
  baseline: { name: string; value: number }
}

/** Records a measurement. */
export type Record = (measurement: Omit<Measurement, 'part'>) => void

/** The measured values of all rounds for one name and size. */
export interface Figure extends Omit<Measurement, 'value' | 'baseline'> {
  median: number
  least: number
  most: number
  /** One value per round, in the order of the rounds. */
  rounds: number[]
  baseline: { name: string; median: number; rounds: number[] }
  /** The median divided by the median of the baseline; null when that is 0. */
  ratio: number | null
}

/** One figure per part, name and size, in the order of their first measurement. */
export function figuresOf(measurements: readonly Measurement[]): Figure[] {
  const same = Map.groupBy(measurements, ({ part, name, size }) => JSON.stringify([part, name, size]))
  return [...same.values()].map(rounds => figureOf(rounds as [Measurement, ...Measurement[]]))
}

function figureOf(measurements: [Measurement, ...Measurement[]]): Figure {
  const [{ part, name, size, unit, baseline }] = measurements
  const rounds = measurements.map(({ value }) => value)
  const baselines = measurements.map(({ baseline: { value } }) => value)
  const of = median(baselines)
  return {
    part,
    name,
    size,
    unit,
    median: median(rounds),
    least: Math.min(...rounds),
    most: Math.max(...rounds),
    rounds,
    baseline: { name: baseline.name, median: of, rounds: baselines },
    ratio: of === 0 ? null : median(rounds) / of,
  }
}
