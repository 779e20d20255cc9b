import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readCashierConfig } from '../../../hooks/config/cashier.ts'
import { runCashier } from '../../../hooks/http/cashier/run.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { thisCheckout } from '../../fixtures/cashier/played-tools.ts'
import { serveApi } from '../../fixtures/http/played-api-server.ts'
import { aNamespace } from '../../fixtures/objects.ts'

/** An API server with lists of these objects, by the end of their path, which keeps the requests for anything else. */
async function startCluster(t: Test, { lists = {} as Record<string, object[]>, list = {} as object } = {}) {
  const requests: string[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? ''
    const plural = /\/([a-z]+)\?/.exec(url)?.[1] ?? ''
    response.setHeader('content-type', 'application/json')
    if (url.includes('watch=1')) return response.flushHeaders()
    if (url.includes('limit=')) {
      const items = lists[plural] ?? []
      return response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items, ...list }))
    }
    requests.push(`${request.method} ${url}`)
    return response.writeHead(404).end(JSON.stringify({ kind: 'Status', code: 404, reason: 'NotFound' }))
  }
  const kubeconfig = await serveApi(t, (request, response) => void answer(request, response))
  return { kubeconfig: join(t.testdir({ kubeconfig }), 'kubeconfig'), requests }
}

async function configOf(kubeconfig: string, more: NodeJS.ProcessEnv = {}) {
  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  const address = { HOST: '127.0.0.1', PORT: `${port}`, METRICS_PORT: `${metricsPort}`, LOG_LEVEL: 'silent' }
  const config = readCashierConfig({ ...address, KUBECONFIG: kubeconfig, NAMESPACE: 'tickets', ...more })
  return { ...config, port, metricsPort }
}

const get = async (url: string) => {
  const response = await fetch(url, { headers: { connection: 'close' } })
  return { status: response.status, text: await response.text() }
}

const isServed = (port: number, path: string) =>
  get(`http://127.0.0.1:${port}${path}`).then(
    () => true,
    () => false,
  )

t.test('it lists, visits, serves metrics, and ends with SIGTERM', async t => {
  const stored = (object: { metadata: object }) => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: '1' },
  })
  const lists = { checkouts: [stored(thisCheckout())], namespaces: [stored(aNamespace())] }
  const { kubeconfig, requests } = await startCluster(t, { lists })
  const config = await configOf(kubeconfig, { KEYS_SECRET: 'keys' })
  await runCashier(config)
  while ((await get(`http://127.0.0.1:${config.port}/readyz`)).status !== 200);
  while (requests.length === 0) await new Promise(resolve => setImmediate(resolve))
  t.strictSame(requests, ['GET /apis/app.corley.it/v1/namespaces/conf/checkouts/order-1-1'])
  const metrics = await get(`http://127.0.0.1:${config.metricsPort}/metrics`)
  t.match(metrics.text, /^kconference_cashier_open_objects\{kind="Checkout",state="Requested"\} 1$/m)
  process.emit('SIGTERM')
  while (await isServed(config.metricsPort, '/metrics'));
  t.pass('it has ended')
})

t.test('it throws if it cannot start, and leaves nothing running', async t => {
  const { kubeconfig } = await startCluster(t)
  const config = await configOf(kubeconfig)
  const taken = createServer().listen(config.metricsPort, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  await t.rejects(runCashier(config), { code: 'EADDRINUSE', port: config.metricsPort })
  const url = 'https://api.example.com'
  await t.rejects(runCashier({ ...config, stripe: { live: true, url } }), { message: /^Cannot call STRIPE at/ })
  await t.rejects(runCashier({ ...config, kubeconfig: '/does/not/exist' }), { message: /^Cannot read the kubeconfig/ })
})

t.test('a defect ends it with exit code 1', async t => {
  const { kubeconfig } = await startCluster(t, { list: { metadata: {} } })
  const config = await configOf(kubeconfig)
  const before = process.exitCode
  t.teardown(() => {
    process.exitCode = before
  })
  await runCashier(config)
  while (await isServed(config.port, '/healthz'));
  t.equal(process.exitCode, 1)
})
