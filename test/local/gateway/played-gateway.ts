import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import { startPlayedGateway } from '../../../local/gateway/played-gateway.ts'
import { playGateway, request, signal } from '../../fixtures/gateway/played.ts'

t.test('it serves the APIs, the pages, the control and the certificate on one address', async t => {
  const { url, certificateUrl, stripe, paypal, press, control } = await playGateway(t)
  for (const client of [stripe, paypal]) {
    const { id, url: page } = await client.open(request, signal)
    await press(page, 'pay')
    t.match(await client.capture(id, request.key, signal), { state: 'paid' })
  }
  t.strictSame([Object.keys(control.books.sessions).length, Object.keys(control.books.orders).length], [1, 1])
  t.match(await (await fetch(url)).text(), /29\.90 EUR for conf\/order-1: succeeded/)
  t.equal(certificateUrl, `${url}/v1/notifications/certs/`)
  const certificate = new X509Certificate(await (await fetch(`${certificateUrl}CERT-PLAYED`)).text())
  t.equal(certificate.subject, 'CN=messageverificationcerts.paypal.com')
  const missing = await fetch(`${url}/nothing`)
  t.strictSame(
    [missing.status, await missing.json()],
    [404, { error: 'Cannot find the page: it must be one of the played gateway' }],
  )
})

t.test('a file keeps the books for the next start', async t => {
  const file = join(t.testdir(), 'books.json')
  const first = await playGateway(t, { file })
  const { id } = await first.stripe.open(request, signal)
  await first.stop()
  const second = await startPlayedGateway({ port: 0, file })
  t.teardown(second.stop)
  t.strictSame(Object.keys(second.control.books.sessions), [id])
  t.ok(Math.abs(second.control.now() - Date.now()) < 60_000, 'its clock is that of the machine')
})
