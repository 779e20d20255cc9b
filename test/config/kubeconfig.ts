import t from 'tap'
import { readKubeconfigPath } from '../../hooks/config/kubeconfig.ts'

t.strictSame(readKubeconfigPath({ KUBECONFIG: '/home/kubeconfig' }), { kubeconfig: '/home/kubeconfig' })
t.strictSame(readKubeconfigPath({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }), {}, 'in a pod the ServiceAccount will do')
t.strictSame(readKubeconfigPath({ KUBECONFIG: '/k', KUBERNETES_SERVICE_HOST: '10.0.0.1' }), { kubeconfig: '/k' })
t.throws(
  () => readKubeconfigPath({ KUBECONFIG: '' }),
  new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod'),
)
