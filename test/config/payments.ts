import { hostname } from 'node:os'
import t from 'tap'
import { readPaymentsConfig } from '../../hooks/config/payments.ts'

const off = { PAYPAL_VERIFICATION: 'off', KUBECONFIG: '/etc/kubeconfig', NAMESPACE: 'home' }
const instance = hostname()

t.test('the environment sets the addresses and the API server', async t => {
  const usual = {
    host: '0.0.0.0',
    port: 3000,
    logLevel: 'info',
    metricsPort: 9090,
    drainMs: 0,
    instance,
    home: 'home',
    paypal: { mode: 'off' },
    stripe: { live: true },
    account: { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets: [], stripeAccounts: [] },
    accounts: 'conference',
    trustedProxies: [],
    warnings: ['PAYPAL_VERIFICATION is off: anybody who reaches this port can report payments'],
  }
  t.strictSame(readPaymentsConfig(off), { ...usual, kubeconfig: '/etc/kubeconfig' })
  t.strictSame(
    readPaymentsConfig({ PAYPAL_VERIFICATION: 'off', KUBERNETES_SERVICE_HOST: '10.0.0.1', NAMESPACE: 'home' }),
    usual,
  )
  t.match(readPaymentsConfig({ ...off, PORT: '3001' }), { port: 3001 })
})

t.test('it sets the verification by PayPal and the default account', async t => {
  const live = { ...off, PAYPAL_VERIFICATION: 'live', PAYPAL_RECEIVER: 'shop@example.org, S8XGHLYDW9T3S' }
  const { paypal, account, warnings } = readPaymentsConfig(live)
  t.match(paypal, { mode: 'live' })
  t.strictSame(account.paypalReceivers, ['shop@example.org', 'S8XGHLYDW9T3S'])
  t.strictSame(warnings, [])
  const test = readPaymentsConfig({ ...live, PAYPAL_POSTBACK_URL: 'http://127.0.0.1:3001' })
  t.strictSame(test.warnings, ['PAYPAL_POSTBACK_URL is set: http://127.0.0.1:3001 decides which callbacks are genuine'])
  const webhooks = { ...live, PAYPAL_WEBHOOK_IDS: '1 2', PAYPAL_CERT_URL: 'http://127.0.0.1:3001/' }
  t.match(readPaymentsConfig(webhooks), {
    account: { paypalWebhookIds: ['1', '2'] },
    warnings: ['PAYPAL_CERT_URL is set: http://127.0.0.1:3001/ decides which events are genuine'],
  })
})

t.test('it sets the accounts of Stripe and the trusted proxies', async t => {
  const said = {
    STRIPE_SIGNING_SECRETS: 'whsec_old whsec_new',
    STRIPE_MODE: 'test',
    STRIPE_ACCOUNTS: 'acct_1 acct_2',
    TRUSTED_PROXIES: '10.0.0.0/8',
  }
  t.match(readPaymentsConfig({ ...off, ...said }), {
    stripe: { live: false },
    account: { stripeSecrets: ['whsec_old', 'whsec_new'], stripeAccounts: ['acct_1', 'acct_2'] },
    trustedProxies: ['10.0.0.0/8'],
  })
  t.match(readPaymentsConfig({ ...off, STRIPE_MODE: 'live' }), { stripe: { live: true } })
  const message = 'Cannot take payments with STRIPE_MODE "sandbox": it must be "live" or "test"'
  t.throws(() => readPaymentsConfig({ ...off, STRIPE_MODE: 'sandbox' }), new RangeError(message))
})

t.test('the accounts of all conferences may be in one Secret of its namespace', async t => {
  const { accounts } = readPaymentsConfig({ ...off, ACCOUNTS_SECRET: 'accounts' })
  t.strictSame(accounts, { namespace: 'home', name: 'accounts' })
  const message = 'Cannot read accounts from ACCOUNTS_SECRET "a/b": it must be the name of a Secret'
  t.throws(() => readPaymentsConfig({ ...off, ACCOUNTS_SECRET: 'a/b' }), new RangeError(message))
})

t.test('it refuses to start without a mode for PayPal, or without an API server', async t => {
  t.throws(() => readPaymentsConfig({ ...off, PAYPAL_VERIFICATION: '' }), { message: /^Cannot take payments with/ })
  const message = 'Cannot reach an API server with KUBECONFIG "": it must be a path, except in a pod'
  t.throws(() => readPaymentsConfig({ ...off, KUBECONFIG: '' }), new RangeError(message))
})
