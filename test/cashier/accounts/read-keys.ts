import t from 'tap'
import { type KeyPlace, keyReader } from '../../../hooks/cashier/accounts/read-keys.ts'
import { signal } from '../../fixtures/gateway/played.ts'

const paypal = { 'paypal-client-id': 'app', 'paypal-client-secret': 'word' }
const paypalKeys = { clientId: 'app', clientSecret: 'word' }

function reader(secrets: Record<string, Record<string, string>>, place: KeyPlace = 'conference') {
  let now = 0
  const reads: string[] = []
  const api = {
    async getSecret({ namespace, name }: { namespace: string; name: string }) {
      reads.push(`${namespace}/${name}`)
      return secrets[`${namespace}/${name}`]
    },
  }
  const read = keyReader(api, { home: 'tickets', place, keepMs: 5_000, now: () => now })
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { reads, read: (namespace: string) => read(namespace, signal), wait }
}

t.test('the keys of a conference come before those of the installation', async t => {
  const { read, reads } = reader({
    'conf/payment-gateway-keys': { 'stripe-secret-key': 'sk_own\n' },
    'tickets/payment-gateway-keys': { 'stripe-secret-key': 'sk_all', ...paypal },
  })
  t.strictSame(await read('conf'), { stripe: 'sk_own', paypal: paypalKeys })
  t.strictSame(await read('other'), { stripe: 'sk_all', paypal: paypalKeys })
  t.strictSame(reads.toSorted(), [
    'conf/payment-gateway-keys',
    'other/payment-gateway-keys',
    'tickets/payment-gateway-keys',
    'tickets/payment-gateway-keys',
  ])
})

t.test('without Secrets, or with half of the keys, no gateway is configured', async t => {
  const { read } = reader({
    'half/payment-gateway-keys': { 'paypal-client-id': 'app', 'stripe-secret-key': ' ' },
    'tickets/payment-gateway-keys': { 'paypal-client-secret': 'of another app' },
  })
  t.strictSame(await read('conf'), { stripe: undefined, paypal: undefined })
  t.strictSame(await read('half'), { stripe: undefined, paypal: undefined })
})

t.test('one Secret may have the keys of all conferences', async t => {
  const all = {
    'conf.stripe-secret-key': 'sk_own',
    'stripe-secret-key': 'sk_all',
    'other.paypal-client-id': 'x',
    ...paypal,
  }
  const { read, reads } = reader({ 'tickets/keys': all }, { namespace: 'tickets', name: 'keys' })
  t.strictSame(await read('conf'), { stripe: 'sk_own', paypal: paypalKeys })
  t.strictSame(await read('other'), { stripe: 'sk_all', paypal: paypalKeys })
  t.strictSame(reads, ['tickets/keys', 'tickets/keys'])
  const empty = reader({}, { namespace: 'tickets', name: 'keys' })
  t.strictSame(await empty.read('conf'), { stripe: undefined, paypal: undefined })
})

t.test('a changed Secret takes effect after a moment, without a restart', async t => {
  const secrets = { 'conf/payment-gateway-keys': { 'stripe-secret-key': 'sk_old' } }
  const { read, wait, reads } = reader(secrets)
  await read('conf')
  secrets['conf/payment-gateway-keys'] = { 'stripe-secret-key': 'sk_new' }
  wait(4_999)
  t.equal((await read('conf')).stripe, 'sk_old')
  t.equal(reads.length, 2)
  wait(1)
  t.equal((await read('conf')).stripe, 'sk_new')
})
