import { createInterface } from 'node:readline'
import t from 'tap'
import { leftIn, startBench } from '../../fixtures/bench-command.ts'

t.test('a Ctrl-C ends it, and nothing is left behind', async t => {
  const { command, folder, exit, errors } = await startBench(t, ['--quick', '--part', 'system'])
  for await (const line of createInterface({ input: command.stdout })) if (line.includes('running, with')) break
  const { processes } = await leftIn(folder)
  t.ok(processes.length >= 3, 'the control plane runs; the engine is away while plain orders are stored')
  command.kill('SIGINT')
  t.strictSame([await exit, await errors], [[1, null], ''])
  t.strictSame(await leftIn(folder), { files: [], processes: [] })
})
