import t from 'tap'
import { createBackOff } from '../../../hooks/shop/live/back-off.ts'

t.test('pauses double up to ten seconds, less up to half by chance', async t => {
  const pauses: number[] = []
  t.intercept(globalThis, 'setTimeout', { value: (_run: () => void, pause: number) => pauses.push(pause) })
  const backOff = createBackOff(1_000)
  const run = () => {}
  for (let attempt = 0; attempt < 6; attempt++) backOff.retry(run)
  backOff.reset()
  backOff.retry(run)
  const longest = [1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 1_000]
  t.ok(pauses.every((pause, index) => pause <= Number(longest[index]) && pause >= Number(longest[index]) / 2))
  t.equal(pauses.length, longest.length)
})

t.test('the longest pause can be another one', async t => {
  const pauses: number[] = []
  t.intercept(globalThis, 'setTimeout', { value: (_run: () => void, pause: number) => pauses.push(pause) })
  const backOff = createBackOff(1_000, 3_000)
  for (let attempt = 0; attempt < 4; attempt++) backOff.retry(() => {})
  t.ok(pauses.every(pause => pause <= 3_000))
  t.ok(Number(pauses.at(-1)) >= 1_500)
})

t.test('the last retry alone runs, and none after the end', async t => {
  const backOff = createBackOff(1)
  backOff.retry(() => t.fail('an earlier one'))
  await new Promise<void>(resolve => backOff.retry(resolve))
  backOff.retry(() => t.fail('after the end'))
  backOff.stop()
  await new Promise<void>(resolve => createBackOff(8).retry(resolve))
})
