import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { limitConcurrency } from '../../../hooks/payment/paypal/concurrency.ts'

/** Runs that a test ends, and the names of those under way. The names in `suspects` are suspects. */
function stage(options: { running: number; waiting: number; kept?: number }) {
  const inTurn = limitConcurrency({ kept: 0, ...options })
  const running = new Map<string, () => void>()
  const suspects = new Set<string>()
  return {
    running,
    suspects,
    run: (name: string, signal = AbortSignal.timeout(60_000)) =>
      inTurn(
        { signal, isSuspect: () => suspects.has(name) },
        () => new Promise<string>(resolve => running.set(name, () => resolve(name))),
      ),
    async end(name: string) {
      running.get(name)?.()
      running.delete(name)
      await setImmediate()
    },
  }
}

const refusal = {
  outcome: 'unavailable',
  message: 'Cannot verify the callback: too many are being verified; send it again',
}

t.test('a bounded number runs at once, and the others follow in order of arrival', async t => {
  const { run, running, end } = stage({ running: 2, waiting: 9 })
  const all = ['a', 'b', 'c', 'd'].map(name => run(name))
  t.strictSame([...running.keys()], ['a', 'b'])
  await end('b')
  t.strictSame([...running.keys()], ['a', 'c'])
  await end('a')
  await end('c')
  await end('d')
  t.strictSame(await Promise.all(all), ['a', 'b', 'c', 'd'])
  const later = run('e')
  await end('e')
  t.equal(await later, 'e')
})

t.test('a failed run frees its turn too', async t => {
  const inTurn = limitConcurrency({ running: 1, waiting: 9, kept: 0 })
  const visitor = { signal: AbortSignal.timeout(60_000), isSuspect: () => false }
  const fails = inTurn(visitor, async () => Promise.reject(new Error('a fault')))
  const next = inTurn(visitor, async () => 'next')
  await t.rejects(fails, { message: 'a fault' })
  t.equal(await next, 'next')
})

t.test('a full queue and too long a wait are 503', async t => {
  const { run, running, end } = stage({ running: 1, waiting: 1 })
  const first = run('first')
  const impatient = new AbortController()
  const waiting = run('impatient', impatient.signal)
  await t.rejects(run('too many'), refusal)
  impatient.abort()
  await t.rejects(waiting, refusal)
  await t.rejects(run('aborted', AbortSignal.abort()), refusal)
  const last = run('last')
  await end('first')
  t.strictSame([...running.keys()], ['last'], 'nobody waits for a visitor that has left')
  await end('last')
  t.strictSame(await Promise.all([first, last]), ['first', 'last'])
})

t.test('suspects never get the kept turns, and wait behind all others', async t => {
  const { run, running, suspects, end } = stage({ running: 3, waiting: 9, kept: 1 })
  for (const name of ['s1', 's2', 's3']) suspects.add(name)
  const all = ['s1', 's2', 's3', 'a', 'b'].map(name => run(name))
  t.strictSame([...running.keys()], ['s1', 's2', 'a'], 'one turn was kept')
  await end('s1')
  t.strictSame([...running.keys()], ['s2', 'a', 'b'], 'b came after s3')
  await end('a')
  t.strictSame([...running.keys()], ['s2', 'b', 's3'])
  for (const name of ['s2', 'b', 's3']) await end(name)
  t.strictSame(await Promise.all(all), ['s1', 's2', 's3', 'a', 'b'])
})

t.test('a visitor that becomes suspect during its wait gives way from then on', async t => {
  const { run, running, suspects, end } = stage({ running: 1, waiting: 9 })
  const all = ['first', 's', 'a'].map(name => run(name))
  suspects.add('s')
  await end('first')
  t.strictSame([...running.keys()], ['a'])
  await end('a')
  t.strictSame([...running.keys()], ['s'])
  await end('s')
  t.strictSame(await Promise.all(all), ['first', 's', 'a'])
})

t.test('in a full queue the last suspect loses its place, but only to a visitor that is not suspect', async t => {
  const { run, running, suspects, end } = stage({ running: 1, waiting: 2 })
  for (const name of ['s1', 's2', 's3']) suspects.add(name)
  const first = run('first')
  const [s1, s2] = [run('s1'), run('s2')]
  const lost = t.rejects(s2, refusal)
  await t.rejects(run('s3'), refusal)
  const a = run('a')
  await lost
  await end('first')
  t.strictSame([...running.keys()], ['a'])
  await end('a')
  await end('s1')
  t.strictSame(await Promise.all([first, a, s1]), ['first', 'a', 's1'])
})
