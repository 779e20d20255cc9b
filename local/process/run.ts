import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** The exit code and the output of a command. */
export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

/** Runs a command to its end with `input` as its standard input. Rejects only if it cannot be executed. */
export async function run(
  command: string,
  { args, env, input = '' }: { args: string[]; env?: NodeJS.ProcessEnv; input?: string },
): Promise<CommandResult> {
  const child = spawn(command, args, { env })
  const closed = once(child, 'close')
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [[code], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}
