import t from 'tap'
import {
  requireTransmission,
  type Transmission,
  transmissionOf,
} from '../../../../hooks/payment/paypal/webhooks/transmission.ts'
import { fc } from '../../../fixtures/properties.ts'

const certificates = 'https://api.paypal.com/v1/notifications/certs/'
const headers = {
  'paypal-transmission-id': 'a9941940-3b3a-11ec-b750-f75a670c9758',
  'paypal-transmission-time': '2026-11-20T08:00:00Z',
  'paypal-transmission-sig': 'c2lnbmVk',
  'paypal-cert-url': `${certificates}CERT-360caa42-fca2a594-90621ecd`,
  'paypal-auth-algo': 'SHA256withRSA',
}
const said = transmissionOf(headers)
const check = (change: Transmission) => requireTransmission({ ...said, ...change }, certificates)

t.test('the five headers hold the parts to verify', async t => {
  const { id, time, certificate } = said
  t.strictSame(check({}), { id, time, certificate, signature: Buffer.from('signed') })
  t.strictSame(transmissionOf({ 'paypal-transmission-id': ['a', 'b'], host: 'a' }), { id: 'a,b' })
  t.strictSame(transmissionOf({}), {})
})

t.test('a missing or malformed part is refused by its header', async t => {
  const table: [Transmission, string][] = [
    [{ algorithm: 'SHA1withRSA' }, 'paypal-auth-algo: it must be SHA256withRSA'],
    [{ id: 'a|b' }, 'paypal-transmission-id: it must be letters, digits and -'],
    [{ id: '' }, 'paypal-transmission-id: it must be letters, digits and -'],
    [{ time: 'now|1' }, 'paypal-transmission-time: it must be a time'],
    [{ signature: '%' }, 'paypal-transmission-sig: it must be base64'],
  ]
  for (const [change, message] of table) {
    t.throws(() => check(change), { outcome: 'not-genuine', message: `Cannot verify ${message}` }, message)
  }
  for (const name of Object.keys(said)) {
    const { [name as keyof Transmission]: _, ...others } = said
    t.throws(() => requireTransmission(others, certificates), { message: /^Cannot verify paypal-/ }, `without ${name}`)
  }
})

t.test('a certificate may have only the address of the mode', async t => {
  const message = `Cannot verify paypal-cert-url: it must be ${certificates}<name>`
  for (const certificate of [
    '',
    certificates,
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com.example.org/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@example.org/v1/notifications/certs/CERT-1',
    'https://example.org/https://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/other/CERT-1',
    `${certificates}../../../v1/other`,
    `${certificates}..%2Fother`,
    `${certificates}..\\other`,
    `${certificates}CERT-1?to=other`,
    `${certificates}CERT-1#x`,
    `${certificates}CERT-1\n`,
    `${certificates}${'C'.repeat(129)}`,
  ]) {
    t.throws(() => check({ certificate }), { outcome: 'not-genuine', message }, certificate)
  }
})

t.test('every accepted address is on that host, whatever was sent', async () => {
  const tail = fc.string({ unit: fc.constantFrom(...'aC-_./\\@:?#%2e \n\u2024é') })
  fc.assert(
    fc.property(
      fc.constantFrom(certificates, certificates.slice(0, -1), 'https://api.paypal.com', ''),
      tail,
      (head, tail) => {
        try {
          const { host, pathname, search, hash } = new URL(check({ certificate: head + tail }).certificate)
          return (
            host === 'api.paypal.com' && /^\/v1\/notifications\/certs\/[^/]+$/.test(pathname) && search + hash === ''
          )
        } catch (error) {
          return error instanceof Error && error.name === 'Refusal'
        }
      },
    ),
  )
})
