import t from 'tap'
import { readAdmissionConfig } from '../../hooks/config/admission.ts'

const env = { CERTIFICATES: '/var/run/certificates', KUBECONFIG: '/etc/kubeconfig' }

t.test('the environment sets the addresses, the certificate and the API server', async t => {
  const usual = {
    host: '0.0.0.0',
    port: 8443,
    metricsPort: 9090,
    drainMs: 0,
    logLevel: 'info',
    certificates: '/var/run/certificates',
  }
  t.strictSame(readAdmissionConfig(env), { ...usual, kubeconfig: '/etc/kubeconfig' })
  t.strictSame(readAdmissionConfig({ ...env, KUBECONFIG: '', KUBERNETES_SERVICE_HOST: '10.0.0.1' }), usual)
  t.match(readAdmissionConfig({ ...env, PORT: '9443' }), { port: 9443 })
})

t.test('it refuses to start without certificate or API server, in one sentence', async t => {
  t.throws(
    () => readAdmissionConfig({ ...env, CERTIFICATES: undefined }),
    new RangeError('Cannot serve TLS with CERTIFICATES "": it must be a folder with tls.crt and tls.key'),
  )
  t.throws(
    () => readAdmissionConfig({ ...env, KUBECONFIG: undefined }),
    new RangeError('Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod'),
  )
})
