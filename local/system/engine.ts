import { join } from 'node:path'
import type { Program, Started } from '../process/child.ts'
import { waitForLine } from '../process/log-tail.ts'
import { findPorts } from '../process/ports.ts'
import { waitForAnswer } from '../process/probe.ts'

/** The program of the engine, and its name with version, known once it is ready. */
export interface Engine {
  program: Program
  /** 'stand-in', 'metacontroller v4.17.2' or 'metacontroller (version unknown)'. */
  version(): string
}

const name = 'metacontroller'

/** The real Metacontroller if its path is given, else the stand-in of this project. */
export async function chooseEngine({
  metacontroller,
  root,
  kubeconfig,
}: {
  metacontroller?: string | undefined
  root: string
  kubeconfig: string
}): Promise<Engine> {
  if (metacontroller === undefined) return standIn({ root, kubeconfig })
  const [metrics, probe] = (await findPorts(2)) as [number, number]
  return realEngine({ command: metacontroller, kubeconfig, metrics, probe })
}

/** The stand-in; it prints {"msg":"ready"} when its watches run. */
function standIn({ root, kubeconfig }: { root: string; kubeconfig: string }): Engine {
  const args = [join(root, 'local', 'metacontroller', 'main.ts'), `--kubeconfig=${kubeconfig}`, '--workers=20']
  const ready = async ({ log, from, signal }: Started) => {
    await waitForLine(log, { from, matches: line => fieldOf(line, 'msg') === 'ready', signal })
  }
  return { program: { name, command: process.execPath, args, ready }, version: () => 'stand-in' }
}

/**
 * The real Metacontroller. It has no flag for its version, but logs it first, with its configuration:
 * https://github.com/metacontroller/metacontroller/blob/v4.17.2/pkg/cmd/metacontroller/main.go
 */
function realEngine({
  command,
  kubeconfig,
  metrics,
  probe,
}: {
  command: string
  kubeconfig: string
  metrics: number
  probe: number
}): Engine {
  let version = 'metacontroller (version unknown)'
  const args = [
    `--kubeconfig=${kubeconfig}`,
    '--client-go-qps=1000',
    '--client-go-burst=2000',
    '--workers=20',
    '--discovery-interval=5s',
    `--metrics-address=127.0.0.1:${metrics}`,
    `--health-probe-bind-address=127.0.0.1:${probe}`,
  ]
  const ready = async ({ log, from, signal }: Started) => {
    const line = await waitForLine(log, { from, matches: text => fieldOf(text, 'version') !== undefined, signal })
    const number = /^v?(\d+\.\d+\.\d+.*)$/.exec(String(fieldOf(line, 'version')))?.[1]
    if (number !== undefined) version = `metacontroller v${number}`
    await waitForAnswer(`http://127.0.0.1:${probe}/readyz`, { signal })
  }
  const { PATH, HOME } = process.env
  // As charts/metacontroller-values.yaml recommends.
  const env = { PATH, HOME, GOGC: '200', GOMEMLIMIT: '1800MiB' }
  return { program: { name, command, args, env, ready }, version: () => version }
}

function fieldOf(line: string, field: string): unknown {
  try {
    return JSON.parse(line)[field]
  } catch {
    return undefined
  }
}
