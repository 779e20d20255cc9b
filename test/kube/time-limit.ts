import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { withTimeLimit } from '../../hooks/kube/time-limit.ts'

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

t.test('what is done in time is answered', async t => {
  const limit = { milliseconds: 60_000, outer: new AbortController().signal }
  t.equal(await withTimeLimit(limit, async () => 'done'), 'done')
  await t.rejects(
    withTimeLimit(limit, () => Promise.reject(new Error('failed'))),
    new Error('failed'),
  )
})

t.test('the signal ends with the time, or with the outer one', async t => {
  const outer = new AbortController()
  await withTimeLimit({ milliseconds: 1, outer: outer.signal }, aborted)
  const ended = withTimeLimit({ milliseconds: 60_000, outer: outer.signal }, aborted)
  outer.abort()
  await ended
  await withTimeLimit({ milliseconds: 60_000, outer: outer.signal }, aborted)
  t.pass('all three ended')
})

t.test('nothing that was started with the signal outlives the run', async t => {
  const outer = new AbortController().signal
  const signal = await withTimeLimit({ milliseconds: 60_000, outer }, async signal => signal)
  t.equal(signal.aborted, true)
})

t.test('it ends also when nobody listened meanwhile', async t => {
  const outer = new AbortController().signal
  const ended = await withTimeLimit({ milliseconds: 1, outer }, async signal => {
    await setTimeout(20)
    return signal.aborted
  })
  t.equal(ended, true)
})
