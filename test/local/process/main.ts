import t from 'tap'
import { runMain } from '../../../local/process/main.ts'

// A timer stands for the processes or sockets that keep a command alive.
const alive = setInterval(() => {}, 60_000)
t.teardown(() => clearInterval(alive))

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
t.afterEach(() => {
  for (const name of names) process.removeAllListeners(name)
})

t.test('the code is the result of the work', async t => {
  t.equal(await runMain(async () => 4, { printError: t.fail }), 4)
})

t.test('the message of an error is printed, and the code is 1', async t => {
  const printed: string[] = []
  const printError = (line: string) => printed.push(line)
  t.equal(await runMain(() => Promise.reject(new Error('Cannot say "a": it must be b')), { printError }), 1)
  t.equal(await runMain(() => Promise.reject('text'), { printError }), 1)
  t.strictSame(printed, ['Cannot say "a": it must be b', 'text'])
})

for (const name of names) {
  t.test(`${name}, even twice, aborts the signal and nothing else`, async t => {
    const code = await runMain(
      async signal => {
        const aborted = new Promise(resolve => signal.addEventListener('abort', resolve))
        process.kill(process.pid, name)
        await aborted
        process.kill(process.pid, name)
        await new Promise(setImmediate)
        return 0
      },
      { printError: t.fail },
    )
    t.equal(code, 0)
  })
}

t.test('an error after the abort is its consequence: not printed, and the code is 1', async t => {
  const code = await runMain(
    async signal => {
      process.kill(process.pid, 'SIGTERM')
      await new Promise(resolve => signal.addEventListener('abort', resolve))
      throw signal.reason
    },
    { printError: t.fail },
  )
  t.equal(code, 1)
})

t.test('when the parent changes, the signal aborts', async t => {
  const pids = [10, 10, 10, 1]
  const work = async (signal: AbortSignal) => {
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    return 0
  }
  t.equal(await runMain(work, { printError: t.fail, parent: () => pids.shift() ?? 1, everyMs: 1 }), 0)
  t.strictSame(pids, [])
})
