import t from 'tap'
import { runChaos } from '../../../simulation/chaos/chaos.ts'
import { sentenceOf, tableOf } from '../../../simulation/chaos/report.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

// A busy machine takes half a minute to start what was killed.
t.setTimeout(900_000)

t.test('60 orders for 20 seats, and each process killed once: every promise is kept at every revision', async t => {
  const system = await startTestSystem(t, { standby: true, cashier: true })
  const log = (line: string) => t.comment(line)
  const report = await runChaos(system, { orders: 60, seats: 20, rounds: 1, lapses: false, limitMs: 840_000, log })
  t.comment(tableOf(report))
  t.strictSame(report.violations.map(sentenceOf), [])
  t.equal(report.figures.get('orders'), 60)
  t.ok(Number(report.figures.get('payments recorded')) >= 10, 'it was a sale')
  t.ok(Number(report.figures.get('charges of the gateway')) >= 4, 'buyers paid at the gateway')
  t.ok(Number(report.figures.get('refunds of the gateway')) >= 1, 'money went back')
  t.match(report.figures.get('until the standby decided, after the kill of the leader'), /^[0-9.]+ s$/)
  t.ok(Number(report.figures.get('watch resumed')) >= 1, 'the log went through the kill of the store')
})
