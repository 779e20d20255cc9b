import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'check-mirror.ts')
const map = {
  'package.json': '{ "type": "module" }',
  'coverage-map.js': "export default test => test.replace('test/', 'hooks/')",
}

function check(cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('reads from the coverage map of the project which file a test mirrors', async t => {
  const root = t.testdir({ ...map, hooks: { 'order.ts': '' }, test: { 'order.ts': '' } })
  t.strictSame(check(root), { status: 0, stdout: '', stderr: '' })
})

t.test('fails with a sentence per fault', async t => {
  const root = t.testdir({ ...map, hooks: { 'order.ts': '' } })
  t.strictSame(check(root), {
    status: 1,
    stdout: '',
    stderr: 'Cannot accept "hooks/order.ts": it must have a test of its own, "test/order.ts"\n',
  })
})
