/**
 * KUBECONFIG: the path of a kubeconfig; undefined in a pod without it, whose ServiceAccount is used. Throws a RangeError that says
 * what it must be.
 */
export function readKubeconfigPath(env: NodeJS.ProcessEnv): { kubeconfig?: string } {
  const { KUBECONFIG: kubeconfig, KUBERNETES_SERVICE_HOST: inCluster } = env
  if (!kubeconfig && !inCluster) {
    throw new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod')
  }
  return kubeconfig ? { kubeconfig } : {}
}
