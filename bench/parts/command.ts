import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../local/config.ts'
import { buildTools } from '../../local/tools/tools.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { figuresOf, type MeasuredPart, type Measurement } from '../figure.ts'
import { type BenchCommand, readOptions, usage } from '../options.ts'
import { compareWith, type Peer, readPeer } from '../peer.ts'
import { type Report, textOf } from '../report.ts'
import { measureConferences } from './conferences.ts'
import { measureFlashSale } from './flash.ts'
import { measureFunctions } from './functions.ts'
import { measureHooks } from './hooks.ts'
import { measureOffers } from './offers.ts'
import { type Outcome, quickSizes, type Round, usualSizes } from './part.ts'
import { measureShop } from './shop.ts'
import { measureStarts } from './start.ts'
import { measureSystem } from './system.ts'

const measuring: { [part in MeasuredPart]: (round: Round) => Promise<Outcome> } = {
  hooks: measureHooks,
  functions: measureFunctions,
  system: measureSystem,
  conferences: measureConferences,
  offers: measureOffers,
  flash: measureFlashSale,
  shop: measureShop,
  start: measureStarts,
}

export interface CommandOptions {
  env: NodeJS.ProcessEnv
  argv: string[]
  signal: AbortSignal
  log(line: string): void
}

/** `npm run bench`: measures, prints the table and writes the JSON. Returns the exit code. */
export async function bench({ env, argv, signal, log }: CommandOptions): Promise<number> {
  const command = readOptions(argv)
  if (command.help) {
    log(usage)
    return 0
  }
  const peer = command.parts.includes('peer') ? await loadPeer(command) : undefined
  const isMeasured = command.parts.some(part => part !== 'peer')
  const measured = isMeasured ? await measureAll(command, { env, signal, log }) : await loadReport(command)
  const comparisons = peer && compareWith(peer, measured.figures)
  const report: Report = { ...measured, ...(peer && comparisons && { peer: { of: peer, comparisons } }) }
  log(`\n${textOf(report)}`)
  if (isMeasured) log(`\nThe same as JSON: ${await writeReport(report, command)}`)
  return report.faults.length === 0 ? 0 : 1
}

async function loadPeer({ peer }: BenchCommand): Promise<Peer> {
  const file = peer === undefined ? join(root, 'bench', 'peers', 'pretix.json') : resolve(peer)
  return readPeer(await readFile(file, 'utf8'), file)
}

/** The report of an earlier run. */
async function loadReport({ json }: BenchCommand): Promise<Report> {
  const file = resolve(json)
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new Error(`Cannot read the figures "${file}": an earlier run must have written them`, { cause })
  })
  return JSON.parse(text)
}

async function writeReport(report: Report, { json }: BenchCommand): Promise<string> {
  const file = resolve(json)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`)
  return file
}

async function measureAll(
  command: BenchCommand,
  { env, signal, log: print }: Omit<CommandOptions, 'argv'>,
): Promise<Report> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const log = (line: string) => print(`${String(Math.round(seconds())).padStart(5)} s  ${line}`)
  const { measurements, engine, faults } = await measure(command, { env, signal, log })
  return {
    version: packageJson.version,
    at: new Date().toISOString(),
    seconds: Math.round(seconds()),
    ...(engine !== undefined && { engine }),
    ...(command.values !== undefined && { values: command.values }),
    machine: machine(),
    sizes: sizesOf(command),
    figures: figuresOf(measurements),
    faults,
  }
}

async function measure(
  command: BenchCommand,
  { env, signal, log }: Omit<CommandOptions, 'argv'>,
): Promise<{ measurements: Measurement[]; engine: string | undefined; faults: string[] }> {
  const { METACONTROLLER } = env
  const metacontroller = METACONTROLLER ? resolve(root, METACONTROLLER) : undefined
  const values: object | undefined = command.values && parse(await readFile(resolve(command.values), 'utf8'))
  const measurements: Measurement[] = []
  const faults: string[] = []
  let engine: string | undefined
  await buildTools({ folder: join(root, 'local'), bin: join(root, '.local', 'bin'), signal, log })
  for (const part of command.parts) {
    if (part === 'peer') continue
    for (let number = 1; number <= command.rounds; number++) {
      signal.throwIfAborted()
      const title = `${part}, round ${number} of ${command.rounds}`
      log(title)
      const outcome = await measuring[part]({
        sizes: sizesOf(command),
        metacontroller,
        ...(values && { values }),
        record: measurement => measurements.push({ part, ...measurement }),
        signal,
        log: line => log(`${title}: ${line}`),
      })
      engine ??= outcome.engine
      faults.push(...(outcome.faults ?? []))
    }
  }
  return { measurements, engine, faults }
}

function sizesOf({ quick, sales }: BenchCommand) {
  return { ...(quick ? quickSizes : usualSizes), sales }
}

function machine(): Report['machine'] {
  const [processor] = cpus()
  return {
    cores: cpus().length,
    processor: processor?.model ?? 'unknown',
    memoryMB: Math.round(totalmem() / 1024 / 1024),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  }
}
