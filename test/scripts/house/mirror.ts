import t from 'tap'
import { mirrorFaults } from '../../../scripts/house/mirror.ts'

const map = (test: string) => {
  if (test.startsWith('test/e2e/')) return null
  return /^test\/(local|bench)\//.test(test) ? test.slice('test/'.length) : test.replace(/^test\//, 'hooks/')
}
const lines = (count: number) => 'start()\n'.repeat(count)

t.test('there are no faults if each file has a test of its own', async t => {
  const root = t.testdir({
    hooks: { 'sync-server.ts': lines(24), rules: { 'price.ts': '' } },
    local: { process: { 'ports.ts': '' } },
    scripts: { 'print.ts': '/* c8 ignore next */' },
    bench: { 'bench.ts': lines(24), 'table.ts': '', parts: { 'start.ts': '' } },
    test: {
      rules: { 'price.ts': '' },
      local: { process: { 'ports.ts': '' } },
      bench: { 'table.ts': '' },
      e2e: { 'walk.ts': '' },
      fixtures: { 'order.ts': '' },
    },
  })
  t.strictSame(mirrorFaults(root, map), [])
})

t.test('each faulty file is one sentence', async t => {
  const root = t.testdir({
    hooks: { 'payment-server.ts': lines(25), rules: { 'price.ts': '/* c8 ignore start */', 'seats.ts': '' } },
    local: { 'config.ts': '// v8 ignore next', 'start.ts': '/* istanbul ignore next */' },
    bench: { 'table.ts': '', parts: { 'start.ts': '' } },
    test: {
      rules: { 'price.ts': '', 'money.ts': '' },
      local: { 'config.ts': '' },
      bench: { parts: { 'start.ts': '' } },
    },
  })
  t.strictSame(mirrorFaults(root, map), [
    'Cannot accept "bench/table.ts": it must have a test of its own, "test/bench/table.ts"',
    'Cannot accept "hooks/rules/seats.ts": it must have a test of its own, "test/rules/seats.ts"',
    'Cannot accept "hooks/rules/price.ts": it must not contain a comment that hides it from coverage',
    'Cannot accept "local/config.ts": it must not contain a comment that hides it from coverage',
    'Cannot accept "local/start.ts": it must not contain a comment that hides it from coverage',
    'Cannot accept "hooks/payment-server.ts": it must have less than 25 lines; move its decisions to a file with a test',
    'Cannot accept "test/bench/parts/start.ts": it must mirror a file that exists',
    'Cannot accept "test/rules/money.ts": it must mirror a file that exists',
  ])
})
