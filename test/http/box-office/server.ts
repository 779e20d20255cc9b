import { pino } from 'pino'
import t from 'tap'
import type { Readiness } from '../../../hooks/box-office/program.ts'
import { buildBoxOfficeServer } from '../../../hooks/http/box-office/server.ts'

function start() {
  const readiness: Readiness = {
    isReady: false,
    role: 'standby',
    slots: [],
    conferences: 0,
    waitsFor: 'Not listed yet',
  }
  const stopped = { times: 0 }
  const stop = async () => {
    stopped.times += 1
  }
  const server = buildBoxOfficeServer({
    boxOffice: { readiness: () => readiness, stop },
    logger: pino({ level: 'silent' }),
  })
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ url })
    return [statusCode, body]
  }
  return { server, readiness, stopped, get }
}

t.test('it is alive from the start, and ready when its views are complete', async t => {
  const { server, readiness, get } = start()
  t.teardown(() => server.close())
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [
    503,
    '{"role":"standby","slots":[],"conferences":0,"waitsFor":"Not listed yet","ending":false}',
  ])
  Object.assign(readiness, { isReady: true, role: 'leader', slots: [0, 3], conferences: 2 })
  delete readiness.waitsFor
  t.strictSame(await get('/readyz'), [200, '{"role":"leader","slots":[0,3],"conferences":2,"ending":false}'])
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
