import t from 'tap'
import { billedQuantity } from '../../../hooks/rules/box-office/order.ts'

t.test('an order costs the reserved tickets that it still asks for', async t => {
  const table: [why: string, ordered: number, reserved: number, expected: number][] = [
    ['as many as it wants', 2, 2, 2],
    ['it wants more than it has', 3, 2, 2],
    ['it wants fewer than it has', 1, 2, 1],
    ['it wants nothing', 0, 2, 0],
    ['nothing is reserved', 2, 0, 0],
  ]
  for (const [why, quantity, reserved, expected] of table) {
    t.equal(billedQuantity({ quantity }, { quantity: reserved }), expected, why)
  }
})
