import t from 'tap'
import { readArguments, usage } from '../../../hooks/box-office/explain/arguments.ts'
import { findings } from '../../../hooks/rules/box-office/explain.ts'

t.test('the argument is the namespace and the name of an order', async t => {
  t.strictSame(readArguments(['conf/order-1']), { namespace: 'conf', name: 'order-1' })
  t.equal(readArguments(['--help']), 'help')
})

t.test('any other argument leads to one sentence', async t => {
  for (const argv of [[], ['order-1'], ['a/b/c'], ['a/'], ['a/b', 'c/d'], ['--all']]) {
    t.throws(() => readArguments(argv), {
      message: `Cannot explain "${argv.join(' ')}": it must be NAMESPACE/NAME of an order, or --help`,
    })
  }
})

t.test('the help lists every rule', async t => {
  for (const [rule, finding] of Object.entries(findings))
    t.ok(usage.includes(`  ${rule.padEnd(10)} ${finding}\n`), rule)
})
