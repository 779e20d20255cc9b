import t from 'tap'
import { readArguments } from '../../hooks/report/arguments.ts'

t.test('a report has a name, a conference and a format', async t => {
  t.strictSame(readArguments(['orders', 'conf']), { report: 'orders', conference: 'conf', format: 'table' })
  t.strictSame(readArguments(['sales', 'conf', '--csv']), { report: 'sales', conference: 'conf', format: 'csv' })
  t.strictSame(readArguments(['--json', 'refunds', 'conf']), { report: 'refunds', conference: 'conf', format: 'json' })
})

t.test('--help wins', async t => {
  for (const argv of [['--help'], ['orders', '--help'], ['x', 'y', 'z', '--csv', '--json', '--help']])
    t.equal(readArguments(argv), 'help')
})

t.test('any other arguments are refused', async t => {
  for (const argv of [
    [],
    ['orders'],
    ['orders', ''],
    ['orders', 'a', 'b'],
    ['tickets', 'conf'],
    ['toString', 'conf'],
    ['orders', 'conf', '--csv', '--json'],
    ['orders', 'conf', '--xml'],
    ['orders', 'conf', '--csv=yes'],
  ])
    t.throws(() => readArguments(argv), {
      message: `Cannot run "${argv.join(' ')}": it must be attendees|orders|payments|refunds|sales CONFERENCE [--csv|--json], or --help`,
    })
})
