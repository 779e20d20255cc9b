import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'check-imports.ts')

function check(cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('exits with 0 if every import is allowed', async t => {
  t.strictSame(check(t.testdir({ hooks: { rules: { 'money.ts': '' } } })), { status: 0, stdout: '', stderr: '' })
})

t.test('fails with a sentence per fault', async t => {
  const root = t.testdir({ hooks: { rules: { 'money.ts': "import { order } from '../sync/order.ts'" } } })
  const stderr =
    'Cannot accept "hooks/rules/money.ts": it must not import "hooks/sync/order.ts"; hooks/rules/ may import nothing\n'
  t.strictSame(check(root), { status: 1, stdout: '', stderr })
})
