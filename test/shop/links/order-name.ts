import t from 'tap'
import { isShopOrderName, newOrderName } from '../../../hooks/shop/links/order-name.ts'

t.test('names are random, and every letter and digit occurs', async t => {
  const names = Array.from({ length: 200 }, newOrderName)
  t.equal(new Set(names).size, 200)
  t.ok(names.every(isShopOrderName))
  t.equal(new Set(names.flatMap(name => [...name.slice(4)])).size, 32)
})

t.test('other names are not of the shop', async t => {
  const others = ['order-1', 'web-', 'web-abcdefghijkl', 'web-abcdefghijklmn', 'web-abcdefghijkl1', 'web-ABCDEFGHIJKLM']
  t.strictSame(others.filter(isShopOrderName), [])
})
