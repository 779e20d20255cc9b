import t from 'tap'
import { countFailures, isRefusal, reasonOfFailure, visitAfter } from '../../hooks/cashier/gateway-failure.ts'
import { GatewayError } from '../../hooks/gateway/gateway-error.ts'

t.test('each failure has a reason and a pause', async t => {
  const kinds = ['refused', 'keys', 'limited', 'unknown'] as const
  t.strictSame(
    kinds.map(kind => reasonOfFailure(new GatewayError(kind, 'No')).reason),
    ['GatewayRefused', 'KeysRefused', 'GatewayBusy', 'GatewayUnreachable'],
  )
  t.equal(reasonOfFailure(new GatewayError('keys', 'x'.repeat(2000))).message.length, 1024)
  t.strictSame(visitAfter(new GatewayError('unknown', 'No')), { next: 'retry' })
  t.strictSame(visitAfter(new GatewayError('limited', 'No', { retryAfterMs: 5 })), { next: 'retry', pauseMs: 5 })
  t.strictSame([new GatewayError('refused', 'No'), new GatewayError('keys', 'No'), new Error('No')].map(isRefusal), [
    true,
    false,
    false,
  ])
})

t.test('failures of gateways are counted', async t => {
  const counts: string[] = []
  const nothing = () => {}
  const counters = {
    countFailure: (provider: string, kind: string) => void counts.push(`${provider} ${kind}`),
    countState: nothing,
    countUnrecorded: nothing,
  }
  const of = { provider: 'STRIPE', counters }
  t.equal(await countFailures(Promise.resolve(1), of), 1)
  await t.rejects(countFailures(Promise.reject(new GatewayError('keys', 'No')), of), { message: 'No' })
  await t.rejects(countFailures(Promise.reject(new Error('Broken')), of), { message: 'Broken' })
  t.strictSame(counts, ['STRIPE keys'])
})
