import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { withTimeLimit } from '../../hooks/kube/time-limit.ts'

async function waitForAbort(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

t.test('a run that ends in time returns its result', async t => {
  const limit = { milliseconds: 60_000, outer: new AbortController().signal }
  t.equal(await withTimeLimit(limit, async () => 'done'), 'done')
  await t.rejects(
    withTimeLimit(limit, () => Promise.reject(new Error('failed'))),
    new Error('failed'),
  )
})

t.test('the signal aborts after the time, or with the outer signal', async t => {
  const outer = new AbortController()
  await withTimeLimit({ milliseconds: 1, outer: outer.signal }, waitForAbort)
  const ended = withTimeLimit({ milliseconds: 60_000, outer: outer.signal }, waitForAbort)
  outer.abort()
  await ended
  await withTimeLimit({ milliseconds: 60_000, outer: outer.signal }, waitForAbort)
  t.pass('all three ended')
})

t.test('the signal aborts at the end of the run', async t => {
  const outer = new AbortController().signal
  const signal = await withTimeLimit({ milliseconds: 60_000, outer }, async signal => signal)
  t.equal(signal.aborted, true)
})

t.test('the signal aborts even if nothing listened to it', async t => {
  const outer = new AbortController().signal
  const ended = await withTimeLimit({ milliseconds: 1, outer }, async signal => {
    await setTimeout(20)
    return signal.aborted
  })
  t.equal(ended, true)
})
