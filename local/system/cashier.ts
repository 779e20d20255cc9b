import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import type { Program } from '../process/child.ts'
import { findPorts } from '../process/ports.ts'
import { waitForAnswer } from '../process/probe.ts'
import { type Identity, keepIdentity } from './identity.ts'
import { release } from './install.ts'
import { readyzOf, type ServerOptions, usualEnvironment } from './servers.ts'

/** Address of the played gateway on that port. */
export function gatewayUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Values with which the chart installs the account and the policies of a cashier; none without a played gateway. */
export function cashierValues(gatewayPort: number | undefined): object {
  return gatewayPort === undefined ? {} : { cashier: { enabled: true, stripeMode: 'test', paypalMode: 'sandbox' } }
}

/** The played gateway, which keeps its payments in a file for the next start. */
export function gatewayServer({ root, port, file }: ServerOptions & { file: string }): Program {
  return {
    name: 'gateway',
    command: process.execPath,
    args: [join(root, 'local', 'gateway', 'main.ts'), `--port=${port}`, `--file=${file}`],
    env: {},
    ready: ({ signal }) => waitForAnswer(`${gatewayUrl(port)}/control/books`, { signal }),
  }
}

/** The cashier, with the rights of its ServiceAccount. It calls the played gateway. */
export function cashierServer({
  root,
  port,
  kubeconfig,
  gateway,
}: ServerOptions & { kubeconfig: string; gateway: string }): Program {
  return {
    name: 'cashier',
    command: process.execPath,
    args: [join(root, 'hooks', 'cashier.ts')],
    env: {
      ...usualEnvironment(port),
      STRIPE_MODE: 'test',
      PAYPAL_MODE: 'sandbox',
      STRIPE_API_URL: gateway,
      PAYPAL_API_URL: gateway,
      KUBECONFIG: kubeconfig,
      NAMESPACE: release.namespace,
    },
    ready: readyzOf(port),
  }
}

/** Starts the played gateway, and the cashier with the account that the chart created and with keys of that gateway. */
export async function startCashier(
  controlPlane: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca' | 'supervisor'>,
  { root, gatewayPort }: { root: string; gatewayPort: number },
): Promise<Identity> {
  const { kubectl, folder, supervisor } = controlPlane
  const account = { name: 'kconference-cashier', namespace: release.namespace, client: 'client-node' } as const
  const [port] = (await findPorts(1)) as [number]
  const identity = await keepIdentity(controlPlane, account)
  const { kubeconfig } = identity
  try {
    const { code, stderr } = await kubectl(['apply', '--filename=-'], JSON.stringify(playedKeys))
    if (code !== 0)
      throw new Error(`Cannot write the API keys of the played gateway: kubectl must accept them (${stderr})`)
    await supervisor.start(gatewayServer({ root, port: gatewayPort, file: join(folder, 'gateway.json') }))
    await supervisor.start(cashierServer({ root, port, kubeconfig, gateway: gatewayUrl(gatewayPort) }))
    return identity
  } catch (error) {
    identity.stop()
    throw error
  }
}

/** Keys that the played gateway accepts, for all conferences. */
const playedKeys = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'payment-gateway-keys', namespace: release.namespace },
  stringData: {
    'stripe-secret-key': 'sk_test_played',
    'paypal-client-id': 'played',
    'paypal-client-secret': 'played',
  },
}
