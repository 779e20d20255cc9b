import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'

const root = join(import.meta.dirname, '..', '..')
const script = join(root, 'scripts', 'check-errors.ts')

function check(cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('exits with 0 if every error follows the grammar', async t => {
  t.strictSame(check(root), { status: 0, stdout: '', stderr: '' })
})

t.test('fails with a sentence per fault', async t => {
  const { status, stdout, stderr } = check(t.testdir({ hooks: { 'a.ts': "throw new Error('reading x: must be y')" } }))
  const fault =
    'Cannot accept "reading x: must be y" in hooks/a.ts:1: it must be Cannot <verb> <what> "<value>": <what must hold>; <next step>\n'
  t.strictSame([status, stdout, stderr.startsWith(fault)], [1, '', true])
})
