import { createPublicKey, X509Certificate } from 'node:crypto'
import t from 'tap'
import { readPaypalCertificate } from '../../../../hooks/payment/paypal/webhooks/certificate.ts'
import { createSigner } from '../../../../local/gateway/webhooks/certificate.ts'
import { start } from '../../../fixtures/gateway/played.ts'

const day = 86_400_000

t.test('the payment endpoint accepts the certificate', async t => {
  const { key, certificate } = createSigner(start)
  const { key: found, from, until } = readPaypalCertificate(certificate)
  t.strictSame([from, until], [start - day, start + 30 * day])
  t.ok(createPublicKey(key).equals(found))
  t.ok(new X509Certificate(certificate).verify(found), 'it signs itself')
})
