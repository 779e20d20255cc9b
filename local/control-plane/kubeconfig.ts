import { writeFileSync } from 'node:fs'
import { stringify } from 'yaml'

/** The credentials of a client: a token, or a file with a token that the client reads again when it changes. */
export type Credentials =
  | { token: string }
  /** client-go, and so kubectl and Metacontroller: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo */
  | { tokenFile: string }
  /**
   * @kubernetes/client-node, which reads a token file again only as an "auth-provider", a field that client-go rejects.
   */
  | { 'auth-provider': { name: 'tokenFile'; config: { tokenFile: string } } }

/** Writes a kubeconfig that only its owner can read; `ca` is the PEM text of the certificate that the client trusts. */
export function writeKubeconfig(
  path: string,
  { server, ca, user }: { server: string; ca: string; user: Credentials },
): void {
  const name = 'kconference'
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  writeFileSync(path, stringify(kubeconfig), { mode: 0o600 })
}
