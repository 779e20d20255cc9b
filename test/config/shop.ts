import t from 'tap'
import { readShopConfig } from '../../hooks/config/shop.ts'

const env = {
  KUBECONFIG: '/etc/kubeconfig',
  SHOP_URL: 'https://tickets.example.com',
  SHOP_LINK_KEYS: '/run/link-keys',
  TICKET_KEYS: '/run/ticket-keys',
}

t.test('the environment sets the addresses, the keys and the API server', async t => {
  const usual = {
    host: '0.0.0.0',
    port: 3080,
    metricsPort: 9090,
    drainMs: 0,
    logLevel: 'info',
    kubeconfig: '/etc/kubeconfig',
    shopUrl: 'https://tickets.example.com',
    linkKeys: '/run/link-keys',
    ticketKeys: '/run/ticket-keys',
    trustedProxies: [],
    payWith: [],
    paymentPages: [],
  }
  t.strictSame(readShopConfig(env), usual)
  t.strictSame(readShopConfig({ ...env, SHOP_URL: 'https://tickets.example.com/' }), usual)
  t.match(readShopConfig({ ...env, SHOP_URL: 'http://127.0.0.1:3080', TRUSTED_PROXIES: '10.0.0.0/8' }), {
    shopUrl: 'http://127.0.0.1:3080',
    trustedProxies: ['10.0.0.0/8'],
  })
})

t.test('a trial has a payment endpoint on this machine', async t => {
  t.match(readShopConfig({ ...env, TRIAL_PAYMENTS_URL: 'http://127.0.0.1:3000/' }), {
    trialPaymentsUrl: 'http://127.0.0.1:3000',
  })
  const message =
    'Cannot use TRIAL_PAYMENTS_URL "https://pay.example.com": it is for trials and must be at a loopback address such as http://127.0.0.1:3000'
  t.throws(() => readShopConfig({ ...env, TRIAL_PAYMENTS_URL: 'https://pay.example.com' }), new RangeError(message))
})

t.test('buyers pay at the gateways that are named, and are sent to their pages alone', async t => {
  t.match(readShopConfig({ ...env, PAY_WITH: 'paypal, stripe,paypal' }), {
    payWith: ['PAYPAL', 'STRIPE'],
    paymentPages: ['https://www.paypal.com', 'https://checkout.stripe.com'],
  })
  const onlyPaypal = { ...env, PAY_WITH: 'paypal', PAYPAL_MODE: 'sandbox' }
  t.strictSame(readShopConfig(onlyPaypal).paymentPages, ['https://www.sandbox.paypal.com'], 'no page of the other mode')
  const pages = 'https://pay.example.com,http://127.0.0.1:3090'
  t.match(readShopConfig({ ...env, PAY_WITH: 'stripe', PAYMENT_PAGES: pages }), { paymentPages: pages.split(',') })
  t.strictSame(readShopConfig({ ...env, PAYMENT_PAGES: pages }).paymentPages, [], 'without a gateway to none')
  for (const text of ['cash', 'stripe,constructor', 'STRIPE']) {
    const message = `Cannot take payments with PAY_WITH "${text}": it must be a list of "stripe" and "paypal"`
    t.throws(() => readShopConfig({ ...env, PAY_WITH: text }), new RangeError(message))
  }
  const wrong = [
    'http://pay.example.com',
    'https://pay.example.com/',
    'https://a.example/pay',
    'pay',
    'https://u@a.example',
  ]
  for (const text of wrong) {
    const message = `Cannot send buyers to PAYMENT_PAGES "${text}": it must be a list of addresses such as https://checkout.stripe.com, without a path`
    t.throws(() => readShopConfig({ ...env, PAY_WITH: 'stripe', PAYMENT_PAGES: text }), new RangeError(message))
  }
})

t.test('it refuses to start without its address, or with more than an address', async t => {
  for (const url of ['', 'tickets', 'ftp://tickets.example.com', 'https://a.example/shop', 'https://u:p@a.example']) {
    const message = `Cannot serve the shop at SHOP_URL "${url}": it must be an address such as https://tickets.example.com`
    t.throws(() => readShopConfig({ ...env, SHOP_URL: url }), new RangeError(message))
  }
  const { SHOP_URL: _, ...without } = env
  t.throws(() => readShopConfig(without), { message: /^Cannot serve the shop at SHOP_URL ""/ })
})

t.test('it refuses to start without keys', async t => {
  for (const variable of ['SHOP_LINK_KEYS', 'TICKET_KEYS']) {
    const message = `Cannot use the keys of ${variable} "": it must be a folder of files, each 32 bytes in base64`
    t.throws(() => readShopConfig({ ...env, [variable]: '' }), new RangeError(message))
  }
})
