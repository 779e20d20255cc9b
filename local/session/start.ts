import { readConfig, usage } from '../config.ts'
import { adminUser } from '../control-plane/keys.ts'
import { findMetrics } from './metrics.ts'
import { runSession } from './session.ts'
import { welcome } from './welcome.ts'

export interface StartOptions {
  env: NodeJS.ProcessEnv
  argv: string[]
  signal: AbortSignal
  log(line: string): void
}

/**
 * The chart as docs/ has it in production, so that its commands work: the administrator may record payments by hand, and
 * the account that takes and restores backups exists.
 */
const values = { backup: { enabled: true }, policies: { manualPayments: { users: [adminUser] } } }

/** `npm start`: starts a system, prints its usage and keeps it until `signal` aborts. Returns the exit code. */
export async function start({ env, argv, signal, log }: StartOptions): Promise<number> {
  const config = readConfig(env, argv)
  if (config.help) {
    log(usage)
    return 0
  }
  await runSession(
    { ...config, values },
    {
      signal,
      log,
      whileUp: async system => {
        log(welcome(system, { ...config, metrics: await findMetrics(system.folder) }))
        return new Promise<never>(() => {})
      },
    },
  )
  return 0
}
