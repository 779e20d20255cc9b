import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { limitConcurrency } from '../../hooks/payment/concurrency.ts'

/** Runs that end when they are told, and who is running. */
function stage(options: { running: number; waiting: number }) {
  const inTurn = limitConcurrency(options)
  const running = new Map<string, () => void>()
  return {
    running,
    run: (name: string, signal = AbortSignal.timeout(60_000)) =>
      inTurn(signal, () => new Promise<string>(resolve => running.set(name, () => resolve(name)))),
    async end(name: string) {
      running.get(name)?.()
      running.delete(name)
      await setImmediate()
    },
  }
}

t.test('so many run at once, and the others in the order in which they came', async t => {
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

t.test('what fails makes room too', async t => {
  const inTurn = limitConcurrency({ running: 1, waiting: 9 })
  const signal = AbortSignal.timeout(60_000)
  const fails = inTurn(signal, async () => Promise.reject(new Error('a fault')))
  const next = inTurn(signal, async () => 'next')
  await t.rejects(fails, { message: 'a fault' })
  t.equal(await next, 'next')
})

t.test('a full line, and a wait that was too long, are to be sent again', async t => {
  const { run, running, end } = stage({ running: 1, waiting: 1 })
  const refusal = {
    outcome: 'unavailable',
    message: 'verifying the callback: must be sent again, too many are being verified',
  }
  const first = run('first')
  const impatient = new AbortController()
  const waiting = run('impatient', impatient.signal)
  await t.rejects(run('too many'), refusal)
  impatient.abort()
  await t.rejects(waiting, refusal)
  await t.rejects(run('aborted', AbortSignal.abort()), refusal)
  const last = run('last')
  await end('first')
  t.strictSame([...running.keys()], ['last'], 'nobody waits for who has left')
  await end('last')
  t.strictSame(await Promise.all([first, last]), ['first', 'last'])
})
