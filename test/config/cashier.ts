import { hostname } from 'node:os'
import t from 'tap'
import { readCashierConfig } from '../../hooks/config/cashier.ts'
import { frozen } from '../fixtures/requests.ts'

const enough = { KUBECONFIG: '/a/kubeconfig', NAMESPACE: 'kconference-system' }

t.test('does not change its arguments', async t => {
  const env = frozen({
    ...enough,
    HOST: '127.0.0.1',
    PORT: '8082',
    METRICS_PORT: '0',
    LOG_LEVEL: 'debug',
    KEYS_SECRET: 'gateway-keys',
    STRIPE_MODE: 'test',
    PAYPAL_MODE: 'sandbox',
    STRIPE_API_URL: 'http://127.0.0.1:3090',
    PAYPAL_API_URL: 'http://127.0.0.1:3091',
    REFUNDS_PER_HOUR: '7',
  })
  t.strictSame(readCashierConfig(env), {
    host: '127.0.0.1',
    port: 8082,
    metricsPort: 0,
    drainMs: 0,
    logLevel: 'debug',
    kubeconfig: '/a/kubeconfig',
    instance: hostname(),
    home: 'kconference-system',
    keysSecret: 'gateway-keys',
    stripe: { live: false, url: 'http://127.0.0.1:3090' },
    paypal: { live: false, url: 'http://127.0.0.1:3091' },
    refundsPerHour: 7,
  })
})

t.test('missing variables have their defaults: real money, and a limit', async t => {
  const root = t.testdir({ var: { run: { secrets: { 'kubernetes.io': { serviceaccount: { namespace: 'pod\n' } } } } } })
  t.strictSame(readCashierConfig({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, { root }), {
    host: '0.0.0.0',
    port: 8082,
    metricsPort: 9090,
    drainMs: 0,
    logLevel: 'info',
    instance: hostname(),
    home: 'pod',
    stripe: { live: true, url: '' },
    paypal: { live: true, url: '' },
    refundsPerHour: 100,
  })
})

t.test('wrong variables are refused with their rule', async t => {
  const table: [variable: string, value: string, message: string][] = [
    ['STRIPE_MODE', 'sandbox', 'Cannot call gateways with STRIPE_MODE "sandbox": it must be "live" or "test"'],
    ['PAYPAL_MODE', 'test', 'Cannot call gateways with PAYPAL_MODE "test": it must be "live" or "sandbox"'],
    ['KEYS_SECRET', 'No', 'Cannot read API keys from KEYS_SECRET "No": it must be the name of a Secret'],
    ['REFUNDS_PER_HOUR', '-1', 'Cannot use REFUNDS_PER_HOUR "-1": it must be a number from 0 to 999999'],
  ]
  for (const [variable, value, message] of table) {
    t.throws(() => readCashierConfig({ ...enough, [variable]: value }), { name: 'RangeError', message })
  }
})
