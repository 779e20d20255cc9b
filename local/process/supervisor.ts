import { join } from 'node:path'
import { type Child, type Program, startChild } from './child.ts'
import { readTail, sizeOf } from './log-tail.ts'

interface Supervised {
  program: Program
  child: Child
  /** True when this process ends it on purpose. */
  ending: boolean
}

/** Starts, restarts and stops processes, and stops all of them when one exits unexpectedly. */
export class Supervisor {
  /**
   * Resolves when a process exited unexpectedly; the error contains the end of its log. The other processes are stopped
   * then.
   */
  readonly failed: Promise<Error>
  readonly #logs: string
  readonly #graceMs: number
  readonly #patienceMs: number
  readonly #fail: (error: Error) => void
  #failure: Error | undefined
  readonly #programs = new Map<string, Supervised>()
  #stopped: Promise<void> | undefined

  /**
   * Programs print to `<logs>/<name>.log`. They have `patienceMs` to become ready, and `graceMs` between SIGTERM and
   * SIGKILL.
   */
  constructor({
    logs,
    graceMs = 10_000,
    patienceMs = 120_000,
  }: { logs: string; graceMs?: number; patienceMs?: number }) {
    const { promise, resolve } = Promise.withResolvers<Error>()
    this.failed = promise
    this.#fail = resolve
    this.#logs = logs
    this.#graceMs = graceMs
    this.#patienceMs = patienceMs
    process.on('exit', this.#killAll)
  }

  /** Starts a program and waits until it is ready. Rejects with the end of its log if it ends before that. */
  async start(program: Program): Promise<void> {
    if (this.#programs.has(program.name)) throw new Error(`Cannot start "${program.name}": its name must not be in use`)
    await this.#launch(program)
  }

  /**
   * Kills a program (default SIGKILL), waits for its end, runs `whileDown`, starts it again and waits until it is
   * ready.
   */
  async restart(
    name: string,
    { signal = 'SIGKILL', whileDown }: { signal?: NodeJS.Signals; whileDown?: () => Promise<void> } = {},
  ): Promise<void> {
    const supervised = this.#programs.get(name)
    if (supervised === undefined) throw new Error(`Cannot restart "${name}": it must have been started`)
    await this.#end(supervised, signal)
    await whileDown?.()
    await this.#launch(supervised.program)
  }

  /** Ends a program with SIGTERM and forgets it. */
  async end(name: string): Promise<void> {
    const supervised = this.#programs.get(name)
    if (supervised === undefined) throw new Error(`Cannot stop "${name}": it must have been started`)
    await this.#end(supervised, 'SIGTERM')
    this.#programs.delete(name)
  }

  pid(name: string): number | undefined {
    return this.#programs.get(name)?.child.pid
  }

  /** Sends SIGTERM in reverse order of start, one process after the other; SIGKILL after the grace period. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll()
    return this.#stopped
  }

  async #launch(program: Program): Promise<void> {
    const { name } = program
    const log = join(this.#logs, `${name}.log`)
    const from = await sizeOf(log)
    if (this.#stopped !== undefined)
      throw this.#failure ?? new Error(`Cannot start "${name}": its supervisor must not be stopped`)
    const supervised = { program, child: startChild(program, log), ending: false }
    this.#programs.set(name, supervised)
    const gone = new AbortController()
    const death = this.#watchOver(supervised, log).then(error => {
      gone.abort(error)
      throw error
    })
    const late = setTimeout(async () => gone.abort(await this.#lateError(name, log)), this.#patienceMs)
    const ready = program.ready?.({ log, from, signal: gone.signal })
    await Promise.race([ready, death]).finally(() => clearTimeout(late))
  }

  async #lateError(name: string, log: string): Promise<Error> {
    const end = await readTail(log)
    return new Error(
      `Cannot start "${name}": it must be ready within ${this.#patienceMs / 1000} s; the end of ${log}:\n${end}`,
    )
  }

  async #watchOver(supervised: Supervised, log: string): Promise<Error> {
    const { name } = supervised.program
    const how = await supervised.child.ended
    if (supervised.ending)
      return this.#failure ?? new Error(`Cannot start "${name}": it must not be stopped before it is ready`)
    const end = await readTail(log)
    const error = new Error(`Cannot run "${name}": it exited unexpectedly with ${how}; the end of ${log}:\n${end}`)
    this.#failure ??= error
    this.#fail(error)
    await this.stop()
    return error
  }

  async #end(supervised: Supervised, signal: NodeJS.Signals): Promise<void> {
    supervised.ending = true
    supervised.child.kill(signal)
    const late = setTimeout(() => supervised.child.kill('SIGKILL'), this.#graceMs)
    await supervised.child.ended
    clearTimeout(late)
  }

  async #stopAll(): Promise<void> {
    for (const supervised of [...this.#programs.values()].reverse()) await this.#end(supervised, 'SIGTERM')
    process.off('exit', this.#killAll)
  }

  readonly #killAll = (): void => {
    for (const { child } of this.#programs.values()) child.kill('SIGKILL')
  }
}
