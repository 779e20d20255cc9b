import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../local/config.ts'
import type { HookCost } from '../programs/measure-hook.ts'
import { growthExponent } from '../statistics.ts'
import { brief, whole } from '../table.ts'
import type { Outcome, Round } from './part.ts'

const execute = promisify(execFile)
const program = join(root, 'bench', 'programs', 'measure-hook.ts')
const parse = 'JSON.parse of the same'
/** With fewer orders it is the call that costs, and not the orders. */
const least = 100

/** The hook functions alone, in a process of their own for each size: time, allocations, and how both grow. */
export async function functionsRound({ sizes, record, signal, log }: Round): Promise<Outcome> {
  for (const hook of ['plan', 'order'] as const) {
    const costs: (HookCost & { count: number })[] = []
    for (const count of sizes.functions) {
      const args = ['--expose-gc', '--max-old-space-size=8192', program, hook, String(count), String(sizes.sample)]
      const { stdout } = await execute(process.execPath, args, { signal })
      const cost: HookCost = JSON.parse(stdout)
      costs.push({ ...cost, count })
      const of = { size: `${whole(count)} orders`, megabytes: cost.size / 1e6 }
      const name = hook === 'plan' ? 'plan hook' : 'order hook, each order once'
      const time = { unit: 'ms', value: cost.hook.seconds * 1000, baseline: cost.parse.seconds * 1000 }
      const bytes = { unit: 'MB', value: cost.hook.bytes / 1e6, baseline: cost.parse.bytes / 1e6 }
      record({ ...time, name, size: of.size, baseline: { name: parse, value: time.baseline } })
      record({ ...bytes, name: `${name}, allocated`, size: of.size, baseline: { name: parse, value: bytes.baseline } })
      log(
        `${name}, ${of.size}: ${brief(time.value)} ms, ${brief(bytes.value)} MB allocated for ${brief(of.megabytes)} MB of JSON`,
      )
    }
    recordGrowth(
      costs.filter(({ count }) => count >= least),
      { hook, record },
    )
  }
  return {}
}

function recordGrowth(
  costs: readonly (HookCost & { count: number })[],
  { hook, record }: { hook: string; record: Round['record'] },
): void {
  const size = costs.map(({ count }) => whole(count)).join(', ')
  for (const [what, of] of [
    ['time', 'seconds'],
    ['allocations', 'bytes'],
  ] as const) {
    const exponent = (who: 'hook' | 'parse') =>
      growthExponent(costs.map(cost => ({ size: cost.count, cost: cost[who][of] })))
    const baseline = { name: parse, value: exponent('parse') }
    record({ name: `${hook} hook, growth of ${what}`, size, unit: 'exponent', value: exponent('hook'), baseline })
  }
}
