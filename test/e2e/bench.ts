import t from 'tap'
import { measureQuickly, startBench } from '../fixtures/bench-command.ts'

t.test('the parts without a control plane are measured, told, and written as JSON', async t => {
  await measureQuickly(t, ['hooks', 'functions'])
})

t.test('so is the start of the programs', async t => {
  await measureQuickly(t, ['start'])
})

t.test('an unknown part is one sentence', async t => {
  const { exit, errors } = await startBench(t, ['--part', 'everything'])
  const sentence = 'read --part "everything": it must be one of hooks, functions, system, flash, start\n'
  t.strictSame([await exit, await errors], [[1, null], sentence])
})
