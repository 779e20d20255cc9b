import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'

const script = join(import.meta.dirname, '..', '..', 'scripts', 'check-words.ts')

function check(cwd: string, ...folders: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...folders], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

t.test('exits with 0 if every clause and every name is right', async t => {
  t.strictSame(check(t.testdir({ 'README.md': 'The order waits.\n' })), { status: 0, stdout: '', stderr: '' })
})

t.test('fails with a sentence per fault, of all folders or of one', async t => {
  const root = t.testdir({ 'README.md': 'What waits is lost.\n', docs: { 'a.md': 'Who waits is lost.\n' } })
  const [readme, doc] = [
    'Cannot accept "What waits is lost." in README.md:1: it must begin with its subject\n',
    'Cannot accept "Who waits is lost." in docs/a.md:1: it must begin with its subject\n',
  ]
  t.strictSame(check(root), { status: 1, stdout: '', stderr: `${readme}${doc}` })
  t.strictSame(check(root, 'docs/'), { status: 1, stdout: '', stderr: doc })
})
