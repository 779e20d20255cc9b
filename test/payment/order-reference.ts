import t from 'tap'
import { readOrderReference, requireConference, requireOrderReference } from '../../hooks/payment/order-reference.ts'

const nothing = ['', 'Order_1', 'a/b/c', '/order-1', 'order-1/', 'a..b', '-a', 'x'.repeat(56), 'user_42']

t.test('an order is named with or without its namespace', async t => {
  const read = (text: string) => readOrderReference(text, 'conf')
  t.strictSame(read('order-1'), { namespace: 'conf', name: 'order-1', namesConference: false })
  t.strictSame(read('conf/order-1'), { namespace: 'conf', name: 'order-1', namesConference: true })
  t.strictSame(read('other/a.b'), { namespace: 'other', name: 'a.b', namesConference: true })
  for (const text of nothing) t.equal(read(text), undefined, text)
})

t.test('a required field that names no order is refused by its name', async t => {
  const where = { field: 'custom', namespace: 'conf' }
  t.match(requireOrderReference('order-1', where), { name: 'order-1' })
  for (const text of nothing) {
    const message = `Cannot read custom "${text}": it must be the name of an order, or namespace/order`
    t.throws(() => requireOrderReference(text, where), { outcome: 'malformed', message }, text)
  }
})

t.test('an order in another namespace than that of the path is not ours', async t => {
  const reference = { namespace: 'other', name: 'order-1', namesConference: true }
  const message = 'Cannot find order "other/order-1": it must be in namespace "conf"'
  t.throws(() => requireConference(reference, { path: 'conf', isShared: false }), { outcome: 'foreign', message })
  requireConference(reference, { path: 'other', isShared: true })
})

t.test('an order on a shared account must be named with its namespace', async t => {
  const reference = { namespace: 'conf', name: 'order-1', namesConference: false }
  requireConference(reference, { path: 'conf', isShared: false })
  const message =
    'Cannot find order "order-1": it must be named "conf/order-1", because the account is not the conference\'s own'
  t.throws(() => requireConference(reference, { path: 'conf', isShared: true }), { outcome: 'foreign', message })
})
