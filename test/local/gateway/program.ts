import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { gatewayCall } from '../../../hooks/gateway/call-gateway.ts'
import { paypalClient } from '../../../hooks/gateway/paypal/client.ts'
import { usage } from '../../../local/gateway/options.ts'
import { runGateway } from '../../../local/gateway/program.ts'
import { request, signal } from '../../fixtures/gateway/played.ts'

t.test('--help prints the usage', async t => {
  const lines: string[] = []
  t.equal(await runGateway({ args: ['--help'], signal, log: line => lines.push(line) }), 0)
  t.strictSame(lines, [usage])
})

t.test('it plays until the signal, and sends events again that nobody accepted', async t => {
  const statuses = [500, 200]
  const server = createServer((_, response) => {
    response.writeHead(statuses.shift() ?? 200).end()
    if (statuses.length === 0) accepted.resolve()
  })
  const accepted = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const stop = new AbortController()
  const started = Promise.withResolvers<string>()
  const webhooks = `--webhooks=http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const log = (line: string) => started.resolve(line.replace('played gateway: ', ''))
  const code = runGateway({ args: ['--port=0', webhooks], signal: stop.signal, log, retryMs: 5 })
  const url = await started.promise
  const parts = { url, call: gatewayCall({ gateway: 'PayPal' }), now: Date.now }
  const order = await paypalClient({ clientId: 'shop', clientSecret: 'secret' }, parts).open(request, signal)
  await fetch(`${order.url}/pay`, { method: 'POST', redirect: 'manual' })
  await accepted.promise
  stop.abort()
  t.equal(await code, 0)
  await t.rejects(fetch(url))
})

t.test('a signal that has aborted already stops it', async t => {
  const lines: string[] = []
  t.equal(await runGateway({ args: ['--port=0'], signal: AbortSignal.abort(), log: line => lines.push(line) }), 0)
  t.match(lines, [/^played gateway: http:/])
})
