import t from 'tap'
import { NameIndex } from '../../hooks/box-office/name-index.ts'

t.test('names are found by the key they have now', async t => {
  const index = new NameIndex()
  index.set('order-1', 'early-bird')
  index.set('order-2', 'early-bird')
  index.set('order-3', undefined)
  t.strictSame([...index.of('early-bird')], ['order-1', 'order-2'])
  index.set('order-1', 'student')
  index.set('order-2', 'early-bird')
  t.strictSame([[...index.of('early-bird')], [...index.of('student')]], [['order-2'], ['order-1']])
  index.set('order-2', undefined)
  t.strictSame([...index.of('early-bird')], [], 'one that has no key any more')
})
