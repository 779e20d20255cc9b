import { join } from 'node:path'
import { findLastLine } from '../process/log-tail.ts'

/** The programs that serve metrics and log the port. */
const programs = ['hooks', 'box-office', 'payments', 'shop', 'cashier', 'admission'] as const

/** The addresses of the metrics of each program, by the name of its log. */
export type Metrics = Partial<Record<(typeof programs)[number], string>>

/** Reads the addresses of metrics from the logs in `folder`. A program has one if it has ever served metrics there. */
export async function findMetrics(folder: string): Promise<Metrics> {
  const entries = await Promise.all(
    programs.map(async name => {
      const line = await findLastLine(join(folder, 'logs', `${name}.log`), text => portIn(text) !== undefined)
      return line === undefined ? [] : [[name, `http://127.0.0.1:${portIn(line)}/metrics`]]
    }),
  )
  return Object.fromEntries(entries.flat())
}

function portIn(line: string): string | undefined {
  return line.includes('"msg":"serving metrics"') ? /"port":(\d+)/.exec(line)?.[1] : undefined
}
