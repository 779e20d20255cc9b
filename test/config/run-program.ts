import { spawnSync } from 'node:child_process'
import t from 'tap'
import { runProgram } from '../../hooks/config/run-program.ts'

const module = new URL('../../hooks/config/run-program.ts', import.meta.url).href

/** Runs a script that uses the module, in a process of its own. */
function runScript(script: string, args: string[] = []): { status: number | null; stdout: string; stderr: string } {
  const whole = `import { runCommand, runProgram } from '${module}'; ${script}`
  const nodeArgs = ['--input-type=module', '-e', whole, '--', 'command', ...args]
  const env = { ...process.env, NODE_OPTIONS: '' }
  const { status, stdout, stderr } = spawnSync(process.execPath, nodeArgs, { encoding: 'utf8', env })
  return { status, stdout, stderr }
}

t.test('a program that starts keeps running', async t => {
  const before = process.exitCode
  let started = 0
  await runProgram(async () => {
    started += 1
  })
  t.equal(started, 1)
  t.equal(process.exitCode, before)
})

t.test('a program that cannot start prints one sentence and exits with code 1', async t => {
  const sentence = 'Cannot listen on PORT "x": it must be a number from 0 to 65535'
  const table: [why: string, thrown: string, expected: string][] = [
    ['an error', `new RangeError(${JSON.stringify(sentence)})`, `${sentence}\n`],
    ['anything else', '"no error"', 'no error\n'],
  ]
  for (const [why, thrown, expected] of table) {
    const result = runScript(`await runProgram(async () => { throw ${thrown} })`)
    t.strictSame(result, { status: 1, stdout: '', stderr: expected }, why)
  }
})

t.test('a command gets its arguments, and writes its log to standard error', async t => {
  t.strictSame(runScript(`await runCommand(async ({ argv, log }) => log(argv.join('+')))`, ['a', 'b']), {
    status: 0,
    stdout: '',
    stderr: 'a+b\n',
  })
})

t.test('Ctrl-C and SIGTERM abort the signal of a command', async t => {
  for (const name of ['SIGINT', 'SIGTERM']) {
    const work = `async ({ log, signal }) => {
      const waits = setInterval(() => {}, 60_000)
      const aborted = new Promise(resolve => signal.addEventListener('abort', resolve))
      process.kill(process.pid, '${name}')
      await aborted
      clearInterval(waits)
      log('aborted')
    }`
    t.strictSame(runScript(`await runCommand(${work})`), { status: 0, stdout: '', stderr: 'aborted\n' }, name)
  }
})
