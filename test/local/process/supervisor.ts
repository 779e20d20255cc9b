import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { waitForLine } from '../../../local/process/log-tail.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { isAlive } from '../../fixtures/process.ts'

function supervise(
  t: Test,
  times: { graceMs?: number; patienceMs?: number } = {},
): { supervisor: Supervisor; logs: string } {
  const logs = t.testdir()
  const supervisor = new Supervisor({ logs, ...times })
  t.teardown(() => supervisor.stop())
  return { supervisor, logs }
}

/** A shell script that prints a line when it is ready. */
function program(name: string, script = 'echo ready; exec sleep 60'): Program {
  const ready: Program['ready'] = async ({ log, from, signal }) => {
    await waitForLine(log, { from, matches: line => line === 'ready', signal })
  }
  return { name, command: '/bin/sh', args: ['-c', script], ready }
}

t.test('a program is started when it is ready, and runs until the supervisor stops', async t => {
  const { supervisor, logs } = supervise(t)
  await supervisor.start(program('one'))
  t.equal(readFileSync(join(logs, 'one.log'), 'utf8'), 'ready\n')
  const pid = supervisor.pid('one')
  t.ok(isAlive(pid))
  await supervisor.stop()
  t.notOk(isAlive(pid))
  t.equal(supervisor.pid('two'), undefined)
})

t.test('programs are stopped in reverse order, one after the other', async t => {
  const { supervisor, logs } = supervise(t)
  const order = join(logs, 'order')
  for (const name of ['one', 'two', 'three']) {
    const script = `trap 'echo ${name} >> ${order}; exit' TERM; echo ready; while :; do sleep 0.01; done`
    await supervisor.start(program(name, script))
  }
  await Promise.all([supervisor.stop(), supervisor.stop()])
  t.equal(readFileSync(order, 'utf8'), 'three\ntwo\none\n')
})

t.test('a program that ignores SIGTERM is killed after the grace period', async t => {
  const { supervisor } = supervise(t, { graceMs: 50 })
  await supervisor.start(program('one', `trap '' TERM; echo ready; while :; do sleep 0.01; done`))
  const pid = supervisor.pid('one')
  await supervisor.stop()
  t.notOk(isAlive(pid))
})

t.test('a program that exits unexpectedly is reported with the end of its log, and the others are stopped', async t => {
  const { supervisor, logs } = supervise(t)
  await supervisor.start(program('one'))
  await supervisor.start(
    program('two', `trap 'echo last words; exit 7' USR1; echo ready; while :; do sleep 0.01; done`),
  )
  process.kill(Number(supervisor.pid('two')), 'SIGUSR1')
  const { message } = await supervisor.failed
  t.equal(
    message,
    `Cannot run "two": it exited unexpectedly with code 7; the end of ${logs}/two.log:\nready\nlast words`,
  )
  await supervisor.stop()
  t.notOk(isAlive(supervisor.pid('one')))
})

t.test('a program killed from outside is reported', async t => {
  const { supervisor, logs } = supervise(t)
  await supervisor.start(program('one'))
  await supervisor.start(program('two'))
  process.kill(Number(supervisor.pid('one')), 'SIGKILL')
  t.equal(
    (await supervisor.failed).message,
    `Cannot run "one": it exited unexpectedly with signal SIGKILL; the end of ${logs}/one.log:\nready`,
  )
  await supervisor.stop()
  t.notOk(isAlive(supervisor.pid('two')))
})

t.test('a program that ends before it is ready rejects the start, and nothing can be started after it', async t => {
  const { supervisor, logs } = supervise(t)
  const message = `Cannot run "one": it exited unexpectedly with code 2; the end of ${logs}/one.log:\nno`
  await t.rejects(supervisor.start(program('one', 'echo no; exit 2')), { message })
  await t.rejects(supervisor.start(program('two')), { message })
})

