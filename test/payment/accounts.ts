import t from 'tap'
import { type AccountPlace, accountsOf, type ConfiguredAccount, readList } from '../../hooks/payment/accounts.ts'
import { fakeKube, forbidden } from '../fixtures/payment/fake-kube.ts'

const signal = AbortSignal.timeout(60_000)
const installation: ConfiguredAccount = {
  paypalReceivers: ['shop@example.org'],
  paypalWebhookIds: ['installation'],
  stripeSecrets: ['whsec_installation'],
  stripeAccounts: ['acct_installation'],
}
const shared = { ...installation, isShared: { paypal: true, stripe: true, stripeConnect: true } }

function accounts(place: AccountPlace = 'conference') {
  const kube = fakeKube([])
  const clock = { now: 0 }
  const of = accountsOf(kube, { installation, place, keepMs: 5000, now: () => clock.now })
  return { kube, clock, of: (namespace: string) => of(namespace, signal) }
}

t.test('a list is separated by commas, spaces or lines', async t => {
  t.strictSame(readList(' a@example.org, b@example.org\nC3XYZ\t'), ['a@example.org', 'b@example.org', 'C3XYZ'])
  t.strictSame(readList(''), [])
})

t.test('the keys in the Secret of a conference win, and the installation supplies the rest', async t => {
  const { kube, of } = accounts()
  kube.secrets.set('own/payment-gateway', {
    'paypal-receiver': 'own@example.org',
    'paypal-webhook-ids': 'c, d',
    'stripe-signing-secrets': 'a b\n',
  })
  kube.secrets.set('half/payment-gateway', { 'paypal-receiver': 'half@example.org', 'stripe-signing-secrets': '' })
  kube.secrets.set('conf/another', { 'paypal-receiver': 'another@example.org' })
  t.strictSame(await of('own'), {
    paypalReceivers: ['own@example.org'],
    paypalWebhookIds: ['c', 'd'],
    stripeSecrets: ['a', 'b'],
    stripeAccounts: ['acct_installation'],
    isShared: { paypal: false, stripe: false, stripeConnect: true },
  })
  t.strictSame(await of('half'), {
    ...installation,
    paypalReceivers: ['half@example.org'],
    isShared: { paypal: false, stripe: true, stripeConnect: true },
  })
  t.strictSame(await of('conf'), shared)
})

t.test('a conference with its own connected account still shares the account that signs', async t => {
  const { kube, of } = accounts()
  kube.secrets.set('conf/payment-gateway', { 'stripe-accounts': 'acct_1' })
  const isShared = { paypal: true, stripe: true, stripeConnect: false }
  t.strictSame(await of('conf'), { ...installation, stripeAccounts: ['acct_1'], isShared })
})

t.test('one Secret may hold the accounts of all conferences', async t => {
  const { kube, of } = accounts({ namespace: 'kconference-system', name: 'accounts' })
  kube.secrets.set('kconference-system/accounts', {
    'own.paypal-receiver': 'own@example.org',
    'owner.stripe-accounts': 'acct_1',
    'paypal-receiver': 'nobody@example.org',
  })
  kube.secrets.set('own/payment-gateway', { 'paypal-receiver': 'thief@example.org' })
  t.match(await of('own'), { paypalReceivers: ['own@example.org'], isShared: { paypal: false, stripe: true } })
  t.match(await of('owner'), { stripeAccounts: ['acct_1'] })
  t.strictSame(await of('conf'), shared)
})

t.test('an account is read again after five seconds, so that a change needs no restart', async t => {
  const { kube, clock, of } = accounts()
  t.strictSame(await of('conf'), shared)
  kube.secrets.set('conf/payment-gateway', { 'paypal-receiver': 'new@example.org' })
  clock.now = 4999
  t.strictSame(await of('conf'), shared)
  clock.now = 5000
  t.match(await of('conf'), { paypalReceivers: ['new@example.org'] })
  t.strictSame(kube.calls, ['getSecret', 'getSecret'])
})

t.test('at most a thousand accounts are cached', async t => {
  const { kube, of } = accounts()
  for (let number = 0; number <= 1000; number++) await of(`n-${number}`)
  await of('n-1')
  t.equal(kube.calls.length, 1001)
  await of('n-0')
  t.equal(kube.calls.length, 1002)
})

t.test('a failing API server makes a callback 503, and a defect is no such failure', async t => {
  const { kube, of } = accounts()
  kube.before = () => {
    throw forbidden()
  }
  const message = 'Cannot read the account of "conf": a request to the API server failed; send the callback again'
  await t.rejects(of('conf'), { outcome: 'unavailable', message, cause: forbidden() })
  kube.before = () => {
    throw new TypeError('a defect')
  }
  await t.rejects(of('conf'), { message: 'a defect' })
  kube.before = () => {}
  t.strictSame(await of('conf'), shared)
})
