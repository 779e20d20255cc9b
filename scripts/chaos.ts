import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bin } from '../local/config.ts'
import { findPorts } from '../local/process/ports.ts'
import { runSession } from '../local/session/session.ts'
import { runChaos } from '../simulation/chaos/chaos.ts'
import { tableOf } from '../simulation/chaos/report.ts'

const usage = `npm run chaos [-- --orders 300 --seats 100]

Places more orders than there are seats, on a system of its own. Buyers order, pay, cancel, shrink and get refunds, while
kill -9 ends each process in turn, three times: the leading and the waiting box office, the cashier and its gateway
included. Checks every stored revision, the end of the sale and the books of the gateway against the promises. Takes some
six minutes. Exits with code 1 at the first promise
that is broken.

  --orders N   number of orders                 300
  --seats N    number of seats                  100
  --help       print this text

  METACONTROLLER   path of the real Metacontroller       the built-in stand-in`

const limitMs = 30 * 60_000
const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort())

try {
  const { help, orders, seats } = readArguments(process.argv.slice(2))
  if (help) console.log(usage)
  else process.exitCode = await chaos({ orders, seats })
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

/** Returns the exit code: 0 only if the whole run was played and every promise was kept. */
async function chaos(size: { orders: number; seats: number }): Promise<number> {
  const started = Date.now()
  const log = (line: string) =>
    console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${line}`)
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  const [apiServer, hooks, payments, gateway] = (await findPorts(4)) as [number, number, number, number]
  const { METACONTROLLER: metacontroller } = process.env
  const config = {
    folder,
    bin,
    ports: { apiServer, hooks, payments },
    ...(metacontroller && { metacontroller }),
    gateway,
    standby: true,
    fsync: true,
    reset: false,
    help: false,
  }
  try {
    const report = await runSession(config, {
      signal: interrupt.signal,
      log,
      whileUp: system => runChaos(system, { ...size, rounds: 3, lapses: true, limitMs, log, signal: interrupt.signal }),
    })
    if (report === undefined) return 1
    console.log(`\n${tableOf(report)}`)
    return report.violations.length === 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readArguments(args: string[]): { help: boolean; orders: number; seats: number } {
  const options = {
    orders: { type: 'string', default: '300' },
    seats: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  } as const
  const { help, orders, seats } = parseArgs({ args, options }).values
  return { help, orders: readWhole(4, 'orders', orders), seats: readWhole(4, 'seats', seats) }
}

function readWhole(least: number, name: string, text: string): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least) return number
  throw new Error(`Cannot read --${name} "${text}": it must be a whole number of at least ${least}`)
}
