import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findLastLine, readTail, sizeOf, waitForLine } from '../../../local/process/log-tail.ts'

t.test('the tail is the last lines', async t => {
  const log = join(t.testdir({ log: 'one\ntwo\nthree\n' }), 'log')
  t.equal(await readTail(log, 2), 'two\nthree')
  t.equal(await readTail(log), 'one\ntwo\nthree')
})

t.test('the tail of a long file is at most 8 KiB', async t => {
  const log = join(t.testdir({ log: `${'x'.repeat(100_000)}end` }), 'log')
  t.equal((await readTail(log)).length, 8 * 1024)
})

t.test('a file that does not exist is empty', async t => {
  t.equal(await readTail(join(t.testdir(), 'log')), '')
  t.equal(await sizeOf(join(t.testdir(), 'log')), 0)
})

t.test('a line is found that exists already, existed only before, or comes in two pieces', async t => {
  const log = join(t.testdir({ log: 'ready 1\n' }), 'log')
  const { signal } = new AbortController()
  const matches = (line: string) => line.startsWith('ready')
  t.equal(await waitForLine(log, { from: 0, matches, signal }), 'ready 1')
  const line = waitForLine(log, { from: 8, matches, signal })
  appendFileSync(log, 'other\nready')
  setImmediate(() => appendFileSync(log, ' 2\n'))
  t.equal(await line, 'ready 2')
})

t.test('the last line that matches is found, also across the blocks in which a long file is read', async t => {
  const blockBytes = 64 * 1024
  const matches = (line: string) => line.startsWith('é')
  for (const [text, expected] of [
    ['é 1\né 2\nother\n', 'é 2'],
    [
      `${'x\n'.repeat(10)}é${'1'.repeat(blockBytes * 2)}\n${'x\n'.repeat(blockBytes)}`,
      `é${'1'.repeat(blockBytes * 2)}`,
    ],
    // The first byte of the line is the last of a block.
    [`é 1\n${'x'.repeat(blockBytes - 4)}`, 'é 1'],
    [`é 1\né 2\n${'x'.repeat(blockBytes - 2)}`, 'é 2'],
    [`x é 1\n${'x'.repeat(blockBytes)}`, undefined],
    ['', undefined],
  ] as const)
    t.equal(await findLastLine(join(t.testdir({ log: text }), 'log'), matches), expected)
  t.equal(await findLastLine(join(t.testdir(), 'log'), matches), undefined)
})

t.test('an abort ends the wait for a line', async t => {
  const log = join(t.testdir(), 'log')
  writeFileSync(log, '')
  const stop = new AbortController()
  const line = waitForLine(log, { from: 0, matches: () => true, signal: stop.signal })
  setImmediate(() => stop.abort(new Error('ended')))
  await t.rejects(line, { message: 'ended' })
})
