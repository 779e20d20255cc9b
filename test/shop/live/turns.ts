import t from 'tap'
import { createTurns } from '../../../hooks/shop/live/turns.ts'

t.test('a limited number runs at once, and the others follow in their order', async t => {
  const turns = createTurns(2)
  const began: number[] = []
  const releases: (() => void)[] = []
  const run = (number: number) =>
    turns(async () => {
      began.push(number)
      await new Promise<void>(resolve => releases.push(resolve))
      return number
    })
  const results = [1, 2, 3, 4].map(run)
  await new Promise(setImmediate)
  t.strictSame(began, [1, 2])
  releases.shift()?.()
  t.equal(await results[0], 1)
  await new Promise(setImmediate)
  t.strictSame(began, [1, 2, 3])
  while (releases.length > 0) {
    releases.shift()?.()
    await new Promise(setImmediate)
  }
  t.strictSame(
    [began, await Promise.all(results)],
    [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ],
  )
})

t.test('a failure passes its turn on', async t => {
  const turns = createTurns(1)
  await t.rejects(
    turns(async () => Promise.reject(new Error('Cannot read'))),
    { message: 'Cannot read' },
  )
  t.equal(await turns(async () => 1), 1)
})
