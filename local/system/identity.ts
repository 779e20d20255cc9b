import { mkdirSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type Credentials, writeKubeconfig } from '../control-plane/kubeconfig.ts'

export interface Account {
  name: string
  namespace: string
  /** Who reads the kubeconfig: @kubernetes/client-node, or client-go and what reads it the same way. */
  client: 'client-node' | 'client-go'
}

/** A kubeconfig whose token is renewed until `stop`. */
export interface Identity {
  kubeconfig: string
  stop(): void
}

/** How long a token lives, how often its age is looked at, and what time it is (milliseconds). */
export interface Renewal {
  lifetime: number
  every: number
  now: () => number
}

const hour = 3_600_000
const usual: Renewal = { lifetime: 24 * hour, every: 60_000, now: Date.now }

/**
 * Asks for a token of a ServiceAccount and renews it when half its life is over. Its age is read from the clock again and
 * again, because a timer stands still while a machine sleeps. A renewal that fails is tried again the next time.
 */
export async function keepIdentity(
  { kubectl, folder, url, ca }: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca'>,
  { name, namespace, client, renewal = usual }: Account & { renewal?: Renewal },
): Promise<Identity> {
  const { lifetime, every, now } = renewal
  const home = join(folder, 'identities')
  const tokenFile = join(home, `${name}.token`)
  const kubeconfig = join(home, `${name}.kubeconfig`)
  const request = ['create', 'token', name, `--namespace=${namespace}`, `--duration=${lifetime / 1000}s`]

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
    if (underWay || now() - renewed < lifetime / 2) return
    underWay = true
    renewed = await renew().catch(() => renewed)
    underWay = false
  }, every)
  timer.unref()
  return { kubeconfig, stop: () => clearInterval(timer) }
}

const credentials: Record<Account['client'], (tokenFile: string) => Credentials> = {
  'client-go': tokenFile => ({ tokenFile }),
  'client-node': tokenFile => ({ 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }),
}
