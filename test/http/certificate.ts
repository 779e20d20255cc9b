import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { mock } from 'node:test'
import { connect } from 'node:tls'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { readCertificate, renewCertificate } from '../../hooks/http/certificate.ts'
import { certificateOne, certificateTwo } from '../fixtures/certificates.ts'

/** The common name of the certificate that a client is shown. */
function shown(server: FastifyInstance): Promise<string> {
  const { port } = server.server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

/** A server with a certificate of two files, and what it logged. */
async function start(t: Test) {
  const folder = t.testdir({ 'tls.crt': certificateOne.cert, 'tls.key': certificateOne.key })
  const files = { certFile: join(folder, 'tls.crt'), keyFile: join(folder, 'tls.key') }
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const current = readCertificate(files)
  const server = Fastify({ https: current, logger: { stream } }) as unknown as FastifyInstance
  t.teardown(() => server.close())
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  renewCertificate(server, { files, current })
  await server.listen({ host: '127.0.0.1', port: 0 })
  lines.length = 0
  const minute = () => {
    mock.timers.tick(60_000)
    return lines.splice(0).map(({ msg }) => msg)
  }
  return { server, files, minute }
}

t.test('a certificate that was renewed is used a minute later', async t => {
  const { server, files, minute } = await start(t)
  t.strictSame(minute(), [], 'nothing has changed')
  t.equal(await shown(server), 'one')
  writeFileSync(files.certFile, certificateTwo.cert)
  writeFileSync(files.keyFile, certificateTwo.key)
  t.strictSame(minute(), ['certificate renewed'])
  t.equal(await shown(server), 'two')
  t.strictSame(minute(), [])
})

t.test('what cannot be used is logged, and the old one kept', async t => {
  const { server, files, minute } = await start(t)
  writeFileSync(files.certFile, certificateTwo.cert)
  t.strictSame(minute(), ['certificate not renewed'], 'the key of another certificate')
  t.equal(await shown(server), 'one')
  writeFileSync(files.keyFile, certificateTwo.key)
  t.strictSame(minute(), ['certificate renewed'])
})

t.test('nothing is looked at when the server has closed', async t => {
  const { server, files, minute } = await start(t)
  await server.close()
  writeFileSync(files.certFile, 'broken')
  t.strictSame(minute(), [])
})

t.test('a file that cannot be read is an error that names it', async t => {
  t.throws(() => readCertificate({ certFile: '/nowhere/tls.crt', keyFile: '/nowhere/tls.key' }), {
    code: 'ENOENT',
    path: '/nowhere/tls.crt',
  })
})
