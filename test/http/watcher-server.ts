import { once } from 'node:events'
import { createServer } from 'node:net'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import t from 'tap'
import { buildWatcherServer, serveWatcher } from '../../hooks/http/watcher-server.ts'
import { findPorts } from '../../local/process/ports.ts'

const log = pino({ level: 'silent' })

function playWatcher() {
  const readiness = { isReady: false, role: 'standby', waitsFor: ['/api/v1/namespaces'] }
  const stopped = { times: 0 }
  const ended = Promise.withResolvers<void>()
  const stop = async () => {
    stopped.times += 1
  }
  return { watcher: { readiness: () => readiness, stop, ended: ended.promise }, readiness, stopped, ended }
}

function start() {
  const played = playWatcher()
  const server = buildWatcherServer(played.watcher, log)
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ url })
    return [statusCode, body]
  }
  return { ...played, server, get }
}

t.test('it is alive from the start, and ready when its watches are complete', async t => {
  const { server, readiness, get } = start()
  t.teardown(() => server.close())
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [503, '{"role":"standby","waitsFor":["/api/v1/namespaces"],"ending":false}'])
  Object.assign(readiness, { isReady: true, role: 'leader', waitsFor: [] })
  t.strictSame(await get('/readyz'), [200, '{"role":"leader","waitsFor":[],"ending":false}'])
})

t.test('during its end it is alive and not ready, and it stops with the server', async t => {
  const { server, readiness, stopped, get } = start()
  readiness.isReady = true
  server.draining = true
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.match(await get('/readyz'), [503, /"ending":true/])
  t.equal(stopped.times, 0)
  await server.close()
  t.equal(stopped.times, 1)
})

async function addressOf() {
  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  return { host: '127.0.0.1', port, metricsPort, drainMs: 0 }
}

t.test('a defect of the watcher ends it with exit code 1', async t => {
  const { watcher, ended, stopped } = playWatcher()
  const address = await addressOf()
  const before = process.exitCode
  t.teardown(() => {
    process.exitCode = before
  })
  const lines: object[] = []
  const noted = pino({ level: 'fatal', base: null }, { write: line => void lines.push(JSON.parse(line)) })
  await serveWatcher(watcher, { name: 'the box office', log: noted, registry: new Registry(), address })
  ended.reject(new Error('a defect'))
  const isServed = () =>
    fetch(`http://127.0.0.1:${address.port}/healthz`).then(
      () => true,
      () => false,
    )
  while (await isServed());
  t.strictSame([process.exitCode, stopped.times], [1, 1])
  t.match(lines, [{ msg: 'the box office failed', err: { message: 'a defect' } }])
})

t.test('it rejects if an address is not available, and stops the watcher', async t => {
  const address = await addressOf()
  const taken = createServer().listen(address.metricsPort, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const { watcher, stopped } = playWatcher()
  await t.rejects(serveWatcher(watcher, { name: 'it', log, registry: new Registry(), address }), { code: 'EADDRINUSE' })
  t.equal(stopped.times, 1)
})
