import { parseArgs } from 'node:util'
import { type Part, parts } from './figure.ts'

export interface BenchCommand {
  parts: readonly Part[]
  rounds: number
  /** Where the figures are written; read where nothing is measured. */
  json: string
  /** A file with values of the chart, in YAML. */
  values?: string
  /** A file with the figures of another system, in JSON; that of the project if absent. */
  peer?: string
  /** Small sizes, which say nothing of the speed and only that the command works. */
  quick: boolean
  help: boolean
  /** How many orders a sale of the system part has. */
  sales: readonly number[]
}

const usualSales = [1_000, 3_000, 10_000]
const quickSales = [20]

export const usage = `npm run bench [-- --part system --rounds 3 --values FILE --peer FILE --quick --json bench.json]

Measures how fast it is, and how the cost grows, each figure beside a baseline that is measured in the same run. Prints
what it does, then one table: medians of the rounds, from the least to the most, and the ratio to the baseline; then the
figures of another system beside ours. Writes the same as JSON. Ends with code 1 when a flash sale sells too much, or
loses an order. docs/performance.md says what each figure means.

  --part PART    hooks, functions, system, conferences, flash, start or     all of them
                 peer; may be repeated
  --rounds N     how often everything is measured, at least 2                3
  --sales N,N    orders of the sales of the system part                      ${usualSales.join(',')}
  --values FILE  values of the chart, in YAML, that it is installed with     those of the chart
  --peer FILE    figures of another system, in JSON                          bench/peers/pretix.json
  --quick        small sizes and one round, to try the command
  --json FILE    where the figures are written; the part peer alone          .local/bench.json
                 measures nothing and reads them from there
  --help         print this

  METACONTROLLER   path of the real Metacontroller                           the built-in stand-in`

/** Reads the arguments. Throws one sentence that says what must be changed. */
export function readOptions(args: string[]): BenchCommand {
  const { values } = parse(args)
  const { quick, help, json, values: file, peer } = values
  return {
    parts: values.part.length === 0 ? parts : values.part.map(partOf),
    rounds: wholeOf(values.rounds ?? (quick ? '1' : '3'), { name: 'rounds', least: quick ? 1 : 2 }),
    sales:
      values.sales?.split(',').map(text => wholeOf(text, { name: 'sales', least: 10 })) ??
      (quick ? quickSales : usualSales),
    json,
    ...(file !== undefined && { values: file }),
    ...(peer !== undefined && { peer }),
    quick,
    help,
  }
}

function parse(args: string[]) {
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

function partOf(text: string): Part {
  const part = parts.find(name => name === text)
  if (part !== undefined) return part
  throw new Error(`Cannot read --part "${text}": it must be one of ${parts.join(', ')}`)
}

function wholeOf(text: string, { name, least }: { name: string; least: number }): number {
  const number = Number(text)
  if (/^\d{1,7}$/.test(text) && number >= least) return number
  throw new Error(`Cannot read --${name} "${text}": it must be a whole number of at least ${least}`)
}
