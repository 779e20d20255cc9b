import { type KubeApi, KubeError } from '../kube/api.ts'
import { Refusal } from './refusal.ts'

/** Whose money it is: what a callback must be addressed to or signed with. */
export interface Account {
  /** E-mail addresses or merchant ids of PayPal accounts. */
  paypalReceivers: string[]
  /** Ids of webhooks of PayPal, which its events are signed for. */
  paypalWebhookIds: string[]
  /** Signing secrets of Stripe's webhook endpoints; several while one is being replaced. */
  stripeSecrets: string[]
}

/** The account of a namespace. Throws a Refusal when it cannot be known. */
export type Accounts = (namespace: string, signal: AbortSignal) => Promise<Account>

/** The Secret of a conference's own account, in its namespace. The endpoint may read no other. */
export const accountSecret = 'payment-gateway'

const most = 1000

/**
 * Reads the account of a namespace from its Secret; what the Secret does not say is the installation's. An answer is
 * used for `keepFor` milliseconds, so a change is seen that soon, and callbacks in a row do not ask one by one.
 */
export function accountsOf(
  kube: Pick<KubeApi, 'getSecret'>,
  { installation, keepFor, now }: { installation: Account; keepFor: number; now: () => number },
): Accounts {
  const kept = new Map<string, { account: Account; until: number }>()
  return async (namespace, signal) => {
    const known = kept.get(namespace)
    if (known !== undefined && now() < known.until) return known.account
    const account = withDefaults(await readSecret(kube, { namespace, signal }), installation)
    kept.delete(namespace)
    if (kept.size >= most) kept.delete(String(kept.keys().next().value))
    kept.set(namespace, { account, until: now() + keepFor })
    return account
  }
}

/** A list of addresses or secrets, as in a Secret or a variable: separated by commas, spaces or lines. */
export function readList(text: string): string[] {
  return text.split(/[\s,]+/).filter(item => item !== '')
}

function withDefaults(secret: Record<string, string>, installation: Account): Account {
  const own = (key: string, otherwise: string[]) => {
    const list = readList(secret[key] ?? '')
    return list.length > 0 ? list : otherwise
  }
  return {
    paypalReceivers: own('paypal-receiver', installation.paypalReceivers),
    paypalWebhookIds: own('paypal-webhook-ids', installation.paypalWebhookIds),
    stripeSecrets: own('stripe-signing-secrets', installation.stripeSecrets),
  }
}

async function readSecret(
  kube: Pick<KubeApi, 'getSecret'>,
  { namespace, signal }: { namespace: string; signal: AbortSignal },
): Promise<Record<string, string>> {
  try {
    return (await kube.getSecret({ namespace, name: accountSecret }, signal)) ?? {}
  } catch (cause) {
    if (!(cause instanceof KubeError)) throw cause
    const message = `reading the account of "${namespace}": must be sent again, the API server could not be asked`
    throw new Refusal('unavailable', message, { cause })
  }
}
