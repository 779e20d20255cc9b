import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { readFailures } from './tap-output.ts'

/** The result of one test file. */
export interface FileResult {
  file: string
  ok: boolean
  /** Names of the assertions that failed; none when the file failed for another reason. */
  failed: string[]
}

// The same as that of npm test (.taprc). A test may set a longer one.
const testSeconds = 300
const patienceSeconds = 1800

/**
 * Runs the test files of a folder one after the other, and returns their results. Throws when aborted. Node runs them
 * without tap, which would take most of the time: each file prints its own TAP.
 */
export async function runTests(
  tests: string[],
  { folder, signal, focus }: { folder: string; signal: AbortSignal; focus?: string | undefined },
): Promise<FileResult[]> {
  const env = environment(folder, focus)
  const results: FileResult[] = []
  for (const file of tests) results.push(await runTest(file, { folder, signal, env }))
  return results
}

async function runTest(
  file: string,
  { folder, signal, env }: { folder: string; signal: AbortSignal; env: NodeJS.ProcessEnv },
): Promise<FileResult> {
  signal.throwIfAborted()
  const child = spawn(process.execPath, [join(folder, file)], { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const exit = once(child, 'exit')
  const timer = setTimeout(() => child.kill(), 1000 * patienceSeconds)
  const stop = () => child.kill()
  signal.addEventListener('abort', stop)
  try {
    const [output, [code]] = await Promise.all([text(child.stdout), exit])
    signal.throwIfAborted()
    return { file, ok: code === 0, failed: readFailures(output) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/**
 * The environment without the variables of a surrounding tap, with the focus that test/properties/simulation.ts reads.
 * Node keeps its compiled code in the folder, for the next defect.
 */
function environment(folder: string, focus: string | undefined): NodeJS.ProcessEnv {
  const foreign = /^(?:_?TAP|NODE_V8_COVERAGE$|NODE_OPTIONS$|SIMULATION_FOCUS$)/
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return {
    ...Object.fromEntries(own),
    TAP_TIMEOUT: String(testSeconds),
    NODE_COMPILE_CACHE: join(folder, '.compiled'),
    ...(focus !== undefined && { SIMULATION_FOCUS: focus }),
  }
}
