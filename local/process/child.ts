import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'

/** A program as the supervisor starts it. */
export interface Program {
  name: string
  command: string
  args: string[]
  /**
   * The whole environment of the process; PATH and HOME of this process if absent, so that no credentials leak by
   * accident.
   */
  env?: NodeJS.ProcessEnv
  ready?: Ready
}

/** Resolves when the process is ready to work. */
export type Ready = (started: Started) => Promise<void>

/** The facts that a readiness check may use. */
export interface Started {
  /** Path of the file with all output of the process. */
  log: string
  /** Length of that file in bytes when the process started. */
  from: number
  /** Aborts, with the reason, when the process has ended or the time to become ready is over. */
  signal: AbortSignal
}

/** A running process. */
export interface Child {
  pid: number
  /** Resolves with 'code 1' or 'signal SIGKILL' when the process has ended. */
  ended: Promise<string>
  /** Sends a signal; does nothing if the process has ended. */
  kill(signal: NodeJS.Signals): void
}

/**
 * Starts a program in a session of its own and appends its output to `log`. A Ctrl-C in the terminal thus reaches this
 * process alone, which then ends the others in order. Throws if the command cannot be executed.
 */
export function startChild({ name, command, args, env }: Program, log: string): Child {
  const output = openSync(log, 'a', 0o600)
  const { PATH, HOME } = process.env
  const child = spawn(command, args, { env: env ?? { PATH, HOME }, stdio: ['ignore', output, output], detached: true })
  closeSync(output)
  const { pid } = child
  if (pid === undefined) {
    child.on('error', () => {})
    throw new Error(`Cannot start ${name} with command "${command}": the file must exist and be executable`)
  }
  const guard = startGuard(pid)
  const ended = once(child, 'exit').then(([code, signal]) => {
    guard.kill('SIGKILL')
    return signal === null ? `code ${code}` : `signal ${signal}`
  })
  return { pid, ended, kill: signal => child.kill(signal) }
}

/**
 * A shell that waits for the end of its input and then kills `pid`. The input ends when this process ends, in whatever
 * way.
 */
export function startGuard(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', `read -r _; kill -KILL ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  return guard
}
