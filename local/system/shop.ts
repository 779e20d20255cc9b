import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import type { Program } from '../process/child.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { release } from './install.ts'
import { readyzOf, type ServerOptions, usualEnvironment } from './servers.ts'

/** Address of the shop on that port. */
export function shopUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/**
 * Values with which the chart installs the account and the policy of a shop on that port; none without a port. Its
 * Deployment names two Secrets. They need not exist, because no node runs its pods. With a played gateway it takes payments.
 */
export function shopValues(port: number | undefined, gatewayPort?: number): object {
  if (port === undefined) return {}
  const linkKeys = { existingSecret: 'shop-links' }
  const ticketKeys = { existingSecret: 'ticket-keys' }
  const payments = gatewayPort === undefined ? {} : { payWith: ['stripe', 'paypal'] }
  return { shop: { enabled: true, url: shopUrl(port), linkKeys, ticketKeys, ...payments } }
}

/**
 * The shop, with the rights of its ServiceAccount and its keys in two folders. Pages show the command that pays an order at
 * the payment endpoint `paymentsUrl`, and buttons to pay at the played gateway `gateway`.
 */
export function shopServer({
  root,
  port,
  kubeconfig,
  url,
  linkKeys,
  ticketKeys,
  paymentsUrl,
  gateway,
}: ServerOptions & {
  kubeconfig: string
  url: string
  linkKeys: string
  ticketKeys: string
  paymentsUrl: string
  gateway?: string | undefined
}): Program {
  return {
    name: 'shop',
    command: process.execPath,
    // The arguments of the chart.
    args: ['--max-semi-space-size=4', '--heap-growing-percent=30', join(root, 'hooks', 'shop-server.ts')],
    env: {
      ...usualEnvironment(port),
      SHOP_URL: url,
      SHOP_LINK_KEYS: linkKeys,
      TICKET_KEYS: ticketKeys,
      TRIAL_PAYMENTS_URL: paymentsUrl,
      ...(gateway !== undefined && { PAY_WITH: 'stripe,paypal', PAYMENT_PAGES: gateway }),
      KUBECONFIG: kubeconfig,
    },
    ready: readyzOf(port),
  }
}

/** Starts the shop with the account that the chart created, and with the keys of earlier starts in the same folder. */
export async function startShop(
  controlPlane: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca' | 'supervisor'>,
  { root, port, ...urls }: { root: string; port: number; paymentsUrl: string; gateway?: string | undefined },
): Promise<Identity> {
  const account = { name: 'kconference-shop', namespace: release.namespace, client: 'client-node' } as const
  const [linkKeys, ticketKeys] = ['shop-links', 'ticket-keys'].map(name =>
    readOrCreateKeyFolder(join(controlPlane.folder, 'keys', name)),
  ) as [string, string]
  const identity = await keepIdentity(controlPlane, account)
  const { kubeconfig } = identity
  try {
    const program = shopServer({ root, port, kubeconfig, url: shopUrl(port), linkKeys, ticketKeys, ...urls })
    await controlPlane.supervisor.start(program)
    return identity
  } catch (error) {
    identity.stop()
    throw error
  }
}

/** A folder with one key, in the form of a mounted Secret. Links and ticket codes stay valid as long as the key stays. */
function readOrCreateKeyFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = join(folder, '1')
  if (!existsSync(key)) writeFileSync(key, randomBytes(32).toString('base64'), { mode: 0o600 })
  return folder
}
