import { hostname } from 'node:os'
import { readKubeconfigPath, readOwnNamespace } from './kubernetes.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { readMode } from './mode.ts'
import { settingOf } from './settings.ts'

/** The configuration of the cashier. */
export interface CashierConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The name of this replica, which is that of its pod. */
  instance: string
  /** The namespace of this program. */
  home: string
  /** The Secret with the API keys of all conferences; without it each conference has its own. */
  keysSecret?: string
  /** Whether the gateways move real money. */
  stripe: { live: boolean; url: string }
  paypal: { live: boolean; url: string }
  refundsPerHour: number
}

/** Reads the settings of the cashier (settings.ts). Throws a RangeError that names the variable and its rule. */
export function readCashierConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): CashierConfig {
  const keysSecret = readSecretName(env['KEYS_SECRET'] ?? '')
  return {
    ...readListenConfig(env, 8082),
    ...readKubeconfigPath(env),
    instance: hostname(),
    home: readOwnNamespace(env, { root }),
    ...(keysSecret && { keysSecret }),
    stripe: {
      live: readMode('STRIPE_MODE', settingOf(env, 'STRIPE_MODE'), 'test'),
      url: env['STRIPE_API_URL'] ?? '',
    },
    paypal: {
      live: readMode('PAYPAL_MODE', settingOf(env, 'PAYPAL_MODE'), 'sandbox'),
      url: env['PAYPAL_API_URL'] ?? '',
    },
    refundsPerHour: readLimit(settingOf(env, 'REFUNDS_PER_HOUR')),
  }
}

function readSecretName(name: string): string {
  if (name === '' || /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(name)) return name
  throw new RangeError(`Cannot read API keys from KEYS_SECRET "${name}": it must be the name of a Secret`)
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (/^[0-9]{1,6}$/.test(text)) return limit
  throw new RangeError(`Cannot use REFUNDS_PER_HOUR "${text}": it must be a number from 0 to 999999`)
}
