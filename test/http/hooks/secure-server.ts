import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { secureSyncServer } from '../../../hooks/http/hooks/secure-server.ts'
import { certificateOne, certificateTwo } from '../../fixtures/http/self-signed.ts'
import { now } from '../../fixtures/objects.ts'

const options = { now: () => now, logger: false } as const

t.test('without certificate and tokens it is the plain hook server', async t => {
  const server = secureSyncServer(options, {})
  t.teardown(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  t.equal(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text(), 'ok')
  t.equal((await server.inject({ method: 'POST', url: '/sync/order', body: {} })).statusCode, 400)
})

t.test('with both it speaks HTTPS and serves callers with a token', async t => {
  const folder = t.testdir({ 'tls.crt': certificateOne.cert, 'tls.key': certificateOne.key, tokens: { token: 'good' } })
  const server = secureSyncServer(options, { certificates: folder, tokens: join(folder, 'tokens') })
  t.teardown(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const post = (token: string, ca: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return new Promise<number | undefined>((resolve, reject) => {
      const call = request({ method: 'POST', host: '127.0.0.1', port, path: '/sync/order', headers, ca, agent: false })
      call.on('error', reject).on('response', response => {
        resolve(response.statusCode)
        response.resume()
      })
      call.end('{}')
    })
  }
  t.equal(await post('good', certificateOne.cert), 400)
  t.equal(await post('bad', certificateOne.cert), 401)
  await t.rejects(post('good', certificateTwo.cert), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})
