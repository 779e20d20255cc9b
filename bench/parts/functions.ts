import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../local/config.ts'
import type { Costs } from '../programs/cost.ts'
import { growthExponent } from '../statistics.ts'
import { briefNumber, wholeNumber } from '../table.ts'
import type { Outcome, Round } from './part.ts'

const execute = promisify(execFile)
/** In a smaller sale the call costs more than the orders. */
const leastOrders = 100

interface Costed extends Costs {
  orders: number
}

/**
 * The core of the box office and the order hook alone, in one process for each size: time, allocations, and the growth
 * of both.
 */
export async function measureFunctions(round: Round): Promise<Outcome> {
  const byName = new Map<string, Costed[]>()
  for (const orders of round.sizes.functions) {
    const costs = {
      ...addPrefix('box office, ', await runProgram<Record<string, Costs>>('measure-box-office.ts', orders, round)),
      'order hook, each order once': await runProgram<Costs>('measure-order-hook.ts', orders, round),
    }
    for (const [name, cost] of Object.entries(costs)) {
      recordCost({ ...cost, orders }, { ...round, name })
      byName.set(name, [...(byName.get(name) ?? []), { ...cost, orders }])
    }
  }
  for (const [name, costs] of byName) recordGrowth(costs, { ...round, name })
  return {}
}

function addPrefix<T>(prefix: string, values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]))
}

async function runProgram<T>(program: string, orders: number, { sizes, signal }: Round): Promise<T> {
  const file = join(root, 'bench', 'programs', program)
  const args = ['--expose-gc', '--max-old-space-size=8192', file, String(orders), String(sizes.sampleMs)]
  const { stdout } = await execute(process.execPath, args, { signal })
  return JSON.parse(stdout)
}

function recordCost(
  { orders, work, parse, inputBytes }: Costed,
  { name, record, log }: Pick<Round, 'record' | 'log'> & { name: string },
): void {
  const size = `${wholeNumber(orders)} orders`
  const [milliseconds, megabytes] = [work.seconds * 1000, work.bytes / 1e6]
  const baseline = (value: number) => ({ name: 'JSON.parse of the same', value })
  record({ name, size, unit: 'ms', value: milliseconds, baseline: baseline(parse.seconds * 1000) })
  record({ name: `${name}, allocated`, size, unit: 'MB', value: megabytes, baseline: baseline(parse.bytes / 1e6) })
  log(
    `${name}, ${size}: ${briefNumber(milliseconds)} ms, ${briefNumber(megabytes)} MB allocated for ${briefNumber(inputBytes / 1000)} kB`,
  )
}

function recordGrowth(all: readonly Costed[], { name, record }: Pick<Round, 'record'> & { name: string }): void {
  const costs = all.filter(({ orders }) => orders >= leastOrders)
  const size = costs.map(({ orders }) => wholeNumber(orders)).join(', ')
  const baseline = { name: 'growth like the orders', value: 1 }
  for (const [what, of] of [
    ['time', 'seconds'],
    ['allocations', 'bytes'],
  ] as const) {
    const value = growthExponent(costs.map(({ orders, work }) => ({ size: orders, cost: work[of] })))
    record({ name: `${name}, growth of ${what}`, size, unit: 'exponent', value, baseline })
  }
}
