import t from 'tap'
import { type Caller, limitCallers } from '../../hooks/payment/callers.ts'
import { Refusal, type RefusalOutcome } from '../../hooks/payment/refusal.ts'

function limited(said: { maxVain?: number; maxSources?: number } = {}) {
  const clock = { now: 0 }
  const limits = { maxVain: 2, windowMs: 60_000, suspectMs: 600_000, maxSources: 9, ...said }
  const callers = limitCallers({ ...limits, now: () => clock.now })
  /** What becomes of a callback that is charged so often and ends so. */
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

t.test('a source whose calls of PayPal are in vain has to wait, and no other', async t => {
  const { clock, call } = limited()
  t.strictSame([await call('not-genuine'), await call('foreign')], ['not-genuine', 'foreign'])
  t.equal(await call('recorded'), tooMany('a'))
  t.equal(await call('recorded', { from: 'b' }), 'recorded')
  clock.now = 59_999
  t.equal(await call('recorded'), tooMany('a'))
  clock.now = 60_000
  t.equal(await call('recorded'), 'recorded')
})

t.test(
  'a call is in vain when PayPal did not answer, when it is for another, and when it ends in a defect',
  async t => {
    for (const outcome of ['unavailable', 'foreign', 'not-genuine', 'failed'] as const) {
      const { call } = limited({ maxVain: 1 })
      await call(outcome)
      t.equal(await call('recorded'), tooMany('a'), outcome)
    }
  },
)

t.test('what costs PayPal nothing is never too much, whatever becomes of it', async t => {
  const { call } = limited({ maxVain: 1 })
  for (const outcome of ['not-genuine', 'foreign', 'unavailable', 'malformed', 'failed'] as const) {
    for (let times = 0; times < 9; times++) await call(outcome, { charges: 0 })
  }
  t.equal(await call('recorded'), 'recorded')
  await call('not-genuine')
  t.equal(await call('recorded', { charges: 0 }), 'recorded', 'also of a source that has to wait')
})

t.test('genuine callbacks are not limited, though there is no order for them, or a field is wrong', async t => {
  const { call } = limited({ maxVain: 1 })
  for (const outcome of ['recorded', 'unknown-order', 'malformed', 'recorded'] as const) {
    t.equal(await call(outcome), outcome)
  }
})

t.test('what is under way counts for a source of which a call was in vain, and for no other', async t => {
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
  t.equal(await call('recorded'), 'recorded', 'it is taken out once it is verified')
})

t.test('a source is suspect from its first false callback until a genuine one, or for ten minutes', async t => {
  const { clock, call, isSuspect } = limited()
  t.equal(await isSuspect(), false)
  for (const outcome of ['malformed', 'unavailable', 'too-many', 'failed'] as const) await call(outcome, { charges: 0 })
  t.equal(await isSuspect(), false, 'these prove nothing')
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

t.test('a callback that is under way sees that its source has become suspect', async t => {
  const { callers, call } = limited()
  let early: Caller | undefined
  await callers('a', async caller => {
    early = caller
  })
  t.equal(early?.isSuspect(), false)
  await call('not-genuine')
  t.equal(early?.isSuspect(), true)
})

t.test('so many sources are remembered, and the one not heard of for longest is forgotten first', async t => {
  const { call } = limited({ maxVain: 1, maxSources: 2 })
  await call('not-genuine', { from: 'a' })
  await call('not-genuine', { from: 'b' })
  t.equal(await call('recorded', { from: 'a' }), tooMany('a'))
  await call('not-genuine', { from: 'c' })
  t.equal(await call('recorded', { from: 'a' }), tooMany('a'))
  t.equal(await call('recorded', { from: 'b' }), 'recorded')
})
