import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../local/config.ts'
import { buildTools } from '../../local/tools/tools.ts'
import packageJson from '../../package.json' with { type: 'json' }
import type { Measurement, Part } from '../figure.ts'
import { figuresOf } from '../figure.ts'
import { type BenchCommand, readOptions, usage } from '../options.ts'
import { type Report, textOf } from '../report.ts'
import { flashRound } from './flash.ts'
import { functionsRound } from './functions.ts'
import { hooksRound } from './hooks.ts'
import { type Outcome, quickSizes, type Round, usualSizes } from './part.ts'
import { startRound } from './start.ts'
import { systemRound } from './system.ts'

const rounds: { [part in Part]: (round: Round) => Promise<Outcome> } = {
  hooks: hooksRound,
  functions: functionsRound,
  system: systemRound,
  flash: flashRound,
  start: startRound,
}

export interface CommandOptions {
  env: NodeJS.ProcessEnv
  argv: string[]
  signal: AbortSignal
  log(line: string): void
}

/** `npm run bench`: measures, prints the table and writes the JSON. Answers the exit code. */
export async function bench({ env, argv, signal, log: print }: CommandOptions): Promise<number> {
  const command = readOptions(argv)
  if (command.help) {
    print(usage)
    return 0
  }
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const log = (line: string) => print(`${String(Math.round(seconds())).padStart(5)} s  ${line}`)
  const { measurements, engine, faults } = await measure(command, { env, signal, log })
  const report: Report = {
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
  const file = resolve(command.json)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`)
  print(`\n${textOf(report)}\n\nThe same as JSON: ${file}`)
  return faults.length === 0 ? 0 : 1
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
    for (let number = 1; number <= command.rounds; number++) {
      signal.throwIfAborted()
      const title = `${part}, round ${number} of ${command.rounds}`
      log(title)
      const outcome = await rounds[part]({
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
