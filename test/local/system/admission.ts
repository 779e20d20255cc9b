import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { admissionUrl, admissionValues, startAdmission } from '../../../local/system/admission.ts'
import { aCertificate } from '../../fixtures/chart/webhook-certificate.ts'

t.test('the values of the chart contain the URL of the webhook, if there is one', async t => {
  t.equal(admissionUrl(8443), 'https://127.0.0.1:8443/admission/orders')
  t.strictSame(admissionValues(undefined), {})
  t.strictSame(admissionValues(8443), {
    admission: { enabled: true, url: 'https://127.0.0.1:8443/admission/orders' },
  })
})

/** An API server with a certificate and a token for the webhook, and a supervisor that starts nothing. */
async function cluster(t: Test, start: (program: Program) => Promise<void>) {
  const signed = await aCertificate()
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const data = { 'tls.crt': base64(signed.cert), 'tls.key': base64(signed.key), 'ca.crt': base64(signed.ca) }
  const kubectl = async ([verb]: string[]) => ({
    code: 0,
    stdout: verb === 'get' ? JSON.stringify({ data }) : 'token',
    stderr: '',
  })
  const supervisor = Object.assign(new Supervisor({ logs: t.testdirName }), { start })
  return { signed, controlPlane: { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM', supervisor } }
}

t.test('it starts with the certificate and the account of the chart', async t => {
  const started: Program[] = []
  const { signed, controlPlane } = await cluster(t, async program => void started.push(program))
  const { kubeconfig, stop } = await startAdmission(controlPlane, { root: '/project', port: 8443 })
  stop()
  const certificates = join(controlPlane.folder, 'identities', 'kconference-admission')
  t.match(started, [{ name: 'admission', env: { PORT: '8443', CERTIFICATES: certificates, KUBECONFIG: kubeconfig } }])
  t.equal(readFileSync(join(certificates, 'tls.crt'), 'utf8'), signed.cert)
  t.equal(readFileSync(join(certificates, 'tls.key'), 'utf8'), signed.key)
  t.equal(statSync(join(certificates, 'tls.key')).mode & 0o777, 0o600)
})

t.test('it is ready when it answers with that certificate', async t => {
  const { signed, controlPlane } = await cluster(t, async program => {
    await program.ready?.({ log: '', from: 0, signal: new AbortController().signal })
  })
  const server = https.createServer(signed, (_, response) => response.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { stop } = await startAdmission(controlPlane, { root: '/project', port })
  stop()
})

t.test('a webhook that does not start, and a missing certificate, are errors', async t => {
  const { controlPlane } = await cluster(t, () =>
    Promise.reject(new Error('Cannot run "admission": it exited unexpectedly')),
  )
  const options = { root: '/project', port: 8443 }
  await t.rejects(startAdmission(controlPlane, options), { message: 'Cannot run "admission": it exited unexpectedly' })
  const kubectl = async () => ({ code: 1, stdout: '', stderr: 'not found\n' })
  await t.rejects(startAdmission({ ...controlPlane, kubectl }, options), {
    message:
      'Cannot read the certificate "kconference-admission-certificate": the chart must have created it: not found',
  })
})
