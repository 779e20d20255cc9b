import { hostname } from 'node:os'
import { type Account, readList } from '../payment/accounts.ts'
import type { PaypalOptions } from '../payment/paypal-gateway.ts'
import { postbackUrls } from '../payment/paypal-postback.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { readPaypalConfig } from './paypal.ts'

/** What the payment endpoint is told by its environment. */
export interface PaymentsConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The name of this replica, which is that of its pod. */
  instance: string
  paypal: PaypalOptions
  /** The account of every conference that has no Secret with its own. */
  account: Account
  /** What whoever starts it should know. */
  warnings: string[]
}

/**
 * The settings of the payment endpoint: HOST, PORT (default 3000), LOG_LEVEL, KUBECONFIG, PAYPAL_VERIFICATION and
 * PAYPAL_RECEIVER (e-mail addresses or merchant ids). Throws a RangeError that names the variable and what it must be.
 */
export function readPaymentsConfig(env: NodeJS.ProcessEnv): PaymentsConfig {
  const { KUBECONFIG: kubeconfig, KUBERNETES_SERVICE_HOST: inCluster } = env
  const paypal = readPaypalConfig(env)
  if (!kubeconfig && !inCluster) {
    throw new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod')
  }
  const account = { paypalReceivers: readList(env['PAYPAL_RECEIVER'] ?? ''), stripeSecrets: [] }
  return {
    ...readListenConfig(env, 3000),
    ...(kubeconfig && { kubeconfig }),
    instance: hostname(),
    paypal,
    account,
    warnings: warningsOf(paypal),
  }
}

function warningsOf(paypal: PaypalOptions): string[] {
  if (paypal.mode === 'off') return ['PAYPAL_VERIFICATION is off: whoever reaches this port can report payments']
  const isTest = !Object.values<string>(postbackUrls).includes(paypal.postbackUrl)
  return isTest ? [`PAYPAL_POSTBACK_URL is set: ${paypal.postbackUrl} says which callbacks are genuine`] : []
}
