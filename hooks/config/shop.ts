import { readKubeconfigPath } from './kubernetes.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { isLoopbackUrl } from './loopback.ts'
import { readMode } from './mode.ts'
import { settingOf } from './settings.ts'
import { readTrustedProxies } from './trusted-proxies.ts'

/** A gateway, as a Checkout names it. */
type GatewayName = 'STRIPE' | 'PAYPAL'

/** The configuration of the shop. */
export interface ShopConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The public address of the shop, without a slash at its end. */
  shopUrl: string
  /** Folder of the keys of links. */
  linkKeys: string
  /** Folder of the master keys of ticket codes. */
  ticketKeys: string
  /** Addresses and ranges of the proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  /** The payment endpoint of a trial, for the command that pays an order. */
  trialPaymentsUrl?: string
  /** The gateways at which buyers pay. */
  payWith: GatewayName[]
  /** The origins of the payment pages of these gateways; none without a gateway. */
  paymentPages: string[]
}

/** Reads the settings of the shop (settings.ts). Throws a RangeError that names the variable and its rule. */
export function readShopConfig(env: NodeJS.ProcessEnv): ShopConfig {
  const { TRIAL_PAYMENTS_URL: trial } = env
  const payWith = readPayWith(env['PAY_WITH'] ?? '')
  const pages = readPaymentPages(env['PAYMENT_PAGES'] ?? '')
  return {
    ...readListenConfig(env, 3080),
    ...readKubeconfigPath(env),
    shopUrl: readShopUrl(env['SHOP_URL'] ?? ''),
    linkKeys: readFolder('SHOP_LINK_KEYS', env),
    ticketKeys: readFolder('TICKET_KEYS', env),
    trustedProxies: readTrustedProxies(env['TRUSTED_PROXIES'] ?? ''),
    payWith,
    paymentPages: payWith.length > 0 && pages.length > 0 ? pages : usualPages(payWith, env),
    ...(trial && { trialPaymentsUrl: readTrialUrl(trial) }),
  }
}

// Links, QR codes and embedded lists contain it, and all paths of the shop begin at its root.
function readShopUrl(text: string): string {
  const { protocol = '', origin = '' } = URL.canParse(text) ? new URL(text) : {}
  const isWeb = protocol === 'https:' || protocol === 'http:'
  if (isWeb && (text === origin || text === `${origin}/`)) return origin
  throw new RangeError(
    `Cannot serve the shop at SHOP_URL "${text}": it must be an address such as https://tickets.example.com`,
  )
}

// Anybody may run the command on the page, so it must not reach the payments of others.
function readTrialUrl(url: string): string {
  if (isLoopbackUrl(url)) return url.replace(/\/+$/, '')
  throw new RangeError(
    `Cannot use TRIAL_PAYMENTS_URL "${url}": it is for trials and must be at a loopback address such as http://127.0.0.1:3000`,
  )
}

const gateways: Readonly<Record<string, GatewayName>> = { stripe: 'STRIPE', paypal: 'PAYPAL' }

function readPayWith(text: string): GatewayName[] {
  const names = listOf(text)
  const providers = names.flatMap(name => (Object.hasOwn(gateways, name) ? (gateways[name] as GatewayName) : []))
  if (providers.length === names.length) return [...new Set(providers)]
  throw new RangeError(`Cannot take payments with PAY_WITH "${text}": it must be a list of "stripe" and "paypal"`)
}

/** The payment pages of the gateways themselves, and no others. */
function usualPages(payWith: readonly GatewayName[], env: NodeJS.ProcessEnv): string[] {
  const isLive = readMode('PAYPAL_MODE', settingOf(env, 'PAYPAL_MODE'), 'sandbox')
  const pages = {
    STRIPE: 'https://checkout.stripe.com',
    PAYPAL: isLive ? 'https://www.paypal.com' : 'https://www.sandbox.paypal.com',
  }
  return payWith.map(gateway => pages[gateway])
}

// Buyers are sent to these addresses and to no others.
function readPaymentPages(text: string): string[] {
  const pages = listOf(text)
  const isPage = (page: string) =>
    URL.canParse(page) && new URL(page).origin === page && (page.startsWith('https://') || isLoopbackUrl(page))
  if (pages.every(isPage)) return pages
  throw new RangeError(
    `Cannot send buyers to PAYMENT_PAGES "${text}": it must be a list of addresses such as https://checkout.stripe.com, without a path`,
  )
}

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(one => one !== '')
}

function readFolder(variable: 'SHOP_LINK_KEYS' | 'TICKET_KEYS', env: NodeJS.ProcessEnv): string {
  const folder = env[variable]
  if (folder) return folder
  throw new RangeError(`Cannot use the keys of ${variable} "": it must be a folder of files, each 32 bytes in base64`)
}
