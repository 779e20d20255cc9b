import { spawnSync } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'

const project = join(import.meta.dirname, '..', '..')

const script = join(project, 'scripts', 'print.ts')

function print(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** A folder with the chart and helm, so that the files of the project stay unchanged. */
function copy(t: Test): string {
  const root = t.testdir({ '.local': { bin: t.fixture('symlink', join(project, '.local', 'bin')) } })
  for (const printed of ['charts', 'ARCHITECTURE.md', 'README.md', 'docs/payments.md', 'docs/operations.md'])
    cpSync(join(project, printed), join(root, printed), { recursive: true })
  return root
}

t.test('the printed files of the project are up to date', async t => {
  t.strictSame(print(project, '--check'), { status: 0, stdout: '', stderr: '' })
})

t.test('printed files pass the check, until somebody edits one', async t => {
  const root = copy(t)
  t.strictSame(print(root), { status: 0, stdout: '', stderr: '' })
  t.strictSame(print(root, '--check'), { status: 0, stdout: '', stderr: '' })
  writeFileSync(join(root, 'metacontroller', 'ticket.yaml'), '')
  t.strictSame(print(root, '--check'), {
    status: 1,
    stdout: '',
    stderr: 'Cannot accept "metacontroller/ticket.yaml": it must be printed or removed, because nothing prints it\n',
  })
})

t.test('without helm it ends with one sentence', async t => {
  const root = copy(t)
  rmSync(join(root, '.local'), { recursive: true })
  t.strictSame(print(root), {
    status: 1,
    stdout: '',
    stderr: 'Cannot print metacontroller/ with ".local/bin/helm": it must be built first; run "npm run build"\n',
  })
})
