import t from 'tap'
import { measureQuickly } from '../../fixtures/bench-command.ts'

t.test('several conferences that sell at once are measured beside one', async t => {
  const { figures } = await measureQuickly(t, ['conferences'])
  t.match(figures[0], { size: '2 conferences of 10 orders', baseline: { name: 'one conference of 20' } })
})
