import { mock } from 'node:test'
import t from 'tap'
import { Office } from '../../hooks/box-office/office.ts'
import { aWrite, fakeRegistry } from '../fixtures/box-office/fake-conference.ts'
import { now } from '../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

// Each change during a turn waits for the next one.
async function turn(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
}

/** An office with a clock that the test moves. */
function start() {
  const { registry, registered, conference } = fakeRegistry()
  const clock = { at: now, passed: 0, now: () => clock.at, monotonic: () => clock.passed }
  const closed = new Set<string>()
  const [written, looks, seconds, logged]: [string[], string[], number[], unknown[][]] = [[], [], [], []]
  const office = new Office({
    registry,
    gate: ({ namespace }) => (closed.has(namespace) ? 'closed by a test' : undefined),
    clock,
    write: ({ namespace }, writes) => void written.push(...writes.map(({ name }) => `${namespace}/${name}`)),
    onLook: ({ namespace }) => void looks.push(namespace),
    onDecision: taken => void seconds.push(taken),
    log: { error: (...line: unknown[]) => void logged.push(line) } as never,
  })
  /** Advances the clock, and runs the timers that are due. */
  const pass = async (ms: number) => {
    clock.at += ms
    mock.timers.tick(ms)
    await turn()
  }
  const decisions = (namespace?: string) => conference(namespace).told.splice(0).length
  return { office, registry, registered, conference, clock, closed, written, looks, seconds, logged, pass, decisions }
}

t.test('several changes lead to one decision, and its writes are sent', async t => {
  const { office, registered, conference, written, seconds, pass, clock } = start()
  conference().wakes = 0
  conference().wanted = [aWrite('a'), aWrite('b')]
  for (let change = 0; change < 3; change++) office.touch(registered())
  t.strictSame(conference().told, [])
  await pass(0)
  t.strictSame(conference().told, [['decide', clock.at]])
  t.strictSame([written, seconds], [['conf/a', 'conf/b'], [0]])
})

t.test('a change without consequences leads to no decision', async t => {
  const { office, registered, conference, looks, pass } = start()
  office.touch(registered())
  await pass(0)
  await pass(60_000)
  t.strictSame([conference().told, looks], [[], ['conf']])
})

t.test('each conference is decided when its time comes', async t => {
  const { office, registered, conference, pass, decisions } = start()
  const [first, second] = [conference('first'), conference('second')]
  first.wakes = now + 20_000
  second.wakes = now + 10_000
  for (const namespace of ['first', 'second']) office.touch(registered(namespace))
  await pass(0)
  await pass(9_999)
  t.strictSame([decisions('first'), decisions('second')], [0, 0])
  await pass(1)
  t.strictSame([decisions('first'), decisions('second')], [0, 1])
  await pass(10_000)
  t.strictSame([decisions('first'), decisions('second')], [1, 0])
})

t.test('a due time may move, and the clock may be set', async t => {
  const { office, registered, conference, clock, pass, decisions } = start()
  conference().wakes = now + 3_600_000
  office.touch(registered())
  await pass(0)
  conference().wakes = now + 60_000
  office.touch(registered())
  await pass(0)
  await pass(30_000)
  t.equal(decisions(), 0)
  clock.at += 60_000
  await pass(30_000)
  t.equal(decisions(), 1)
})

t.test('a closed conference waits, and is checked every second', async t => {
  const { office, registered, conference, closed, looks, pass, decisions } = start()
  closed.add('conf')
  conference().wakes = 0
  for (let change = 0; change < 2; change++) {
    office.touch(registered())
    await pass(0)
  }
  await pass(1_000)
  await pass(0)
  t.strictSame([decisions(), looks], [0, []])
  closed.clear()
  await pass(1_000)
  await pass(0)
  t.strictSame([decisions(), looks], [1, ['conf']])
})

t.test('a conference that is still due is decided again, at once after a write, else after a pause', async t => {
  const { office, registered, conference, pass, decisions } = start()
  const { decide } = conference()
  conference().decide = at => {
    const writes = decide(at)
    conference().wakes = 0
    return writes
  }
  conference().wakes = 0
  conference().wanted = [aWrite('a')]
  office.touch(registered())
  await pass(0)
  await pass(0)
  t.equal(decisions(), 2)
  await pass(49)
  t.equal(decisions(), 0)
  await pass(1)
  await pass(0)
  t.equal(decisions(), 1)
})

t.test('a defect in one conference does not delay the others, and is retried after 5 s', async t => {
  const { office, registered, conference, logged, pass, decisions } = start()
  const defect = new Error('a defect')
  conference('broken').defect = defect
  for (const namespace of ['broken', 'conf']) {
    conference(namespace).wakes = 0
    office.touch(registered(namespace))
  }
  await pass(0)
  t.strictSame(logged, [[{ err: defect, namespace: 'broken' }, 'deciding a conference failed']])
  t.equal(decisions('conf'), 1)
  office.touch(registered('broken'))
  await pass(4_999)
  t.equal(decisions('broken'), 0)
  await pass(1)
  await pass(0)
  t.equal(decisions('broken'), 1)
})

t.test('a long turn yields to the other work of the program', async t => {
  const { office, registered, conference, clock, pass, decisions } = start()
  for (const namespace of ['a', 'b', 'c']) {
    const fake = conference(namespace)
    const { decide } = fake
    fake.wakes = 0
    fake.decide = at => {
      clock.passed += 15
      return decide(at)
    }
    office.touch(registered(namespace))
  }
  await turn()
  t.ok(decisions('a') + decisions('b') + decisions('c') >= 2)
  await pass(0)
  t.equal(decisions('a') + decisions('b') + decisions('c') <= 1, true)
})

t.test('a conference without due orders is idle', async t => {
  const { office, registered, conference, pass } = start()
  t.equal(office.isIdle(registered()), true)
  conference().wakes = now + 1
  t.equal(office.isIdle(registered()), true)
  conference().wakes = now
  t.equal(office.isIdle(registered()), false)
  conference().wakes = undefined
  office.touch(registered())
  t.equal(office.isIdle(registered()), false)
  await pass(0)
  t.equal(office.isIdle(registered()), true)
})

t.test('a deleted conference is forgotten', async t => {
  const { office, registry, registered, conference, pass, decisions } = start()
  const gone = registered()
  Object.assign(conference(), { empty: true, wakes: 0 })
  registry.dropIfEmpty('conf')
  office.touch(gone)
  await pass(0)
  t.strictSame((gone.conference as unknown as ReturnType<typeof conference>).told, [])
  t.equal(decisions(), 0)
})

t.test('nothing is decided after a stop', async t => {
  const { office, registered, conference, closed, pass, decisions } = start()
  conference('timed').wakes = now + 1_000
  conference('parked').wakes = 0
  closed.add('parked')
  for (const namespace of ['timed', 'parked']) office.touch(registered(namespace))
  await pass(0)
  conference('touched').wakes = 0
  office.touch(registered('touched'))
  office.stop()
  office.touch(registered('parked'))
  closed.clear()
  await pass(10_000)
  t.strictSame([decisions('timed'), decisions('parked'), decisions('touched')], [0, 0, 0])
})
