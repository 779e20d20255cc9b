import { parseArgs } from 'node:util'
import { type Part, parts } from './figure.ts'

export interface BenchCommand {
  parts: readonly Part[]
  rounds: number
  /** File of the figures: written, or read if nothing is measured. */
  json: string
  /** A file with values of the chart, in YAML. */
  values?: string
  /** File with the figures of another system, in JSON; that of the project if absent. */
  peer?: string
  /** Small sizes, which only test the command and measure no speed. */
  quick: boolean
  help: boolean
  /** Number of orders in each sale of the system part. */
  sales: readonly number[]
}

const usualSales = [1_000, 3_000, 10_000]
const quickSales = [20]

export const usage = `npm run bench [-- --part system --rounds 3 --values FILE --peer FILE --quick --json bench.json]

Measures speed, and the growth of the cost, each figure beside a baseline that is measured in the same run. Prints
its progress, then one table: medians of the rounds, from the least to the most, and the ratio to the baseline; then the
figures of another system beside ours. Writes the same as JSON. Ends with code 1 when a flash sale sells too much, or
loses an order. docs/performance.md says what each figure means.

  --part PART    hooks, functions, system, conferences, offers, flash,      all of them
                 shop, start or peer; may be repeated
  --rounds N     rounds of all measurements, at least 2                      3
  --sales N,N    orders of the sales of the system part                      ${usualSales.join(',')}
  --values FILE  values for the chart, in YAML                               those of the chart
  --peer FILE    figures of another system, in JSON                          bench/peers/pretix.json
  --quick        small sizes and one round, to try the command
  --json FILE    file for the figures; the part peer alone measures         .local/bench.json
                 nothing and reads the figures from it
  --help         print this text

  METACONTROLLER   path of the real Metacontroller                           the built-in stand-in`

/** Reads the arguments. Throws one sentence that names the argument to change. */
export function readOptions(args: string[]): BenchCommand {
  const { values } = parseArguments(args)
  const { quick, help, json, values: file, peer } = values
  return {
    parts: values.part.length === 0 ? parts : values.part.map(readPart),
    rounds: readWhole(values.rounds ?? (quick ? '1' : '3'), { name: 'rounds', least: quick ? 1 : 2 }),
    sales:
      values.sales?.split(',').map(text => readWhole(text, { name: 'sales', least: 10 })) ??
      (quick ? quickSales : usualSales),
    json,
    ...(file !== undefined && { values: file }),
    ...(peer !== undefined && { peer }),
    quick,
    help,
  }
}

function parseArguments(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const options = {
    part: { type: 'string', multiple: true, default: [] as string[] },
    rounds: text,
    sales: text,
    values: text,
    peer: text,
    json: { type: 'string', default: '.local/bench.json' },
    quick: flag,
    help: flag,
  } as const
  try {
    return parseArgs({ args, options })
  } catch (cause) {
    throw new Error(`Cannot read the arguments "${args.join(' ')}": they must be those that --help lists`, { cause })
  }
}

function readPart(text: string): Part {
  const part = parts.find(name => name === text)
  if (part !== undefined) return part
  throw new Error(`Cannot read --part "${text}": it must be one of ${parts.join(', ')}`)
}

function readWhole(text: string, { name, least }: { name: string; least: number }): number {
  const number = Number(text)
  if (/^\d{1,7}$/.test(text) && number >= least) return number
  throw new Error(`Cannot read --${name} "${text}": it must be a whole number of at least ${least}`)
}
