import t from 'tap'
import { readKubeconfigPath, readOwnNamespace } from '../../hooks/config/kubernetes.ts'

t.strictSame(readKubeconfigPath({ KUBECONFIG: '/home/kubeconfig' }), { kubeconfig: '/home/kubeconfig' })
t.strictSame(readKubeconfigPath({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }), {}, 'a pod uses its ServiceAccount')
t.strictSame(readKubeconfigPath({ KUBECONFIG: '/k', KUBERNETES_SERVICE_HOST: '10.0.0.1' }), { kubeconfig: '/k' })
t.throws(
  () => readKubeconfigPath({ KUBECONFIG: '' }),
  new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod'),
)

t.test('the namespace is that of the environment, otherwise that of the pod', async t => {
  const root = t.testdir({ var: { run: { secrets: { 'kubernetes.io': { serviceaccount: { namespace: 'pod\n' } } } } } })
  t.equal(readOwnNamespace({ NAMESPACE: 'kconference-system' }, { root }), 'kconference-system')
  t.equal(readOwnNamespace({}, { root }), 'pod')
})

t.test('a program must know its namespace', async t => {
  for (const text of ['', 'Not-a-label', 'a_b']) {
    const message = `Cannot run in NAMESPACE "${text}": it must be the namespace of this program`
    t.throws(() => readOwnNamespace({ NAMESPACE: text }, { root: t.testdirName }), new RangeError(message))
  }
})
