import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import Fastify, { type FastifyInstance } from 'fastify'
import { pino } from 'pino'
import t from 'tap'
import { type Certificate, followCertificate, readCertificate, renewCertificate } from '../../hooks/http/certificate.ts'
import { mountSecret } from '../fixtures/http/certificates.ts'
import { certificateOne, certificateTwo } from '../fixtures/http/self-signed.ts'

const first = { cert: 'certificate 1', key: 'key 1', ca: '' }
const second = { cert: 'certificate 2', key: 'key 2', ca: '' }

t.test('both files are read, or named if one is missing', async t => {
  const { folder } = mountSecret(t, first)
  const { cert, key } = readCertificate(folder)
  t.strictSame([cert.toString(), key.toString()], ['certificate 1', 'key 1'])
  const empty = t.testdir()
  t.throws(() => readCertificate(empty), {
    message: `Cannot read the certificate in "${empty}": it must hold tls.crt and tls.key`,
  })
})

/** The next certificate found in a folder, and the failures before it. */
function next(folder: string, fits: (certificate: Certificate) => boolean, served = readCertificate(folder)) {
  const failures: unknown[] = []
  const { promise, resolve } = Promise.withResolvers<Certificate>()
  const stop = followCertificate(folder, {
    served,
    onChange: certificate => {
      if (!fits(certificate)) throw new Error('key does not fit certificate')
      resolve(certificate)
    },
    onFailure: error => failures.push(error),
  })
  return { failures, renewed: promise.finally(stop) }
}

t.test('a new version of a mounted Secret is noticed', async t => {
  const { folder, replace } = mountSecret(t, first)
  const { renewed } = next(folder, ({ cert }) => cert.toString() === second.cert)
  replace(second)
  t.strictSame(String((await renewed).key), 'key 2')
})

t.test('a change before the watch is noticed, and an unchanged certificate is not renewed', async t => {
  const { folder, replace } = mountSecret(t, first)
  const served = readCertificate(folder)
  replace(second)
  t.equal(String((await next(folder, () => true, served).renewed).cert), 'certificate 2')
  const { renewed, failures } = next(folder, ({ cert }) => String(cert) === 'certificate 3')
  replace(second)
  replace({ ...second, cert: 'certificate 3' })
  t.equal(String((await renewed).key), 'key 2')
  t.strictSame(failures, [], 'the one in between was the same')
})

t.test('files that are written one after the other are used once they fit', async t => {
  const folder = t.testdir({ 'tls.crt': first.cert, 'tls.key': first.key })
  const fits = ({ cert, key }: Certificate) => String(cert).at(-1) === '2' && String(key).at(-1) === '2'
  const { renewed, failures } = next(folder, fits)
  writeFileSync(join(folder, 'tls.crt'), second.cert)
  await new Promise(resolve => setImmediate(resolve))
  writeFileSync(join(folder, 'tls.key'), second.key)
  t.strictSame(String((await renewed).cert), 'certificate 2')
  for (const failure of failures) t.match(failure, { message: 'key does not fit certificate' })
})

t.test('a renewed certificate is served without a restart, unless it is unusable', async t => {
  const { folder, replace } = mountSecret(t, { ...certificateOne, ca: '' })
  const [failed, renewed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const write = (line: string) => {
    const { msg } = JSON.parse(line)
    if (msg === 'still serving the previous certificate') failed.resolve()
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
