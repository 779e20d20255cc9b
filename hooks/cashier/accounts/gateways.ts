import { gatewayCall } from '../../gateway/call-gateway.ts'
import type { GatewayClient, Provider } from '../../gateway/gateway.ts'
import { paypalClient } from '../../gateway/paypal/client.ts'
import { stripeClient } from '../../gateway/stripe/client.ts'
import { setNewest } from '../../payment/newest-entries.ts'
import type { ReadKeys } from './read-keys.ts'

/** The gateways of all conferences. */
export interface Gateways {
  /** The client for the account of a conference; undefined if it has no keys of that gateway. Rejects with a KubeError. */
  clientOf(provider: Provider, namespace: string, signal: AbortSignal): Promise<GatewayClient | undefined>
  /** The client that was last used for a conference, even if its keys are deleted by now; undefined if none was used. */
  lastClientOf(provider: Provider, namespace: string): GatewayClient | undefined
}

export interface GatewayOptions {
  /** The address of the API, and whether its keys must be of live mode. */
  stripe: { url: string; live: boolean }
  paypal: { url: string }
  readKeys: ReadKeys
  /** Milliseconds since 1970. */
  now(): number
  timeoutMs?: number
}

const mostClients = 1000

/** Keeps one client for each account, because a client of PayPal keeps its access token. */
export function connectGateways({ stripe, paypal, readKeys, now, timeoutMs = 10_000 }: GatewayOptions): Gateways {
  const clients = new Map<string, GatewayClient>()
  const last = new Map<string, GatewayClient>()
  const stripeParts = { url: stripe.url, call: gatewayCall({ gateway: 'Stripe', timeoutMs }), now }
  const paypalParts = { url: paypal.url, call: gatewayCall({ gateway: 'PayPal', timeoutMs }), now }

  function keep(account: object, create: () => GatewayClient): GatewayClient {
    const key = JSON.stringify(account)
    const client = clients.get(key) ?? create()
    setNewest(clients, [key, client], mostClients)
    return client
  }

  async function readClient(
    provider: Provider,
    namespace: string,
    signal: AbortSignal,
  ): Promise<GatewayClient | undefined> {
    const keys = await readKeys(namespace, signal)
    if (provider === 'PAYPAL') {
      const account = keys.paypal
      return account && keep(account, () => paypalClient(account, paypalParts))
    }
    const account = keys.stripe === undefined ? undefined : { secretKey: keys.stripe, live: stripe.live }
    return account && keep(account, () => stripeClient(account, stripeParts))
  }

  return {
    async clientOf(provider, namespace, signal) {
      const client = await readClient(provider, namespace, signal)
      if (client !== undefined) setNewest(last, [`${provider} ${namespace}`, client], mostClients)
      return client
    },
    lastClientOf: (provider, namespace) => last.get(`${provider} ${namespace}`),
  }
}
