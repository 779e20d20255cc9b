import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runBoxOffice } from '../../../hooks/http/box-office/run.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { serveApi } from '../../fixtures/http/played-api-server.ts'

/** An API server with Leases and otherwise no objects, or with the lists of a test. Resolves to the path of a kubeconfig. */
async function startEmptyCluster(t: Test, { list = {} as object } = {}): Promise<string> {
  const leases = new Map<string, object>()
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? ''
    response.setHeader('content-type', 'application/json')
    if (url.includes('watch=1')) return response.flushHeaders()
    if (!url.includes('/leases')) {
      return response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: [], ...list }))
    }
    if (request.method === 'GET') return response.end(JSON.stringify({ items: [...leases.values()] }))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const lease = JSON.parse(Buffer.concat(chunks).toString())
    leases.set(lease.metadata.name, { ...lease, metadata: { ...lease.metadata, resourceVersion: '1' } })
    return response.end(JSON.stringify(leases.get(lease.metadata.name)))
  }
  const kubeconfig = await serveApi(t, (request, response) => void answer(request, response))
  return join(t.testdir({ kubeconfig }), 'kubeconfig')
}

async function configOf(kubeconfig: string) {
  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  return {
    host: '127.0.0.1',
    port,
    metricsPort,
    drainMs: 0,
    logLevel: 'silent' as const,
    kubeconfig,
    namespace: 'kconference-system',
    shards: 1,
    identity: 'test',
    eventsPerSecond: 0,
  }
}

const get = async (url: string) => {
  const response = await fetch(url, { headers: { connection: 'close' } })
  return { status: response.status, text: await response.text() }
}

/** Waits until it leads all slots. */
async function untilLeader(port: number): Promise<{ status: number; text: string }> {
  for (;;) {
    const answer = await get(`http://127.0.0.1:${port}/readyz`)
    if (answer.text.includes(',15]')) return answer
  }
}

t.test('it lists, leads, serves metrics, and ends with SIGTERM', async t => {
  const config = await configOf(await startEmptyCluster(t))
  await runBoxOffice(config)
  const { status, text } = await untilLeader(config.port)
  t.equal(status, 200)
  t.match(JSON.parse(text), { role: 'leader', slots: Array.from({ length: 16 }, (_, slot) => slot) })
  const metrics = await get(`http://127.0.0.1:${config.metricsPort}/metrics`)
  t.match(metrics.text, /^kconference_box_office_slots_held 16$/m)
  t.match(metrics.text, /^# TYPE kconference_plan_orders gauge$/m)
  t.match(metrics.text, /^# TYPE kconference_pool_tickets gauge$/m)
  process.emit('SIGTERM')
  const isServed = () =>
    get(`http://127.0.0.1:${config.metricsPort}/metrics`).then(
      () => true,
      () => false,
    )
  while (await isServed());
  t.pass('it has ended')
})

t.test('it throws if it cannot start, and leaves nothing running', async t => {
  const kubeconfig = await startEmptyCluster(t)
  const config = await configOf(kubeconfig)
  const taken = createServer().listen(config.metricsPort, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  await t.rejects(runBoxOffice(config), { code: 'EADDRINUSE', port: config.metricsPort })
  await t.rejects(runBoxOffice({ ...config, kubeconfig: '/does/not/exist' }), {
    message: /^Cannot read the kubeconfig/,
  })
})

t.test('a defect ends it with exit code 1', async t => {
  const config = await configOf(await startEmptyCluster(t, { list: { metadata: {} } }))
  const before = process.exitCode
  t.teardown(() => {
    process.exitCode = before
  })
  await runBoxOffice(config)
  const isServed = () =>
    get(`http://127.0.0.1:${config.port}/healthz`).then(
      () => true,
      () => false,
    )
  while (await isServed());
  t.equal(process.exitCode, 1)
})
