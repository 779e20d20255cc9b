import { join } from 'node:path'
import t from 'tap'
import { readDefects } from '../../../scripts/defects/defect.ts'

const price =
  'Prices are doubles.\nTests: test/rules/price.ts, test/rules/money.ts\nTests: test/sync/plan.ts\ndiff --git a/x b/x\n'
const seat = 'Tests: test/rules/order/seats.ts\nFocus: two leaders\n--- a/x\n+++ b/x\n+Tests: not-a-header.ts\n'

t.test('a defect is a patch with tests and a focus in its header', async t => {
  const root = t.testdir({ test: { defects: { 'price.patch': price, 'seat.patch': seat, 'notes.md': '' } } })
  const file = (name: string) => join(root, 'test', 'defects', name)
  const first = {
    name: 'price',
    patch: file('price.patch'),
    tests: ['test/rules/price.ts', 'test/rules/money.ts', 'test/sync/plan.ts'],
  }
  const second = { name: 'seat', patch: file('seat.patch'), tests: ['test/rules/order/seats.ts'], focus: 'two leaders' }
  t.strictSame(readDefects(root, []), [first, second])
  t.strictSame(readDefects(root, ['seat']), [second])
  t.throws(() => readDefects(root, ['seat', 'sofa']), {
    message: 'Cannot find defect "sofa": it must be one of price, seat',
  })
})

t.test('a patch without tests is rejected, and so is an empty folder', async t => {
  const root = t.testdir({ test: { defects: { 'price.patch': 'diff --git a/x b/x\nTests: too/late.ts\n' } } })
  t.throws(() => readDefects(root, []), {
    message: /price.patch": it must name its tests before the patch, as "Tests: <file>"$/,
  })
  t.throws(() => readDefects(t.testdir({}), []), {
    message: 'Cannot read "test/defects/": it must hold at least one patch',
  })
})
