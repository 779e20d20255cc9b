import { parseArgs } from 'node:util'

/** The schedules to play for each seed. */
export interface Run {
  seeds: readonly number[]
  /** Number of schedules for each seed. */
  schedules: number
  /** Number of steps in each schedule. */
  steps: number
}

/** The action of the command. */
export type Command =
  | { does: 'help' }
  | { does: 'replay'; schedule: number[] }
  | { does: 'play'; run: Run; cores: number; into?: string | undefined }

export const usage = `npm run simulate [-- --schedules N --seed S --cores N --into FOLDER]
npm run simulate -- --replay NUMBERS

Plays random schedules of orders, payments and faults against the hooks, the box office and the payment code in memory,
and checks the promises at every revision. The same seed plays the same schedules. A schedule that breaks a promise is
shortened, described in words, and printed as numbers for --replay. Exit code 1 if a promise is broken.

  --schedules N    schedules of each seed                                       2000
  --seed S         a number; random for a fresh seed, which is printed          4
  --seeds S        several: numbers with commas between them, or the
                   number of fresh seeds to pick
  --steps N        steps of each schedule                                       250
  --cores N        schedules played at once                                     1
  --into FOLDER    a folder for the results, part by part: a later start with
                   the same folder plays only the missing parts, with the
                   seeds of the first start
  --replay NUMBERS a schedule that was printed
  --help           print this text`

const options = {
  schedules: { type: 'string', default: '2000' },
  seed: { type: 'string' },
  seeds: { type: 'string' },
  steps: { type: 'string', default: '250' },
  cores: { type: 'string', default: '1' },
  into: { type: 'string' },
  replay: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** Reads the arguments; `pick` returns a fresh seed. Throws one sentence that names the argument to change. */
export function readCommand(args: string[], pick: () => number): Command {
  const { values } = parseArguments(args)
  if (values.help) return { does: 'help' }
  if (values.replay !== undefined) {
    const schedule = values.replay.split(',').map(text => readNumber('replay', { text, least: 0, most: 0xffffffff }))
    return { does: 'replay', schedule }
  }
  const run = {
    seeds: readSeeds(values, pick),
    schedules: readNumber('schedules', { text: values.schedules }),
    steps: readNumber('steps', { text: values.steps }),
  }
  const cores = readNumber('cores', { text: values.cores, most: 64 })
  return { does: 'play', run, cores, into: values.into }
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({ args, options })
  } catch (error) {
    const known = Object.keys(options).map(name => `--${name}`)
    const [fault] = (error as Error).message.split('. ')
    const use = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`
    throw new Error(`Cannot read the arguments "${args.join(' ')}": ${fault}; use ${use}`)
  }
}

/** A seed is a signed 32-bit number that is not negative (fast-check). */
const largest = 0x7fffffff
/** More seeds than this are a mistake. */
const most = 1_000

function readSeeds({ seed, seeds }: { seed?: string; seeds?: string }, pick: () => number): number[] {
  if (seed !== undefined && seeds !== undefined)
    throw new Error('Cannot read --seed and --seeds: only one of them must be given')
  if (seeds === 'random' || seed === 'random') return [pick()]
  if (seeds === undefined) return [readNumber('seed', { text: seed ?? '4', least: 0, most: largest })]
  if (!seeds.includes(',')) return Array.from({ length: readNumber('seeds', { text: seeds, most }) }, pick)
  const list = seeds.split(',').map(text => readNumber('seeds', { text, least: 0, most: largest }))
  if (new Set(list).size < list.length) throw new Error(`Cannot read --seeds "${seeds}": no seed must be given twice`)
  return list
}

function readNumber(
  name: string,
  { text, least = 1, most = 1_000_000_000 }: { text: string; least?: number; most?: number },
): number {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN
  if (number >= least && number <= most) return number
  throw new Error(`Cannot read --${name} "${text}": it must be a whole number from ${least} to ${most}`)
}
