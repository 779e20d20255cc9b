import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type FileResult, readTap } from './tap-output.ts'

/** Runs test files with the tap of a folder, without coverage, and returns their results. Throws when aborted. */
export async function runTests(
  tests: string[],
  { folder, signal, focus }: { folder: string; signal: AbortSignal; focus?: string | undefined },
): Promise<FileResult[]> {
  signal.throwIfAborted()
  const tap = join(folder, 'node_modules', '.bin', 'tap')
  const args = [tap, '--disable-coverage', '--reporter=tap', ...tests]
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: environment(focus),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const stop = () => child.kill()
  signal.addEventListener('abort', stop)
  const output = await text(child.stdout)
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  return readTap(output)
}

/**
 * The environment without the variables of a surrounding tap, and with the focus that test/properties/simulation.ts
 * reads.
 */
function environment(focus: string | undefined): NodeJS.ProcessEnv {
  const foreign = /^(?:_?TAP|NODE_V8_COVERAGE$|NODE_OPTIONS$|SIMULATION_FOCUS$)/
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(own), ...(focus !== undefined && { SIMULATION_FOCUS: focus }) }
}
