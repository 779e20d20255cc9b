import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bin, type LocalConfig, readConfig, root } from '../config.ts'
import { findPorts } from '../process/ports.ts'
import { runSession } from '../session/session.ts'
import type { System } from '../system/system.ts'
import { play } from './player.ts'
import { setStage } from './stage.ts'
import type { Section } from './story.ts'
import { walkthrough } from './walkthrough.ts'

export const usage = `npm run demo

Starts everything on free ports of this machine, plays the walk-through with the files in examples/, shows each command and
its output, and stops. Exit code 0 only if every step showed the expected output.

  METACONTROLLER   path of the real Metacontroller       the built-in stand-in`

export interface DemoOptions {
  env: NodeJS.ProcessEnv
  argv: string[]
  signal: AbortSignal
  log(line: string): void
  /** The sections to play; the walk-through by default. */
  story?: readonly Section[]
}

/** `npm run demo`: plays the walk-through on a system of its own. Returns the exit code. */
export async function demo({ env, argv, signal, log, story = walkthrough }: DemoOptions): Promise<number> {
  if (isHelpRequested(argv)) {
    log(usage)
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'kconference-demo-'))
  try {
    const whileUp = async ({ engine, kubeconfig, paymentsUrl, shopUrl }: System) => {
      log(`\nRunning, with ${engine} as the engine. The shop is open at ${shopUrl} until the end of the demo.`)
      const fault = await play(story, setStage({ bin, kubeconfig, paymentsUrl, folder: root, print: log }))
      log(fault ?? `\nEvery step of the walk-through showed the expected output, with ${engine} as the engine.`)
      return fault === undefined ? 0 : 1
    }
    return (await runSession(await demoConfig(env, folder), { signal, log, whileUp })) ?? 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function isHelpRequested(argv: string[]): boolean {
  try {
    return parseArgs({ args: argv, options: { help: { type: 'boolean', default: false } } }).values.help
  } catch (cause) {
    throw new Error(`Cannot read the arguments "${argv.join(' ')}": they must be --help or none`, { cause })
  }
}

/** The configuration of a system of its own, on free ports. */
async function demoConfig(env: NodeJS.ProcessEnv, folder: string): Promise<LocalConfig> {
  const [apiServer, hooks, payments, shop] = (await findPorts(4)) as [number, number, number, number]
  // The story needs no cashier.
  const { gateway: _gateway, ...config } = readConfig(env, [])
  return { ...config, folder, ports: { apiServer, hooks, payments }, shop, fsync: false }
}
