import { type KubeApi, KubeError, type ObjectKey } from '../kube/api.ts'
import { setNewest } from './newest-entries.ts'
import { Refusal } from './refusal.ts'

/** The account of a conference at the gateways: the receivers of its money, and the keys that sign its callbacks. */
export interface GatewayAccount {
  /** E-mail addresses or merchant ids of PayPal accounts. */
  paypalReceivers: string[]
  /** Ids of PayPal webhooks. The signature of an event covers the id of its webhook. */
  paypalWebhookIds: string[]
  /** Signing secrets of Stripe's webhook endpoints; several while one is being replaced. */
  stripeSecrets: string[]
  /** Ids of connected accounts of Stripe. A Connect endpoint receives their events. */
  stripeAccounts: string[]
  /**
   * Whether an account belongs to the installation, so that it may receive money of other conferences too. `paypal`: the
   * account of PayPal. `stripe`: the account that signs Stripe's events. `stripeConnect`: the connected accounts of Stripe.
   */
  isShared: { paypal: boolean; stripe: boolean; stripeConnect: boolean }
}

/** An account as a Secret or the environment configures it. */
export type ConfiguredAccount = Omit<GatewayAccount, 'isShared'>

/** Looks up the account of a namespace. Rejects with a Refusal when the API server cannot answer. */
export type Accounts = (namespace: string, signal: AbortSignal) => Promise<GatewayAccount>

/**
 * The place of the accounts of conferences. `conference`: each account is in a Secret of its own namespace. Otherwise all are
 * in one Secret, with keys `<conference>.<key>`.
 */
export type AccountPlace = 'conference' | ObjectKey

/** The Secret of a conference's own account, in its namespace. The endpoint may read no other. */
export const accountSecret = 'payment-gateway'

const maxAccounts = 1000

/**
 * Reads the account of a namespace from its Secret; a key that the Secret lacks has the value of the installation. The account
 * is cached for `keepMs` milliseconds: a change takes effect after this time at the latest, and a burst of callbacks costs one
 * read.
 */
export function accountsOf(
  kube: Pick<KubeApi, 'getSecret'>,
  {
    installation,
    place,
    keepMs,
    now,
  }: { installation: ConfiguredAccount; place: AccountPlace; keepMs: number; now: () => number },
): Accounts {
  const cache = new Map<string, { account: GatewayAccount; until: number }>()
  return async (namespace, signal) => {
    const known = cache.get(namespace)
    if (known !== undefined && now() < known.until) return known.account
    const account = withDefaults(await readSecret(kube, { namespace, place, signal }), installation)
    setNewest(cache, [namespace, { account, until: now() + keepMs }], maxAccounts)
    return account
  }
}

/** A list of addresses or secrets, as in a Secret or a variable: separated by commas, spaces or lines. */
export function readList(text: string): string[] {
  return text.split(/[\s,]+/).filter(item => item !== '')
}

function withDefaults(secret: ReadonlyMap<string, string>, installation: ConfiguredAccount): GatewayAccount {
  const valuesOf = (key: string) => readList(secret.get(key) ?? '')
  const ownOrDefault = (key: string, otherwise: string[]) => (valuesOf(key).length > 0 ? valuesOf(key) : otherwise)
  const [receivers, secrets, accounts] = ['paypal-receiver', 'stripe-signing-secrets', 'stripe-accounts'].map(valuesOf)
  return {
    paypalReceivers: ownOrDefault('paypal-receiver', installation.paypalReceivers),
    paypalWebhookIds: ownOrDefault('paypal-webhook-ids', installation.paypalWebhookIds),
    stripeSecrets: ownOrDefault('stripe-signing-secrets', installation.stripeSecrets),
    stripeAccounts: ownOrDefault('stripe-accounts', installation.stripeAccounts),
    isShared: {
      paypal: receivers?.length === 0,
      stripe: secrets?.length === 0,
      stripeConnect: accounts?.length === 0,
    },
  }
}

async function readSecret(
  kube: Pick<KubeApi, 'getSecret'>,
  { namespace, place, signal }: { namespace: string; place: AccountPlace; signal: AbortSignal },
): Promise<ReadonlyMap<string, string>> {
  const [key, prefix] = place === 'conference' ? [{ namespace, name: accountSecret }, ''] : [place, `${namespace}.`]
  try {
    const entries = Object.entries((await kube.getSecret(key, signal)) ?? {})
    return new Map(
      entries.flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
    )
  } catch (cause) {
    if (!(cause instanceof KubeError)) throw cause
    const message = `Cannot read the account of "${namespace}": a request to the API server failed; send the callback again`
    throw new Refusal('unavailable', message, { cause })
  }
}
