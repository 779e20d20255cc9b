import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { Counter, Registry } from 'prom-client'
import t from 'tap'
import { buildMetricsServer, serveMetrics } from '../../hooks/http/metrics-server.ts'

function counted(): Registry {
  const registry = new Registry()
  new Counter({ name: 'tickets_total', help: 'Tickets.', registers: [registry] }).inc(3)
  return registry
}

t.test('it serves metrics in the format of Prometheus, and nothing else', async t => {
  const server = buildMetricsServer(counted())
  t.teardown(() => server.close())
  const { statusCode, headers, body } = await server.inject('/metrics')
  t.strictSame(
    { statusCode, type: headers['content-type'], body },
    {
      statusCode: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: '# HELP tickets_total Tickets.\n# TYPE tickets_total counter\ntickets_total 3\n',
    },
  )
  t.equal((await server.inject('/sync/order')).statusCode, 404)
})

t.test('metrics are served until the program has closed', async t => {
  const server = Fastify()
  const first = await serveMetrics(counted(), { server, host: '127.0.0.1', port: 0 })
  const { port } = first as AddressInfo
  const get = () => fetch(`http://127.0.0.1:${port}/metrics`, { headers: { connection: 'close' } })
  t.match(await (await get()).text(), 'tickets_total 3')
  await server.close()
  await t.rejects(get())
})

t.test('a busy port is an error that names it', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  const { port } = await serveMetrics(counted(), { server, host: '127.0.0.1', port: 0 })
  await t.rejects(serveMetrics(counted(), { server, host: '127.0.0.1', port }), { code: 'EADDRINUSE', port })
})
