export const allPrograms = [
  'hook server',
  'box office',
  'payment endpoint',
  'admission webhook',
  'shop',
  'cashier',
] as const

export type Program = (typeof allPrograms)[number] | 'commands'

/** An environment variable that a program reads. */
export interface Setting {
  /** The value of a missing or empty variable. Absent if there is none, or if the meaning explains it. */
  default?: string
  programs: readonly Program[]
  meaning: string
  /** The value of the chart for a setting of payments. */
  chart?: string
}

const endpoint: readonly Program[] = ['payment endpoint']
const key = (name: string) => `key \`${name}\` of \`payments.existingSecret\``

/** Every setting, by the name of its variable. The tables in README.md and docs/payments.md are printed from it. */
export const settings = {
  HOST: { default: '0.0.0.0', programs: allPrograms, meaning: 'the address that the program listens on' },
  PORT: { programs: allPrograms, meaning: 'the port that the program listens on, 0 to 65535; 0 takes a free one' },
  METRICS_PORT: { default: '9090', programs: allPrograms, meaning: 'the port of `/metrics`, 0 to 65535' },
  LOG_LEVEL: {
    default: 'info',
    programs: allPrograms,
    meaning: 'the lowest level of log lines to write: fatal, error, warn, info, debug, trace, or silent for none',
  },
  DRAIN_SECONDS: {
    default: '0',
    programs: allPrograms,
    meaning: 'for how long the program still answers after SIGTERM, while it reports that it is not ready: 0 to 300 s',
  },
  CERTIFICATES: {
    programs: ['hook server', 'admission webhook'],
    meaning:
      'a folder with `tls.crt` and `tls.key`, which may change at any time; the server then speaks HTTPS; the admission webhook needs it',
  },
  TOKENS: {
    programs: ['hook server'],
    meaning: 'a folder of files with bearer tokens, which may change at any time; a caller needs one of them',
  },
  MAX_BODY_MEBIBYTES: { default: '1', programs: ['hook server'], meaning: 'the largest request, 1 to 512 MiB' },
  NAMESPACE: {
    programs: ['box office', 'payment endpoint', 'cashier'],
    meaning:
      'the namespace of the Leases of the box office, and of the Events that claim a transaction for one conference; by default a pod uses its own, and `hooks/hand-back.ts` uses kconference-system',
    chart: 'the namespace of the release',
  },
  SHARDS: {
    default: '1',
    programs: ['box office'],
    meaning: 'the number of processes that share the conferences, 1 to 16',
  },
  IDENTITY: {
    programs: ['box office'],
    meaning: 'its name in the Leases; by default the host name and the process id',
  },
  EVENTS_PER_SECOND: {
    default: '10',
    programs: ['box office'],
    meaning:
      'the most Events per second that show the steps of orders, of all conferences together: 0 to 999; 0 writes none',
  },
  PAYPAL_VERIFICATION: {
    programs: endpoint,
    meaning: '`live`, `sandbox` or `off`; required',
    chart: '`payments.paypalVerification`',
  },
  PAYPAL_RECEIVER: {
    programs: endpoint,
    meaning:
      'the PayPal accounts that may receive payments: e-mail addresses or merchant ids, separated by commas, spaces or lines',
    chart: `\`payments.paypalReceiver\`, or ${key('paypal-receiver')}`,
  },
  PAYPAL_WEBHOOK_IDS: {
    programs: endpoint,
    meaning: 'ids of webhooks, separated by commas, spaces or lines',
    chart: key('paypal-webhook-ids'),
  },
  STRIPE_SIGNING_SECRETS: {
    programs: endpoint,
    meaning: 'signing secrets, separated by commas, spaces or lines',
    chart: key('stripe-signing-secrets'),
  },
  STRIPE_ACCOUNTS: {
    programs: endpoint,
    meaning: 'ids of connected accounts, separated by commas, spaces or lines',
    chart: key('stripe-accounts'),
  },
  STRIPE_MODE: {
    default: 'live',
    programs: ['payment endpoint', 'cashier'],
    meaning: '`live` or `test`',
    chart: '`payments.stripeMode`',
  },
  ACCOUNTS_SECRET: {
    programs: endpoint,
    meaning: 'the Secret with the accounts of all conferences; by default each conference has its own',
    chart: '`payments.accountsSecret`',
  },
  TRUSTED_PROXIES: {
    programs: ['payment endpoint', 'shop'],
    meaning: 'addresses or ranges of the proxies whose `X-Forwarded-For` counts',
    chart: '`payments.trustedProxies`',
  },
  PAYPAL_POSTBACK_URL: {
    programs: endpoint,
    meaning: 'for tests: the loopback address of a program that plays PayPal',
    chart: '',
  },
  PAYPAL_CERT_URL: {
    programs: endpoint,
    meaning: 'for tests: the loopback prefix that addresses of certificates must have',
    chart: '',
  },
  PAYPAL_MODE: {
    default: 'live',
    programs: ['shop', 'cashier'],
    meaning: '`live` or `sandbox`: the mode of the API keys of PayPal, and of its payment pages',
  },
  KEYS_SECRET: {
    programs: ['cashier'],
    meaning:
      'the Secret with the API keys of all conferences, in the namespace of the program; by default each conference has its own',
  },
  REFUNDS_PER_HOUR: {
    default: '100',
    programs: ['cashier'],
    meaning: 'the most refunds that are sent within an hour, of all conferences together: 0 to 999999',
  },
  STRIPE_API_URL: {
    programs: ['cashier'],
    meaning: 'for tests and trials: the loopback address of a program that plays Stripe',
  },
  PAYPAL_API_URL: {
    programs: ['cashier'],
    meaning: 'for tests and trials: the loopback address of a program that plays PayPal',
  },
  SHOP_URL: {
    programs: ['shop'],
    meaning: 'the public address of the shop, such as `https://tickets.example.com`; links and QR codes contain it',
  },
  SHOP_LINK_KEYS: {
    programs: ['shop'],
    meaning:
      'a folder of files, which may change at any time, each 32 random bytes in base64; the file with the highest name signs links, and all verify them',
  },
  TICKET_KEYS: {
    programs: ['shop'],
    meaning: 'a folder like SHOP_LINK_KEYS, with the master keys of ticket codes',
  },
  TRIAL_PAYMENTS_URL: {
    programs: ['shop'],
    meaning:
      'for trials: the loopback address of a payment endpoint; the page of an order then shows the command that pays it',
  },
  PAY_WITH: {
    programs: ['shop'],
    meaning: 'the gateways at which buyers pay: `stripe`, `paypal` or both, separated by commas; they need the cashier',
  },
  PAYMENT_PAGES: {
    programs: ['shop'],
    meaning:
      'the addresses of the payment pages to which the shop may send buyers, with your custom domain at Stripe or a played gateway; by default those of the gateways in PAY_WITH, for PayPal in the mode of PAYPAL_MODE',
  },
  KUBECONFIG: {
    programs: ['box office', 'payment endpoint', 'admission webhook', 'shop', 'cashier', 'commands'],
    meaning: 'the path of a kubeconfig; a pod needs none and uses its ServiceAccount',
  },
} as const satisfies Record<string, Setting>

type SettingWithDefault = { [K in keyof typeof settings]: (typeof settings)[K] extends { default: string } ? K : never }

/** The value of a setting in the environment, otherwise its default. An empty text counts as missing. */
export function settingOf(env: NodeJS.ProcessEnv, name: SettingWithDefault[keyof SettingWithDefault]): string {
  return env[name] || settings[name].default
}
