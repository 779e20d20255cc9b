import { readKubeconfigPath } from './kubernetes.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'

/** The configuration of the admission webhook. */
export interface AdmissionConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** Folder of tls.crt and tls.key. */
  certificates: string
}

/**
 * Reads the settings of the admission webhook (settings.ts). Throws a RangeError that names the variable and its rule.
 */
export function readAdmissionConfig(env: NodeJS.ProcessEnv): AdmissionConfig {
  const { CERTIFICATES: certificates = '' } = env
  if (!certificates) {
    throw new RangeError('Cannot serve TLS with CERTIFICATES "": it must be a folder with tls.crt and tls.key')
  }
  return { ...readListenConfig(env, 8443), ...readKubeconfigPath(env), certificates }
}
