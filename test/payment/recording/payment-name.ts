import t from 'tap'
import { derivedTransactionId, paymentName } from '../../../hooks/payment/recording/payment-name.ts'
import { fc } from '../../fixtures/properties.ts'

const fact = { provider: 'PAYPAL', transactionId: '61E67681CH3238416', state: 'Completed' } as const

t.equal(paymentName(fact), 'paypal-c154e80b655eef5e39082880260791c003502f81', 'every version gives the same name')

t.test('other providers, transactions and states have other names', async () => {
  const text = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 5 })
  const facts = fc.record({
    provider: fc.constantFrom('A', 'AB', 'PAYPAL'),
    transactionId: text,
    state: fc.constantFrom('Completed' as const, 'Pending' as const),
  })
  const parts = ({ provider, transactionId, state }: typeof fact | Parameters<typeof paymentName>[0]) =>
    [provider, transactionId, state].join('\n')
  fc.assert(
    fc.property(
      facts,
      facts,
      (one, other) => (paymentName(one) === paymentName(other)) === (parts(one) === parts(other)),
    ),
  )
})

t.test('a transaction without an id gets one from its order and body', async t => {
  const id = (namespace: string, name: string, body: string) =>
    derivedTransactionId({ namespace, name }, Buffer.from(body))
  t.match(id('conf', 'order-1', 'a=1'), /^sha256-[0-9a-f]{64}$/)
  t.equal(id('conf', 'order-1', 'a=1'), id('conf', 'order-1', 'a=1'))
  const others = [id('other', 'order-1', 'a=1'), id('conf', 'order-2', 'a=1'), id('conf', 'order-1', 'a=2')]
  t.equal(new Set([id('conf', 'order-1', 'a=1'), ...others]).size, 4)
})
