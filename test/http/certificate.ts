import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Certificate, followCertificate, readCertificate } from '../../hooks/http/certificate.ts'
import { mountSecret } from '../fixtures/certificates.ts'

const first = { cert: 'certificate 1', key: 'key 1', ca: '' }
const second = { cert: 'certificate 2', key: 'key 2', ca: '' }

t.test('reads both files, or says what must be there', async t => {
  const { folder } = mountSecret(t, first)
  const { cert, key } = readCertificate(folder)
  t.strictSame([cert.toString(), key.toString()], ['certificate 1', 'key 1'])
  const empty = t.testdir()
  t.throws(() => readCertificate(empty), {
    message: `Cannot read the certificate in "${empty}": it must hold tls.crt and tls.key`,
  })
})

/** The next certificate that is seen in a folder, and what failed until then. */
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

t.test('a new version of a mounted Secret is seen', async t => {
  const { folder, replace } = mountSecret(t, first)
  const { renewed } = next(folder, ({ cert }) => cert.toString() === second.cert)
  replace(second)
  t.strictSame(String((await renewed).key), 'key 2')
})

t.test('what changed before anybody looked is seen, and what did not change is not renewed', async t => {
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

t.test('files that are written one after the other are taken once they fit', async t => {
  const folder = t.testdir({ 'tls.crt': first.cert, 'tls.key': first.key })
  const fits = ({ cert, key }: Certificate) => String(cert).at(-1) === '2' && String(key).at(-1) === '2'
  const { renewed, failures } = next(folder, fits)
  writeFileSync(join(folder, 'tls.crt'), second.cert)
  await new Promise(resolve => setImmediate(resolve))
  writeFileSync(join(folder, 'tls.key'), second.key)
  t.strictSame(String((await renewed).cert), 'certificate 2')
  for (const failure of failures) t.match(failure, { message: 'key does not fit certificate' })
})
