import { pino } from 'pino'
import { connectGateways } from '../../cashier/accounts/gateways.ts'
import { type KeyPlace, keyReader } from '../../cashier/accounts/read-keys.ts'
import { startCashier } from '../../cashier/program.ts'
import type { CashierConfig } from '../../config/cashier.ts'
import { gatewayUrl } from '../../gateway/addresses.ts'
import { connectCashier } from '../../kube/cashier-api.ts'
import { readCredentials } from '../../kube/credentials.ts'
import { listAndWatch } from '../../kube/watch/list-watch.ts'
import { createCashierMetrics, gaugeCashier } from '../../metrics/cashier-metrics.ts'
import { createRegistry } from '../../metrics/registry.ts'
import { serveWatcher } from '../watcher-server.ts'
import { createAlarm } from './alarm.ts'

/** How long API keys are kept: a changed Secret takes effect after this time at the latest. */
const keepKeysMs = 5_000

/** Runs a cashier until SIGTERM, Ctrl-C or a failure, which sets the exit code. Rejects if it cannot start. */
export async function runCashier(config: CashierConfig): Promise<void> {
  const { home, instance, keysSecret, refundsPerHour } = config
  const now = Date.now
  const stripe = { live: config.stripe.live, url: addressOf('STRIPE', config.stripe) }
  const paypal = { url: addressOf('PAYPAL', config.paypal) }
  const credentials = readCredentials(config)
  const registry = createRegistry()
  const log = pino({ level: config.logLevel })
  const api = connectCashier(credentials)
  const place: KeyPlace = keysSecret === undefined ? 'conference' : { namespace: home, name: keysSecret }
  const readKeys = keyReader(api, { home, place, keepMs: keepKeysMs, now })
  const cashier = startCashier({
    ...{ api, instance, home, refundsPerHour },
    gateways: connectGateways({ stripe, paypal, readKeys, now }),
    watch: of => listAndWatch(credentials, { ...of, log }),
    clock: { now, schedule: createAlarm() },
    counters: createCashierMetrics(registry),
    log,
  })
  gaugeCashier(registry, { ...cashier, now })
  await serveWatcher(cashier, { name: 'the cashier', log, registry, address: config })
}

function addressOf(provider: 'STRIPE' | 'PAYPAL', { live, url }: { live: boolean; url: string }): string {
  return gatewayUrl(provider, { live, given: url })
}
