import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { shopServer, shopUrl, shopValues, startShop } from '../../../local/system/shop.ts'
import { rendered } from '../../fixtures/chart/chart.ts'
import { startAnsweringServer } from '../../fixtures/http/answering-server.ts'

t.test('the values of the chart contain the address of the shop, if there is one', async t => {
  t.equal(shopUrl(3080), 'http://127.0.0.1:3080')
  t.strictSame(shopValues(undefined), {})
  t.match(shopValues(3080, 3090), { shop: { payWith: ['stripe', 'paypal'] } })
  const objects = await rendered(JSON.stringify({ payments: { paypalVerification: 'off' }, ...shopValues(3080) }))
  t.ok(objects.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'kconference-shop'))
})

t.test('the shop has the credentials of its account, its address and its keys', async t => {
  const { ready, ...program } = shopServer({
    root: '/project',
    port: 3080,
    kubeconfig: '/run/kubeconfig',
    url: 'http://127.0.0.1:3080',
    linkKeys: '/run/shop-links',
    ticketKeys: '/run/ticket-keys',
    paymentsUrl: 'http://127.0.0.1:3000',
  })
  t.strictSame(program, {
    name: 'shop',
    command: process.execPath,
    args: ['--max-semi-space-size=4', '--heap-growing-percent=30', '/project/hooks/shop-server.ts'],
    env: {
      HOST: '127.0.0.1',
      PORT: '3080',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      SHOP_URL: 'http://127.0.0.1:3080',
      SHOP_LINK_KEYS: '/run/shop-links',
      TICKET_KEYS: '/run/ticket-keys',
      TRIAL_PAYMENTS_URL: 'http://127.0.0.1:3000',
      KUBECONFIG: '/run/kubeconfig',
    },
  })
})

t.test('with a played gateway, buyers pay there', async t => {
  const given = { root: '/project', port: 1, kubeconfig: '', url: '', linkKeys: '', ticketKeys: '', paymentsUrl: '' }
  const { env } = shopServer({ ...given, gateway: 'http://127.0.0.1:3090' })
  t.match(env, { PAY_WITH: 'stripe,paypal', PAYMENT_PAGES: 'http://127.0.0.1:3090' })
})

t.test('it is ready when /readyz answers', async t => {
  const { port, asked } = await startAnsweringServer(t)
  const given = { root: '/project', port, kubeconfig: '', url: '', linkKeys: '', ticketKeys: '', paymentsUrl: '' }
  await shopServer(given).ready?.({ log: '', from: 0, signal: new AbortController().signal })
  t.strictSame(asked, ['/readyz'])
})

/** An API server with a token for the shop, and a supervisor that starts nothing. */
function cluster(t: Test, start: (program: Program) => Promise<void>) {
  const kubectl = async () => ({ code: 0, stdout: 'token', stderr: '' })
  const supervisor = Object.assign(new Supervisor({ logs: t.testdirName }), { start })
  return { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM', supervisor }
}

const options = { root: '/project', port: 3080, paymentsUrl: 'http://127.0.0.1:3000' }

t.test('it starts with the account of the chart and keys of its own, which stay for the next start', async t => {
  const started: Program[] = []
  const controlPlane = cluster(t, async program => void started.push(program))
  const { kubeconfig, stop } = await startShop(controlPlane, options)
  stop()
  const keys = join(controlPlane.folder, 'keys')
  t.equal(kubeconfig, join(controlPlane.folder, 'identities', 'kconference-shop.kubeconfig'))
  t.match(started, [
    {
      name: 'shop',
      env: {
        PORT: '3080',
        SHOP_URL: 'http://127.0.0.1:3080',
        SHOP_LINK_KEYS: join(keys, 'shop-links'),
        TICKET_KEYS: join(keys, 'ticket-keys'),
        TRIAL_PAYMENTS_URL: 'http://127.0.0.1:3000',
        KUBECONFIG: kubeconfig,
      },
    },
  ])
  const folders = ['shop-links', 'ticket-keys'].map(name => join(keys, name))
  const readAll = () => folders.map(folder => readFileSync(join(folder, '1'), 'utf8'))
  const created = readAll()
  for (const [index, folder] of folders.entries()) {
    t.strictSame(readdirSync(folder), ['1'])
    t.strictSame([statSync(folder).mode & 0o777, statSync(join(folder, '1')).mode & 0o777], [0o700, 0o600])
    t.equal(Buffer.from(created[index] as string, 'base64').length, 32)
  }
  t.not(created[0], created[1])
  const again = await startShop(controlPlane, options)
  again.stop()
  t.strictSame(readAll(), created)
})

t.test('one that does not start is an error, and its token is no longer renewed', async t => {
  const timers = t.capture(globalThis, 'clearInterval', clearInterval)
  const controlPlane = cluster(t, () => Promise.reject(new Error('Cannot run "shop": it exited unexpectedly')))
  await t.rejects(startShop(controlPlane, options), { message: 'Cannot run "shop": it exited unexpectedly' })
  t.equal(timers().length, 1)
  t.ok(existsSync(join(controlPlane.folder, 'keys', 'shop-links', '1')))
})
