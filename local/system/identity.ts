import { mkdirSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type Credentials, writeKubeconfig } from '../control-plane/kubeconfig.ts'

export interface Account {
  name: string
  namespace: string
  /** The library that reads the kubeconfig: @kubernetes/client-node, or client-go and compatible programs. */
  client: 'client-node' | 'client-go'
}

/** A kubeconfig whose token is renewed until `stop`. */
export interface Identity {
  kubeconfig: string
  stop(): void
}

/** The lifetime of a token, the time between two checks of its age (both in milliseconds), and the clock. */
export interface Renewal {
  lifetimeMs: number
  everyMs: number
  now: () => number
}

const hour = 3_600_000
const usual: Renewal = { lifetimeMs: 24 * hour, everyMs: 60_000, now: Date.now }

/**
 * Requests a token of a ServiceAccount and renews it after half its lifetime. A timer checks the age by the clock,
 * because timers stand still while a machine sleeps. If a renewal fails, the next check tries again.
 */
export async function keepIdentity(
  { kubectl, folder, url, ca }: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca'>,
  { name, namespace, client, renewal = usual }: Account & { renewal?: Renewal },
): Promise<Identity> {
  const { lifetimeMs, everyMs, now } = renewal
  const home = join(folder, 'identities')
  const tokenFile = join(home, `${name}.token`)
  const kubeconfig = join(home, `${name}.kubeconfig`)
  const request = ['create', 'token', name, `--namespace=${namespace}`, `--duration=${lifetimeMs / 1000}s`]

  async function renew(): Promise<number> {
    const asked = now()
    const { code, stdout, stderr } = await kubectl(request)
    if (code !== 0)
      throw new Error(
        `Cannot request a token of "${namespace}/${name}": the ServiceAccount must exist: ${stderr.trim()}`,
      )
    await writeFile(`${tokenFile}.new`, stdout.trim(), { mode: 0o600 })
    await rename(`${tokenFile}.new`, tokenFile)
    return asked
  }

  mkdirSync(home, { recursive: true, mode: 0o700 })
  let renewed = await renew()
  writeKubeconfig(kubeconfig, { server: url, ca, user: credentials[client](tokenFile) })
  let underWay = false
  const timer = setInterval(async () => {
    if (underWay || now() - renewed < lifetimeMs / 2) return
    underWay = true
    renewed = await renew().catch(() => renewed)
    underWay = false
  }, everyMs)
  timer.unref()
  return { kubeconfig, stop: () => clearInterval(timer) }
}

const credentials: Record<Account['client'], (tokenFile: string) => Credentials> = {
  'client-go': tokenFile => ({ tokenFile }),
  'client-node': tokenFile => ({ 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }),
}
