import { spawnSync } from 'node:child_process'
import t from 'tap'
import { runProgram } from '../../hooks/config/run-program.ts'

const module = new URL('../../hooks/config/run-program.ts', import.meta.url).href

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
    const script = `import { runProgram } from '${module}'; await runProgram(async () => { throw ${thrown} })`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    t.strictSame({ status, stdout, stderr }, { status: 1, stdout: '', stderr: expected }, why)
  }
})
