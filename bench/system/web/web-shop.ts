import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from '../../../local/config.ts'
import { shopServer } from '../../../local/system/shop.ts'
import type { Bench } from '../session.ts'
import { openBrowser } from './browser.ts'

const pauseMs = 50

/**
 * Restarts the shop of a system, as if a proxy on this machine were in front of it: each browser of a benchmark then has
 * an address of its own, and the limits of the shop count it alone. Returns the address of the shop.
 */
export async function restartBehindProxy({ system }: Bench): Promise<string> {
  const { folder, paymentsUrl, supervisor, shopUrl: url = '' } = system
  const program = shopServer({
    root,
    url,
    paymentsUrl,
    port: Number(new URL(url).port),
    kubeconfig: join(folder, 'identities', 'kconference-shop.kubeconfig'),
    linkKeys: join(folder, 'keys', 'shop-links'),
    ticketKeys: join(folder, 'keys', 'ticket-keys'),
  })
  await supervisor.end('shop')
  await supervisor.start({ ...program, env: { ...program.env, TRUSTED_PROXIES: '127.0.0.1' } })
  return url
}

/** Opens a conference with one plan, and resolves when the shop offers it. */
export async function openForSale(
  { shop, signal }: Bench,
  { url, namespace, capacity }: { url: string; namespace: string; capacity: number },
): Promise<void> {
  await shop.open(namespace, { capacity })
  const browser = openBrowser(url, { address: '10.255.255.254', signal })
  // The page exists once the shop knows the conference; it has a form once the shop knows the plan.
  while ((await browser.readForm(namespace).catch(() => undefined)) === undefined) {
    await delay(pauseMs, undefined, { signal })
  }
  browser.close()
}
