import type { KubeApi, ObjectKey } from '../../kube/api.ts'
import { setNewest } from '../../payment/newest-entries.ts'

/** The API keys of a conference. A gateway without keys is not configured. */
export interface GatewayKeys {
  stripe: string | undefined
  paypal: { clientId: string; clientSecret: string } | undefined
}

/**
 * The place of the keys. `conference`: a Secret of each conference, and one of the installation for keys that it lacks.
 * Otherwise one Secret for all, in which `<conference>.<key>` precedes `<key>`.
 */
export type KeyPlace = 'conference' | ObjectKey

/** Reads the keys of a namespace. Rejects with a KubeError. */
export type ReadKeys = (namespace: string, signal: AbortSignal) => Promise<GatewayKeys>

/** The Secret with API keys, in the namespace of a conference and in that of the installation. */
export const keysSecret = 'payment-gateway-keys'

const mostConferences = 1000

/** Reads keys, and keeps them for `keepMs` milliseconds: a changed Secret takes effect after this time at the latest. */
export function keyReader(
  api: Pick<KubeApi, 'getSecret'>,
  { home, place, keepMs, now }: { home: string; place: KeyPlace; keepMs: number; now: () => number },
): ReadKeys {
  const kept = new Map<string, { keys: GatewayKeys; until: number }>()
  return async (namespace, signal) => {
    const known = kept.get(namespace)
    if (known !== undefined && now() < known.until) return known.keys
    const secrets = await readSecrets(api, { namespace, home, place, signal })
    const keys = { stripe: firstOf(secrets, stripeKeyOf), paypal: firstOf(secrets, paypalKeysOf) }
    setNewest(kept, [namespace, { keys, until: now() + keepMs }], mostConferences)
    return keys
  }
}

type Secret = Readonly<Record<string, string>>

/** The entries of the conference, then those of the installation. */
async function readSecrets(
  api: Pick<KubeApi, 'getSecret'>,
  { namespace, home, place, signal }: { namespace: string; home: string; place: KeyPlace; signal: AbortSignal },
): Promise<Secret[]> {
  if (place !== 'conference') {
    const all = (await api.getSecret(place, signal)) ?? {}
    const prefix = `${namespace}.`
    const own = Object.entries(all).filter(([name]) => name.startsWith(prefix))
    return [Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])), all]
  }
  const [own, common] = await Promise.all(
    [namespace, home].map(place => api.getSecret({ namespace: place, name: keysSecret }, signal)),
  )
  return [own ?? {}, common ?? {}]
}

function firstOf<T>(secrets: readonly Secret[], read: (secret: Secret) => T | undefined): T | undefined {
  return secrets.map(read).find(value => value !== undefined)
}

function stripeKeyOf(secret: Secret): string | undefined {
  return textOf(secret, 'stripe-secret-key')
}

/** Both belong to one app of PayPal, so they come from one Secret. */
function paypalKeysOf(secret: Secret): GatewayKeys['paypal'] {
  const [clientId, clientSecret] = [textOf(secret, 'paypal-client-id'), textOf(secret, 'paypal-client-secret')]
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret }
}

/** A file that became a Secret often ends with a line break. */
function textOf(secret: Secret, name: string): string | undefined {
  return secret[name]?.trim() || undefined
}
