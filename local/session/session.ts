import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type LocalConfig, root } from '../config.ts'
import { lockFolder } from '../process/folder-lock.ts'
import { type System, startSystem } from '../system/system.ts'
import { buildTools } from '../tools/tools.ts'
import { checkEngine } from './check-engine.ts'
import { checkPorts, comparePorts } from './wanted-ports.ts'

export interface SessionOptions<Outcome> {
  /** Aborting it ends the session: everything stops, and the result is undefined. */
  signal: AbortSignal
  log(line: string): void
  /** The work to do while the system runs. */
  whileUp(system: System): Promise<Outcome>
}

/**
 * Builds the tools if necessary, starts a system, runs `whileUp` and stops the system in every case. Throws if another
 * system uses the folder, a port is in use, METACONTROLLER is not Metacontroller, a tool cannot be built or a process exits
 * unexpectedly; no process is left behind.
 */
export async function runSession<Outcome>(
  config: LocalConfig,
  options: SessionOptions<Outcome>,
): Promise<Outcome | undefined> {
  comparePorts(config)
  if (config.metacontroller !== undefined) await checkEngine(config.metacontroller)
  const unlock = lockFolder(config.folder)
  try {
    return await runLocked(config, options)
  } finally {
    unlock()
  }
}

async function runLocked<Outcome>(
  config: LocalConfig,
  { signal, log, whileUp }: SessionOptions<Outcome>,
): Promise<Outcome | undefined> {
  await checkPorts(config)
  await buildTools({ folder: join(root, 'local'), bin: config.bin, signal, log })
  if (config.reset) await forget(config.folder)
  const system = await startSystem(config, { signal, log })
  const interrupted = Promise.withResolvers<undefined>()
  const interrupt = () => interrupted.resolve(undefined)
  signal.addEventListener('abort', interrupt)
  const death = system.supervisor.failed.then(error => Promise.reject(error))
  try {
    signal.throwIfAborted()
    return await Promise.race([whileUp(system), interrupted.promise, death])
  } finally {
    signal.removeEventListener('abort', interrupt)
    log('stopping')
    await system.stop()
  }
}

/** Removes the data of systems, by name: the folder may contain other files. */
async function forget(folder: string): Promise<void> {
  const kept = [
    'certificates',
    'etcd',
    'gateway.json',
    'helm',
    'identities',
    'keys',
    'kubeconfig',
    'kubectl-cache',
    'logs',
  ]
  for (const name of kept) await rm(join(folder, name), { recursive: true, force: true })
}
