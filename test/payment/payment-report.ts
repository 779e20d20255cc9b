import t from 'tap'
import { readOrderKey, requireNamespace } from '../../hooks/payment/payment-report.ts'

const where = { field: 'custom', namespace: 'conf' }

t.test('an order is named with or without its namespace', async t => {
  t.strictSame(readOrderKey('order-1', where), { namespace: 'conf', name: 'order-1' })
  t.strictSame(readOrderKey('conf/order-1', where), { namespace: 'conf', name: 'order-1' })
  t.strictSame(readOrderKey('other/a.b', where), { namespace: 'other', name: 'a.b' })
})

t.test('what is no name of an order is refused', async t => {
  for (const text of ['', 'Order_1', 'a/b/c', '/order-1', 'order-1/', 'a..b', '-a', 'x'.repeat(56)]) {
    const message = `reading custom "${text}": must be the name of an order, or namespace/order`
    t.throws(() => readOrderKey(text, where), { outcome: 'malformed', message }, text)
  }
})

t.test('an order of another namespace than the one of the path is not ours', async t => {
  requireNamespace({ namespace: 'conf', name: 'order-1' }, 'conf')
  const message = 'finding order "other/order-1": must be in namespace "conf"'
  t.throws(() => requireNamespace({ namespace: 'other', name: 'order-1' }, 'conf'), { outcome: 'foreign', message })
})
