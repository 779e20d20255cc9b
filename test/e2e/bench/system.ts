import t from 'tap'
import { measureQuickly } from '../../fixtures/bench-command.ts'

t.test('the whole system is measured, printed beside a peer, and written as JSON', async t => {
  const report = await measureQuickly(t, ['system', 'flash', 'peer'])
  t.match(report.engine, process.env['METACONTROLLER'] ? /^metacontroller/ : /^stand-in$/)
  const tickets = report.figures.find(({ name }) => name === 'requests of a sale: engine, create tickets')
  t.equal(tickets?.median, 1, 'an order of one ticket needs one request that makes it')
  const payments = report.peer?.comparisons.filter(({ what }) => what === 'payments')
  t.match(payments, [{ theirs: '32', of: { ours: '20 orders' } }])
})
