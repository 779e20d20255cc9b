import { hostname } from 'node:os'
import t from 'tap'
import { readPaymentsConfig } from '../../hooks/config/payments.ts'

const off = { PAYPAL_VERIFICATION: 'off', KUBECONFIG: '/etc/kubeconfig' }
const instance = hostname()

t.test('the environment says where to listen and which API server to ask', async t => {
  const usual = { host: '0.0.0.0', port: 3000, logLevel: 'info', metricsPort: 9090, drainMs: 0, instance }
  t.strictSame(readPaymentsConfig(off), { ...usual, kubeconfig: '/etc/kubeconfig' })
  t.strictSame(readPaymentsConfig({ PAYPAL_VERIFICATION: 'off', KUBERNETES_SERVICE_HOST: '10.0.0.1' }), usual)
  t.match(readPaymentsConfig({ ...off, PORT: '3001' }), { port: 3001 })
})

t.test('it refuses to start without the word off, in one sentence', async t => {
  for (const [said, word] of [
    [undefined, ''],
    ['on', 'on'],
    ['OFF', 'OFF'],
  ] as const) {
    const message = `Cannot take payments with PAYPAL_VERIFICATION "${word}": it must be "off", since this version cannot ask PayPal whether a callback is genuine`
    t.throws(() => readPaymentsConfig({ ...off, PAYPAL_VERIFICATION: said }), new RangeError(message), word)
  }
})

t.test('it refuses to start without an API server', async t => {
  const message = 'Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod'
  t.throws(() => readPaymentsConfig({ ...off, KUBECONFIG: '' }), new RangeError(message))
})
