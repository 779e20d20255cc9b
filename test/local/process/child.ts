import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t from 'tap'
import { startChild } from '../../../local/process/child.ts'
import { isAlive } from '../../fixtures/process.ts'

const sh = (script: string) => ({ name: 'one', command: '/bin/sh', args: ['-c', script] })

t.test('the output is appended to the log, and the exit code is returned', async t => {
  const log = join(t.testdir({ log: 'before\n' }), 'log')
  const child = startChild(sh('echo out; echo err >&2; exit 3'), log)
  t.equal(await child.ended, 'code 3')
  t.equal(readFileSync(log, 'utf8'), 'before\nout\nerr\n')
  child.kill('SIGKILL')
})

t.test('the environment is the given one, else PATH and HOME', async t => {
  const log = join(t.testdir(), 'log')
  const script = 'echo "$SECRET,$WORD,$HOME"'
  process.env.SECRET = 'secret'
  await startChild({ ...sh(script), env: { WORD: 'word' } }, log).ended
  await startChild(sh(script), log).ended
  t.equal(readFileSync(log, 'utf8'), `,word,\n,,${process.env.HOME}\n`)
})

t.test('a signal ends it', async t => {
  const child = startChild(sh('exec sleep 60'), join(t.testdir(), 'log'))
  t.ok(isAlive(child.pid))
  child.kill('SIGTERM')
  t.equal(await child.ended, 'signal SIGTERM')
  t.notOk(isAlive(child.pid))
})

t.test('a command that cannot be executed is one sentence', async t => {
  t.throws(() => startChild({ name: 'etcd', command: '/nowhere/etcd', args: [] }, join(t.testdir(), 'log')), {
    message: 'Cannot start etcd with command "/nowhere/etcd": the file must exist and be executable',
  })
})

t.test('it ends with its parent, even with one that is killed', async t => {
  const log = join(t.testdir(), 'log')
  const module = JSON.stringify(join(import.meta.dirname, '../../../local/process/child.ts'))
  const script = `const { startChild } = await import(${module})
    console.log(startChild(${JSON.stringify(sh('exec sleep 60'))}, ${JSON.stringify(log)}).pid)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  t.ok(isAlive(Number(line)))
  const gone = startChild(sh(`while kill -0 ${line} && [ "$(ps -o stat= -p ${line})" != Z ]; do sleep 0.01; done`), log)
  parent.kill('SIGKILL')
  t.equal(await gone.ended, 'code 0')
})