t.test('a program that is not ready in time rejects the start with the end of its log', async t => {
  const { supervisor, logs } = supervise(t, { patienceMs: 300 })
  await t.rejects(supervisor.start(program('one', 'echo waiting; exec sleep 60')), {
    message: `Cannot start "one": it must be ready within 0.3 s; the end of ${logs}/one.log:\nwaiting`,
  })
})

t.test('a start rejects with the failure of another program that comes before its end', async t => {
  const { supervisor } = supervise(t)
  await supervisor.start(program('one'))
  const starting = supervisor.start(program('two', 'exec sleep 60'))
  process.kill(Number(supervisor.pid('one')), 'SIGKILL')
  await t.rejects(starting, { message: /^Cannot run "one"/ })
})

t.test('a start rejects when a stop comes before its end', async t => {
  const { supervisor } = supervise(t)
  const starting = supervisor.start({
    ...program('one'),
    ready: () => supervisor.stop().then(() => new Promise<never>(() => {})),
  })
  await t.rejects(starting, { message: 'Cannot start "one": it must not be stopped before it is ready' })
  await t.rejects(supervisor.start(program('two')), {
    message: 'Cannot start "two": its supervisor must not be stopped',
  })
})

t.test('a restarted program is another process, the others stay, and no failure is reported', async t => {
  const { supervisor, logs } = supervise(t)
  await supervisor.start(program('one'))
  await supervisor.start(program('two', 'echo $PPID; echo ready; exec sleep 60'))
  await supervisor.start({ name: 'three', command: '/bin/sleep', args: ['60'] })
  const before = ['one', 'two', 'three'].map(name => supervisor.pid(name))
  await supervisor.restart('two', { whileDown: async () => void t.notOk(isAlive(before[1])) })
  await supervisor.restart('three', { signal: 'SIGTERM' })
  const after = ['one', 'two', 'three'].map(name => supervisor.pid(name))
  t.equal(after[0], before[0])
  t.not(after[1], before[1])
  t.not(after[2], before[2])
  t.ok(after.every(isAlive))
  t.strictSame(readFileSync(join(logs, 'two.log'), 'utf8'), `${process.pid}\nready\n`.repeat(2))
})

t.test('a program that is ended is forgotten, the others stay, and another may take its name', async t => {
  const { supervisor, logs } = supervise(t)
  await supervisor.start(program('one'))
  await supervisor.start(program('two', `trap 'echo told; exit' TERM; echo ready; while :; do sleep 0.01; done`))
  const [one, two] = ['one', 'two'].map(name => supervisor.pid(name))
  await supervisor.end('two')
  t.strictSame([isAlive(one), isAlive(two), supervisor.pid('two')], [true, false, undefined])
  t.equal(readFileSync(join(logs, 'two.log'), 'utf8'), 'ready\ntold\n')
  await supervisor.start(program('two'))
  t.ok(isAlive(supervisor.pid('two')))
})

t.test('names are unique, and only started programs can be restarted or ended', async t => {
  const { supervisor } = supervise(t)
  await supervisor.start(program('one'))
  await t.rejects(supervisor.start(program('one')), { message: 'Cannot start "one": its name must not be in use' })
  await t.rejects(supervisor.restart('two'), { message: 'Cannot restart "two": it must have been started' })
  await t.rejects(supervisor.end('two'), { message: 'Cannot stop "two": it must have been started' })
})

t.test('programs are dead before their supervising process has exited', async t => {
  const module = JSON.stringify(join(import.meta.dirname, '../../../local/process/supervisor.ts'))
  const script = `const { Supervisor } = await import(${module})
    const supervisor = new Supervisor({ logs: ${JSON.stringify(t.testdir())} })
    await supervisor.start({ name: 'one', command: '/bin/sleep', args: ['60'] })
    console.log(supervisor.pid('one'))
    setImmediate(() => { throw new Error('uncaught') })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  const exit = once(parent, 'exit')
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const [code] = await exit
  t.equal(code, 1)
  t.notOk(isAlive(Number(line)))
})
