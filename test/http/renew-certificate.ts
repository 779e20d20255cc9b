import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import Fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import t from 'tap'
import { readCertificate } from '../../hooks/http/certificate.ts'
import { renewCertificate } from '../../hooks/http/renew-certificate.ts'
import { mountSecret } from '../fixtures/certificates.ts'
import { certificateOne, certificateTwo } from '../fixtures/self-signed.ts'

t.test('a renewed certificate is served without a restart; one that does not fit is not', async t => {
  const { folder, replace } = mountSecret(t, { ...certificateOne, ca: '' })
  const [failed, renewed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const write = (line: string) => {
    const { msg } = JSON.parse(line)
    if (msg === 'still serving the certificate from before') failed.resolve()
    if (msg === 'serving a new certificate') renewed.resolve()
  }
  const served = readCertificate(folder)
  const server = Fastify({ https: served, loggerInstance: pino({}, { write }) }) as unknown as FastifyInstance
  renewCertificate(server, { folder, served })
  t.teardown(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const shown = () =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
        resolve(String(socket.getPeerCertificate().subject.CN))
        socket.destroy()
      })
      socket.on('error', reject)
    })
  t.equal(await shown(), 'one')
  replace({ ...certificateTwo, key: certificateOne.key, ca: '' })
  await failed.promise
  t.equal(await shown(), 'one')
  replace({ ...certificateTwo, ca: '' })
  await renewed.promise
  t.equal(await shown(), 'two')
})
