import t from 'tap'
import { type Caller, limitCallers } from '../../hooks/payment/callers.ts'
import { Refusal, type RefusalOutcome } from '../../hooks/payment/refusal.ts'

function limited(said: { maxVain?: number; maxSources?: number } = {}) {
  const clock = { now: 0 }
  const limits = { maxVain: 2, windowMs: 60_000, suspectMs: 600_000, maxSources: 9, ...said }
  const callers = limitCallers({ ...limits, now: () => clock.now })
  /** The outcome of a callback with so many charges and that end. */
  const call = async (outcome: RefusalOutcome | 'recorded' | 'failed', { from = 'a', charges = 1 } = {}) => {
    try {
      return await callers(from, async caller => {
        for (let charge = 0; charge < charges; charge++) caller.charge()
        if (outcome === 'failed') throw new TypeError('a defect')
        if (outcome !== 'recorded') throw new Refusal(outcome, outcome)
        return outcome
      })
    } catch (error) {
      return (error as Error).message
    }
  }
  const isSuspect = (from = 'a') => callers(from, async caller => caller.isSuspect())
  return { clock, callers, call, isSuspect }
}

const tooMany = (source: string) =>
  `Cannot verify a callback from "${source}": too many of its callbacks could not be verified; send it again in 60 s`

t.test('a source with too many calls of PayPal in vain must wait, and no other source', async t => {
  const { clock, call } = limited()
  t.strictSame([await call('not-genuine'), await call('foreign')], ['not-genuine', 'foreign'])
  t.equal(await call('recorded'), tooMany('a'))
  t.equal(await call('recorded', { from: 'b' }), 'recorded')
  clock.now = 59_999
  t.equal(await call('recorded'), tooMany('a'))
  clock.now = 60_000
  t.equal(await call('recorded'), 'recorded')
})

t.test('a call is in vain after no answer, a callback for another account, or a defect', async t => {
  for (const outcome of ['unavailable', 'foreign', 'not-genuine', 'failed'] as const) {
    const { call } = limited({ maxVain: 1 })
    await call(outcome)
    t.equal(await call('recorded'), tooMany('a'), outcome)
  }
})

t.test('callbacks that cost PayPal nothing are never too many', async t => {
  const { call } = limited({ maxVain: 1 })
  for (const outcome of ['not-genuine', 'foreign', 'unavailable', 'malformed', 'failed'] as const) {
    for (let times = 0; times < 9; times++) await call(outcome, { charges: 0 })
  }
  t.equal(await call('recorded'), 'recorded')
  await call('not-genuine')
  t.equal(await call('recorded', { charges: 0 }), 'recorded', 'even from a source that must wait')
})

t.test('genuine callbacks have no limit, even with an unknown order or a wrong field', async t => {
  const { call } = limited({ maxVain: 1 })
  for (const outcome of ['recorded', 'unknown-order', 'malformed', 'recorded'] as const) {
    t.equal(await call(outcome), outcome)
  }
})

t.test('calls under way count only for a source with a call in vain', async t => {
  const { callers, call } = limited()
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  const wait = (from: string) =>
    callers(from, async caller => {
      caller.charge()
      await over
    })
  await call('not-genuine')
  const waiting = ['a', 'b', 'b', 'b'].map(wait)
  t.equal(await call('recorded'), tooMany('a'))
  t.equal(await call('recorded', { from: 'b' }), 'recorded')
  end()
  await Promise.all(waiting)
  t.equal(await call('recorded'), 'recorded', 'a verified call no longer counts')
})

t.test('a source is suspect from its first false callback until a genuine one, or for ten minutes', async t => {
  const { clock, call, isSuspect } = limited()
  t.equal(await isSuspect(), false)
  for (const outcome of ['malformed', 'unavailable', 'too-many', 'failed'] as const) await call(outcome, { charges: 0 })
  t.equal(await isSuspect(), false, 'these outcomes prove nothing')
  await call('not-genuine', { charges: 0 })
  t.strictSame([await isSuspect(), await isSuspect('b')], [true, false])
  await call('recorded', { charges: 0 })
  t.equal(await isSuspect(), true)
  await call('recorded')
  t.equal(await isSuspect(), false)
  await call('unavailable')
  clock.now = 599_999
  t.equal(await isSuspect(), true)
  clock.now = 600_000
  t.equal(await isSuspect(), false)
})

t.test('a callback under way sees that its source has become suspect', async t => {
  const { callers, call } = limited()
  let early: Caller | undefined
  await callers('a', async caller => {
    early = caller
  })
  t.equal(early?.isSuspect(), false)
  await call('not-genuine')
  t.equal(early?.isSuspect(), true)
})

t.test('the number of remembered sources is bounded, and the longest silent one is forgotten first', async t => {
  const { call } = limited({ maxVain: 1, maxSources: 2 })
  await call('not-genuine', { from: 'a' })
  await call('not-genuine', { from: 'b' })
  t.equal(await call('recorded', { from: 'a' }), tooMany('a'))
  await call('not-genuine', { from: 'c' })
  t.equal(await call('recorded', { from: 'a' }), tooMany('a'))
  t.equal(await call('recorded', { from: 'b' }), 'recorded')
})
