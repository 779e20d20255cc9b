import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type FileResult, readTap } from './tap-output.ts'

/** Runs test files with the tap of a folder, without coverage, and says what became of each. Throws when aborted. */
export async function runTests(
  tests: string[],
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<FileResult[]> {
  signal.throwIfAborted()
  const tap = join(folder, 'node_modules', '.bin', 'tap')
  const args = [tap, '--disable-coverage', '--reporter=tap', ...tests]
  const child = spawn(process.execPath, args, { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'ignore'] })
  const stop = () => child.kill()
  signal.addEventListener('abort', stop)
  const output = await text(child.stdout)
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  return readTap(output)
}

/** The environment without what a tap around this one has put there. */
function environment(): NodeJS.ProcessEnv {
  const foreign = /^(?:_?TAP|NODE_V8_COVERAGE$|NODE_OPTIONS$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}
