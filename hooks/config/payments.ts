import { hostname } from 'node:os'

/** What the payment endpoint is told by its environment. */
export interface PaymentsConfig {
  host: string
  port: number
  logLevel: string
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The name of this replica. */
  instance: string
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads HOST, PORT, LOG_LEVEL, KUBECONFIG and PAYPAL_VERIFICATION. Throws one sentence that says which must be what. */
export function readPaymentsConfig(env: NodeJS.ProcessEnv): PaymentsConfig {
  const { HOST = '0.0.0.0', PORT = '3000', LOG_LEVEL = 'info', KUBECONFIG, PAYPAL_VERIFICATION = '' } = env
  if (PAYPAL_VERIFICATION !== 'off') {
    throw new Error(
      `reading PAYPAL_VERIFICATION "${PAYPAL_VERIFICATION}": must be "off", since this version cannot ask PayPal whether a callback is genuine`,
    )
  }
  const port = Number(PORT)
  if (!/^[0-9]+$/.test(PORT) || port > 65535)
    throw new Error(`reading PORT "${PORT}": must be a number from 0 to 65535`)
  if (!levels.includes(LOG_LEVEL))
    throw new Error(`reading LOG_LEVEL "${LOG_LEVEL}": must be one of ${levels.join(', ')}`)
  if (!KUBECONFIG && !env.KUBERNETES_SERVICE_HOST) {
    throw new Error('reading KUBECONFIG "": must be the path of a kubeconfig outside of a cluster')
  }
  const instance = hostname()
  return { host: HOST, port, logLevel: LOG_LEVEL, instance, ...(KUBECONFIG && { kubeconfig: KUBECONFIG }) }
}
