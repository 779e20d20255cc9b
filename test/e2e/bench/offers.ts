import t from 'tap'
import { measureQuickly } from '../../fixtures/bench-command.ts'

t.test('a sale of many plans in pools, with coupons, is measured beside a sale of one plan', async t => {
  const { figures } = await measureQuickly(t, ['offers'])
  t.match(figures[0], {
    size: '20 orders, 4 plans in 2 pools, 3 coupons',
    baseline: { name: 'one plan, 20 orders' },
  })
  t.ok(figures.every(({ median }) => median > 0))
})
