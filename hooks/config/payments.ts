import { hostname } from 'node:os'
import { type AccountPlace, type ConfiguredAccount, readList } from '../payment/accounts.ts'
import type { PaypalOptions } from '../payment/paypal/ipn/gateway.ts'
import { postbackUrls } from '../payment/paypal/ipn/postback.ts'
import { certificateUrls } from '../payment/paypal/webhooks/certificates.ts'
import type { PaypalWebhookOptions } from '../payment/paypal/webhooks/gateway.ts'
import type { StripeOptions } from '../payment/stripe/gateway.ts'
import { readKubeconfigPath, readOwnNamespace } from './kubernetes.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { readPaypalConfig } from './paypal.ts'
import { settingOf } from './settings.ts'
import { readTrustedProxies } from './trusted-proxies.ts'

/** The configuration of the payment endpoint. */
export interface PaymentsConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The name of this replica, which is that of its pod. */
  instance: string
  /** The namespace of this program. */
  home: string
  paypal: PaypalOptions & PaypalWebhookOptions
  stripe: StripeOptions
  /** The account of every conference without one of its own. */
  account: ConfiguredAccount
  /** The Secrets that hold the accounts of conferences. */
  accounts: AccountPlace
  /** Addresses and ranges of the proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  /** Sentences for the log at the start: dangerous settings. */
  warnings: string[]
}

/**
 * Reads the settings of the payment endpoint (settings.ts). Throws a RangeError that names the variable and its rule.
 */
export function readPaymentsConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): PaymentsConfig {
  const paypal = readPaypalConfig(env)
  const kubeconfig = readKubeconfigPath(env)
  const account = {
    paypalReceivers: readList(env['PAYPAL_RECEIVER'] ?? ''),
    paypalWebhookIds: readList(env['PAYPAL_WEBHOOK_IDS'] ?? ''),
    stripeSecrets: readList(env['STRIPE_SIGNING_SECRETS'] ?? ''),
    stripeAccounts: readList(env['STRIPE_ACCOUNTS'] ?? ''),
  }
  const home = readOwnNamespace(env, { root })
  return {
    ...readListenConfig(env, 3000),
    ...kubeconfig,
    instance: hostname(),
    home,
    paypal,
    stripe: readStripeMode(settingOf(env, 'STRIPE_MODE')),
    account,
    accounts: readAccountPlace(env['ACCOUNTS_SECRET'] ?? '', home),
    trustedProxies: readTrustedProxies(env['TRUSTED_PROXIES'] ?? ''),
    warnings: warningsOf(paypal),
  }
}

function readAccountPlace(name: string, namespace: string): AccountPlace {
  if (name === '') return 'conference'
  if (/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(name)) return { namespace, name }
  throw new RangeError(`Cannot read accounts from ACCOUNTS_SECRET "${name}": it must be the name of a Secret`)
}

function readStripeMode(mode: string): StripeOptions {
  if (mode === 'live' || mode === 'test') return { live: mode === 'live' }
  throw new RangeError(`Cannot take payments with STRIPE_MODE "${mode}": it must be "live" or "test"`)
}

function warningsOf(paypal: PaypalOptions & PaypalWebhookOptions): string[] {
  if (paypal.mode === 'off') return ['PAYPAL_VERIFICATION is off: anybody who reaches this port can report payments']
  const { postbackUrl, certificateUrl } = paypal
  const hasUrl = (urls: object, url: string) => Object.values(urls).includes(url)
  return [
    ...(hasUrl(postbackUrls, postbackUrl)
      ? []
      : [`PAYPAL_POSTBACK_URL is set: ${postbackUrl} decides which callbacks are genuine`]),
    ...(hasUrl(certificateUrls, certificateUrl)
      ? []
      : [`PAYPAL_CERT_URL is set: ${certificateUrl} decides which events are genuine`]),
  ]
}
