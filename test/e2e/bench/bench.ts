import { text } from 'node:stream/consumers'
import t from 'tap'
import { measureQuickly, startBench } from '../../fixtures/bench-command.ts'

t.test('the parts without a control plane are measured, printed, and written as JSON', async t => {
  await measureQuickly(t, ['hooks', 'functions'])
})

t.test('the start of the programs is measured, printed, and written as JSON', async t => {
  await measureQuickly(t, ['start'])
})

t.test('figures of an earlier run are printed beside a peer', async t => {
  const figure = { part: 'system', name: 'payment to ticket', size: '20 orders', unit: 'orders/s' }
  const values = { median: 64, least: 64, most: 64, rounds: [64], ratio: 1 }
  const figures = [{ ...figure, ...values, baseline: { name: 'itself', median: 64, rounds: [64] } }]
  const machine = { cores: 2, processor: 'a processor', memoryMB: 1, platform: 'linux', node: 'v24' }
  const report = { version: '0.3.0', at: '2026-11-20T08:00:00Z', seconds: 1, machine, sizes: {}, figures, faults: [] }
  const { command, exit, errors } = await startBench(t, ['--part', 'peer', '--json', 'bench.json'], {
    'bench.json': JSON.stringify(report),
  })
  const printed = text(command.stdout)
  t.strictSame([await exit, await errors], [[0, null], ''])
  t.match(await printed, /^payments +orders\/s +32 +0 to 3,000 orders +64 +20 orders +2$/m)
})

t.test('without an earlier run there is nothing to print', async t => {
  const { folder, exit, errors } = await startBench(t, ['--part', 'peer', '--json', 'none.json'])
  const sentence = `Cannot read the figures "${folder}/none.json": an earlier run must have written them\n`
  t.strictSame([await exit, await errors], [[1, null], sentence])
})

t.test('an unknown part is one sentence', async t => {
  const { exit, errors } = await startBench(t, ['--part', 'everything'])
  const sentence =
    'Cannot read --part "everything": it must be one of hooks, functions, system, conferences, offers, flash, shop, start, peer\n'
  t.strictSame([await exit, await errors], [[1, null], sentence])
})
