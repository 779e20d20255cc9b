import t from 'tap'
import { newOrderName } from '../../../hooks/shop/links/order-name.ts'

t.test('names are random, and every letter and digit occurs', async t => {
  const names = Array.from({ length: 200 }, newOrderName)
  t.equal(new Set(names).size, 200)
  t.ok(names.every(name => /^web-[a-z2-7]{13}$/.test(name)))
  t.equal(new Set(names.flatMap(name => [...name.slice(4)])).size, 32)
})
