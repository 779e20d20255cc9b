import { hostname } from 'node:os'
import { type ListenConfig, readListenConfig } from './listen.ts'

/** What the payment endpoint is told by its environment. */
export interface PaymentsConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The name of this replica, which is that of its pod. */
  instance: string
}

/**
 * The settings of the payment endpoint: HOST, PORT (default 3000), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS, KUBECONFIG,
 * and the word off for PAYPAL_VERIFICATION. Throws a RangeError that names the variable and what it must be.
 */
export function readPaymentsConfig(env: NodeJS.ProcessEnv): PaymentsConfig {
  const { PAYPAL_VERIFICATION: verification = '', KUBECONFIG: kubeconfig, KUBERNETES_SERVICE_HOST: inCluster } = env
  if (verification !== 'off') {
    throw new RangeError(
      `Cannot take payments with PAYPAL_VERIFICATION "${verification}": it must be "off", since this version cannot ask PayPal whether a callback is genuine`,
    )
  }
  if (!kubeconfig && !inCluster) {
    throw new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod')
  }
  return { ...readListenConfig(env, 3000), ...(kubeconfig && { kubeconfig }), instance: hostname() }
}
