import { readFileSync } from 'node:fs'

const namespaceFile = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/**
 * KUBECONFIG: the path of a kubeconfig. A pod may omit it, and then uses its ServiceAccount. Throws a RangeError that names
 * the variable and its rule.
 */
export function readKubeconfigPath(env: NodeJS.ProcessEnv): { kubeconfig?: string } {
  const { KUBECONFIG: kubeconfig, KUBERNETES_SERVICE_HOST: inCluster } = env
  if (!kubeconfig && !inCluster) {
    throw new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod')
  }
  return kubeconfig ? { kubeconfig } : {}
}

/**
 * NAMESPACE: the namespace of this program, by default that of its pod. Throws a RangeError that names the variable and
 * its rule. `root` replaces the root of the file system in tests.
 */
export function readOwnNamespace(env: NodeJS.ProcessEnv, { root }: { root: string }): string {
  const text = env['NAMESPACE'] || readText(`${root}${namespaceFile}`)
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text
  throw new RangeError(`Cannot run in NAMESPACE "${text}": it must be the namespace of this program`)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
