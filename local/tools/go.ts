import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The folder with go.mod, the command of Go (`go` except in tests) and the signal that ends it early. */
export interface Go {
  folder: string
  command: string
  signal: AbortSignal
}

/**
 * Version of the installed Go, as "1.26.8". Throws one sentence with the version to install if Go is missing or older
 * than `oldest`.
 */
export async function checkGo(go: Go, oldest: string): Promise<string> {
  const wanted = `Go ${oldest} or newer must be installed and in PATH, see https://go.dev/doc/install`
  const lines: string[] = []
  const code = await runGo(go, { args: ['env', 'GOVERSION'], onLine: line => lines.push(line) }).catch(cause => {
    go.signal.throwIfAborted()
    throw new Error(`Cannot find "${go.command}": ${wanted}`, { cause })
  })
  const version = /^go(\d+(\.\d+)*)/.exec(lines.join('\n'))?.[1]
  if (code !== 0 || version === undefined)
    throw new Error(`Cannot find "${go.command}": ${wanted}; it answered "${lines.join(' ')}"`)
  if (isOlder(version, oldest)) throw new Error(`Cannot use "${go.command}" of version "${version}": ${wanted}`)
  return version
}

/**
 * Runs Go to its end, passes each line of its output to `onLine`, and returns its exit code. When the signal aborts, it
 * interrupts Go together with the compilers that Go runs and would leave behind, and waits for the end.
 */
export async function runGo(
  { folder, command, signal }: Go,
  { args, onLine }: { args: string[]; onLine: (line: string) => void },
): Promise<number> {
  signal.throwIfAborted()
  const child = spawn(command, args, {
    cwd: folder,
    env: goEnv(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const interrupt = () => process.kill(-Number(child.pid), 'SIGINT')
  signal.addEventListener('abort', interrupt)
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine)
  const [code] = await once(child, 'close').finally(() => signal.removeEventListener('abort', interrupt))
  signal.throwIfAborted()
  return code
}

/**
 * The user's environment without the variables that change the result: proxies and caches stay, flags and targets do
 * not.
 */
function goEnv({ GOOS, GOARCH, GOEXPERIMENT, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, CGO_ENABLED: '0', GO111MODULE: 'on', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off' }
}

function isOlder(version: string, oldest: string): boolean {
  const [a, b] = [version, oldest].map(text => text.split('.').map(Number)) as [number[], number[]]
  const at = b.findIndex((number, index) => number !== (a[index] ?? 0))
  return at !== -1 && (a[at] ?? 0) < Number(b[at])
}
