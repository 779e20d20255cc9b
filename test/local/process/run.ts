import t from 'tap'
import { run } from '../../../local/process/run.ts'

t.test('a command returns its output and its code', async t => {
  const script = 'cat; echo oops >&2; echo $WORD; exit 3'
  const printed = await run('/bin/sh', { args: ['-c', script], env: { WORD: 'word' }, input: 'in\n' })
  t.strictSame(printed, { code: 3, stdout: 'in\nword\n', stderr: 'oops\n' })
})

t.test('a command that does not read its input is no error', async t => {
  const printed = await run('/bin/sh', { args: ['-c', 'exec 0<&-; echo done'], input: 'x'.repeat(1_000_000) })
  t.strictSame(printed, { code: 0, stdout: 'done\n', stderr: '' })
})

t.test('a command without input reads none', async t => {
  t.strictSame(await run('/bin/cat', { args: [] }), { code: 0, stdout: '', stderr: '' })
})

t.test('a command that does not exist is an error', async t => {
  await t.rejects(run('/nowhere/kubectl', { args: [] }), { code: 'ENOENT' })
})
