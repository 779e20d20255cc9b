import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'

/** A program as the supervisor starts it. */
export interface Program {
  name: string
  command: string
  args: string[]
  /** The whole environment of the process; PATH and HOME of this one if absent, so that no credentials are handed on by accident. */
  env?: NodeJS.ProcessEnv
  ready?: Ready
}

/** Resolves when the process does its work. */
export type Ready = (started: Started) => Promise<void>

/** What a readiness check may look at. */
export interface Started {
  /** File with everything the process prints. */
  log: string
  /** Length of that file in bytes when the process started. */
  from: number
  /** Aborts, with the reason, when the process has ended or it is too late to become ready. */
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
 * Starts a program with its output appended to `log`, in a session of its own: a Ctrl-C in the terminal reaches this process
 * alone, which then ends the others in order. Throws if the command cannot be executed.
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

/** A shell that waits for the end of its input, which comes when this process is gone, however it ended, and kills `pid` then. */
export function startGuard(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', `read -r _; kill -KILL ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.unref()
  return guard
}
