import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { release } from './install.ts'
import { admissionServer } from './servers.ts'

const name = 'kconference-admission'

/** URL at which the API server calls the webhook about new orders. */
export function admissionUrl(port: number): string {
  return `https://127.0.0.1:${port}/admission/orders`
}

/** Values with which the chart registers the admission webhook on that port; none without a port. */
export function admissionValues(port: number | undefined): object {
  return port === undefined ? {} : { admission: { enabled: true, url: admissionUrl(port) } }
}

/**
 * Starts the admission webhook with the account and the certificate that the chart created. Throws if the certificate
 * does not exist.
 */
export async function startAdmission(
  controlPlane: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca' | 'supervisor'>,
  { root, port }: { root: string; port: number },
): Promise<Identity> {
  const { certificates, ca } = await writeCertificate(controlPlane)
  const identity = await keepIdentity(controlPlane, { name, namespace: release.namespace, client: 'client-node' })
  const { kubeconfig } = identity
  try {
    await controlPlane.supervisor.start(admissionServer({ root, port, kubeconfig, certificates, ca }))
    return identity
  } catch (error) {
    identity.stop()
    throw error
  }
}

async function writeCertificate({
  kubectl,
  folder,
}: Pick<ControlPlane, 'kubectl' | 'folder'>): Promise<{ certificates: string; ca: string }> {
  const secret = `${name}-certificate`
  const { code, stdout, stderr } = await kubectl([
    'get',
    'secret',
    secret,
    `--namespace=${release.namespace}`,
    '--output=json',
  ])
  if (code !== 0)
    throw new Error(`Cannot read the certificate "${secret}": the chart must have created it: ${stderr.trim()}`)
  const certificates = join(folder, 'identities', name)
  mkdirSync(certificates, { recursive: true, mode: 0o700 })
  const { data } = JSON.parse(stdout) as { data: Record<'ca.crt' | 'tls.crt' | 'tls.key', string> }
  for (const file of ['tls.crt', 'tls.key'] as const)
    writeFileSync(join(certificates, file), Buffer.from(data[file], 'base64'), { mode: 0o600 })
  return { certificates, ca: Buffer.from(data['ca.crt'], 'base64').toString() }
}
