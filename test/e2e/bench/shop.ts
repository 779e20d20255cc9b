import t from 'tap'
import { measureQuickly } from '../../fixtures/bench-command.ts'

t.test('page views and a flash sale through the shop are measured beside a bare route and the API', async t => {
  const { figures } = await measureQuickly(t, ['shop'])
  t.match(figures[0], { name: 'views of the plans page', baseline: { name: 'a bare route of Fastify' } })
  const sale = figures.find(({ name }) => name === 'until the last ticket')
  t.match(sale, { size: '20 browsers, 5 seats', baseline: { name: 'the same sale by the API' } })
})
