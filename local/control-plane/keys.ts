import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Paths of the key files and the two static tokens of a control plane. */
export interface Keys {
  /** Private and public key (PEM) of service account tokens. */
  serviceAccountKey: string
  serviceAccountPublicKey: string
  /** Static token file of the API server: token,user,uid,"groups". */
  tokens: string
  adminToken: string
  controllerManagerToken: string
}

/** The user of the administrator's kubeconfig. */
export const adminUser = 'kconference-admin'

/**
 * The keys in `folder`, created at the first start and readable by their owner alone. Tokens stay valid for all later
 * starts.
 */
export function readOrCreateKeys(folder: string): Keys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const serviceAccountKey = join(folder, 'service-account.key')
  const serviceAccountPublicKey = join(folder, 'service-account.pub')
  const tokens = join(folder, 'tokens.csv')
  if (!existsSync(tokens)) {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    writeFileSync(serviceAccountKey, pair.privateKey, { mode: 0o600 })
    writeFileSync(serviceAccountPublicKey, pair.publicKey, { mode: 0o600 })
    writeFileSync(tokens, tokenLines(), { mode: 0o600 })
  }
  const [adminToken, controllerManagerToken] = readFileSync(tokens, 'utf8')
    .split('\n')
    .map(line => line.split(',')[0]) as [string, string]
  return { serviceAccountKey, serviceAccountPublicKey, tokens, adminToken, controllerManagerToken }
}

function tokenLines(): string {
  const token = () => randomBytes(32).toString('hex')
  return `${token()},${adminUser},admin,"system:masters"\n${token()},system:kube-controller-manager,controller-manager,\n`
}
