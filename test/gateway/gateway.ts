import t from 'tap'
import type { GatewayClient, PaymentFact } from '../../hooks/gateway/gateway.ts'
import type { PaymentReport } from '../../hooks/payment/payment-report.ts'

t.test('a fact of the API is a report of a webhook without its order', async t => {
  const fact: PaymentFact = {
    provider: 'STRIPE',
    transactionId: 'pi_1',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  }
  const report: PaymentReport = { ...fact, order: { namespace: 'conf', name: 'order-1' }, by: 'namespace and name' }
  const { order: _order, by: _by, ...same }: PaymentReport = report
  t.strictSame(same, fact)
})

t.test('a client has one name for each call, whatever the gateway', async t => {
  const names: Record<keyof GatewayClient, true> = {
    provider: true,
    keepsKeysMs: true,
    open: true,
    read: true,
    find: true,
    capture: true,
    expire: true,
    refund: true,
    readRefund: true,
    findRefund: true,
  }
  t.equal(Object.keys(names).length, 10)
})
