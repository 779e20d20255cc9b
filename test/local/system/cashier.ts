import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { cashierServer, cashierValues, gatewayServer, gatewayUrl, startCashier } from '../../../local/system/cashier.ts'
import { rendered } from '../../fixtures/chart/chart.ts'
import { startAnsweringServer } from '../../fixtures/http/answering-server.ts'

t.test('the chart has a cashier if there is a played gateway', async t => {
  t.equal(gatewayUrl(3090), 'http://127.0.0.1:3090')
  t.strictSame(cashierValues(undefined), {})
  const objects = await rendered(JSON.stringify({ payments: { paypalVerification: 'off' }, ...cashierValues(3090) }))
  t.ok(objects.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === 'kconference-cashier'))
})

t.test('the gateway keeps its payments, and the cashier calls it with test keys', async t => {
  const { ready: _, ...gateway } = gatewayServer({ root: '/project', port: 3090, file: '/run/gateway.json' })
  t.strictSame(gateway, {
    name: 'gateway',
    command: process.execPath,
    args: ['/project/local/gateway/main.ts', '--port=3090', '--file=/run/gateway.json'],
    env: {},
  })
  const url = 'http://127.0.0.1:3090'
  const { ready: __, ...cashier } = cashierServer({ root: '/project', port: 8082, kubeconfig: '/run/k', gateway: url })
  t.strictSame(cashier, {
    name: 'cashier',
    command: process.execPath,
    args: ['/project/hooks/cashier.ts'],
    env: {
      HOST: '127.0.0.1',
      PORT: '8082',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      STRIPE_MODE: 'test',
      PAYPAL_MODE: 'sandbox',
      STRIPE_API_URL: url,
      PAYPAL_API_URL: url,
      KUBECONFIG: '/run/k',
      NAMESPACE: 'kconference-system',
    },
  })
})

t.test('both are ready when they answer', async t => {
  const { port, asked } = await startAnsweringServer(t)
  const probe = { log: '', from: 0, signal: new AbortController().signal }
  await gatewayServer({ root: '/project', port, file: '' }).ready?.(probe)
  await cashierServer({ root: '/project', port, kubeconfig: '', gateway: '' }).ready?.(probe)
  t.strictSame(asked, ['/control/books', '/readyz'])
})

/** An API server with a token for the cashier, and a supervisor that starts nothing. */
function cluster(t: Test, start: (program: Program) => Promise<void>, { isApplied = true } = {}) {
  const applied: unknown[] = []
  const kubectl = async (args: string[], input?: string) => {
    if (args[0] !== 'apply') return { code: 0, stdout: 'token', stderr: '' }
    applied.push(JSON.parse(input ?? ''))
    return { code: isApplied ? 0 : 1, stdout: '', stderr: 'forbidden' }
  }
  const supervisor = Object.assign(new Supervisor({ logs: t.testdirName }), { start })
  return { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM', supervisor, applied }
}

const options = { root: '/project', gatewayPort: 3090 }

t.test('it starts with the account of the chart and keys of the played gateway', async t => {
  const started: Program[] = []
  const controlPlane = cluster(t, async program => void started.push(program))
  const { kubeconfig, stop } = await startCashier(controlPlane, options)
  stop()
  t.equal(kubeconfig, join(controlPlane.folder, 'identities', 'kconference-cashier.kubeconfig'))
  t.match(controlPlane.applied, [{ kind: 'Secret', metadata: { name: 'payment-gateway-keys' } }])
  t.match(started, [
    { name: 'gateway', args: [/main\.ts$/, '--port=3090', `--file=${join(controlPlane.folder, 'gateway.json')}`] },
    { name: 'cashier', env: { STRIPE_API_URL: 'http://127.0.0.1:3090', KUBECONFIG: kubeconfig } },
  ])
})

t.test('a cashier that does not start is an error, and its token is no longer renewed', async t => {
  const timers = t.capture(globalThis, 'clearInterval', clearInterval)
  const broken = cluster(t, () => Promise.reject(new Error('Cannot run "gateway": it exited unexpectedly')))
  await t.rejects(startCashier(broken, options), { message: 'Cannot run "gateway": it exited unexpectedly' })
  const refused = cluster(t, async () => {}, { isApplied: false })
  await t.rejects(startCashier(refused, options), {
    message: 'Cannot write the API keys of the played gateway: kubectl must accept them (forbidden)',
  })
  t.equal(timers().length, 2)
})
