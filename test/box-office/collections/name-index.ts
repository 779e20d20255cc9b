import t from 'tap'
import { NameIndex } from '../../../hooks/box-office/collections/name-index.ts'

t.test('a name belongs to its latest key', async t => {
  const index = new NameIndex()
  index.set('order-1', 'early-bird')
  index.set('order-2', 'early-bird')
  index.set('order-3', undefined)
  t.strictSame([...index.namesOf('early-bird')], ['order-1', 'order-2'])
  index.set('order-1', 'student')
  index.set('order-2', 'early-bird')
  t.strictSame([[...index.namesOf('early-bird')], [...index.namesOf('student')]], [['order-2'], ['order-1']])
  index.set('order-2', undefined)
  t.strictSame([...index.namesOf('early-bird')], [], 'one that has no key any more')
})

t.test('a key can gain, lose and regain names', async t => {
  const index = new NameIndex()
  for (const name of ['a', 'b', 'c']) index.set(name, 'plan')
  index.set('b', undefined)
  t.strictSame([...index.namesOf('plan')], ['a', 'c'])
  index.set('a', undefined)
  index.set('c', undefined)
  t.strictSame([...index.namesOf('plan')], [])
  index.set('d', 'plan')
  t.strictSame([...index.namesOf('plan')], ['d'])
})
