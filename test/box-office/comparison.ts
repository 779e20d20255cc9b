import { mock } from 'node:test'
import t from 'tap'
import { Comparison } from '../../hooks/box-office/comparison.ts'
import { aWrite, fakeRegistry } from '../fixtures/box-office/fake-conference.ts'
import { now } from '../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }))
t.afterEach(() => mock.timers.reset())

const minute = 60_000

/** A comparison with a clock that the test moves. */
function start() {
  const { registry, registered, conference } = fakeRegistry()
  const clock = { passed: 0, now: () => now, monotonic: () => clock.passed }
  const [closed, due] = [new Set<string>(), new Set<string>()]
  const [differed, touched, compared, logged]: [number[], string[], string[], unknown[][]] = [[], [], [], []]
  const comparison = new Comparison({
    registry,
    gate: ({ namespace }) => (closed.has(namespace) ? 'closed by a test' : undefined),
    clock,
    office: { isIdle: ({ namespace }) => !due.has(namespace) },
    onDifference: orders => void differed.push(orders),
    touch: ({ namespace }) => void touched.push(namespace),
    log: { error: (...line: unknown[]) => void logged.push(line) } as never,
  })
  /** A conference whose full decision takes that long. */
  const open = (namespace: string, ms = 1) => {
    registered(namespace)
    const fake = conference(namespace)
    fake.decideFully = () => {
      clock.passed += ms
      compared.push(namespace)
      return fake.differing
    }
    return fake
  }
  /** Advances the clock, and takes one turn. */
  const pass = (ms: number) => {
    clock.passed += ms
    mock.timers.tick(1_000)
  }
  return { comparison, open, pass, closed, due, differed, touched, compared, logged }
}

t.test('every conference is compared after 5 minutes, and nothing is reported without a difference', async t => {
  const { open, pass, compared, differed, touched, logged } = start()
  for (const namespace of ['a', 'b']) open(namespace)
  pass(5 * minute - 1)
  t.strictSame(compared, [])
  pass(1_000)
  t.strictSame(compared, ['a', 'b'])
  pass(minute)
  t.strictSame(compared, ['a', 'b'])
  pass(4 * minute)
  t.strictSame(compared, ['a', 'b', 'a', 'b'])
  t.strictSame([differed, touched, logged], [[], [], []])
})

t.test('a difference is counted and logged, and its orders are decided again', async t => {
  const { open, pass, differed, touched, logged } = start()
  const base = { resourceVersion: '7' } as never
  const conference = open('conf')
  conference.differing = [aWrite('order-1', { decision: 'Sold', base }), aWrite('order-2')]
  pass(5 * minute)
  t.strictSame(differed, [2])
  t.match(logged, [
    [
      {
        namespace: 'conf',
        orders: 2,
        writes: [
          { name: 'order-1', spec: { decision: 'Sold' }, base: '7' },
          { name: 'order-2', spec: { decision: 'Held' } },
        ],
      },
      'the full decision differs from the incremental one',
    ],
  ])
  t.strictSame(conference.told, [['recheck', ['order-1', 'order-2']]])
  t.strictSame(touched, ['conf'])
})

t.test('a conference is compared when nothing of it is due, and never while another process decides on it', async t => {
  const { open, pass, closed, due, compared } = start()
  for (const namespace of ['due', 'closed']) open(namespace)
  const { unknown } = open('selling')
  unknown.add('order-1')
  due.add('due')
  closed.add('closed')
  pass(5 * minute)
  t.strictSame(compared, ['selling'], 'a sale has writes under way at every moment')
  for (const each of [due, closed]) each.clear()
  pass(1_000)
  t.strictSame(compared, ['selling', 'due'])
})

t.test('large conferences are compared one at a time, with pauses', async t => {
  const { open, pass, compared } = start()
  for (const namespace of ['a', 'b']) open(namespace, 60)
  pass(5 * minute)
  t.strictSame(compared, ['a'])
  pass(1_000)
  t.strictSame(compared, ['a', 'b'])
})

t.test('a defect in one comparison does not stop the others', async t => {
  const { open, pass, compared, logged } = start()
  const defect = new Error('a defect')
  open('broken').decideFully = () => {
    throw defect
  }
  open('conf')
  pass(5 * minute)
  t.strictSame(compared, ['conf'])
  t.strictSame(logged, [[{ err: defect, namespace: 'broken' }, 'comparing decisions failed']])
})

t.test('nothing is compared after a stop', async t => {
  const { comparison, open, pass, compared } = start()
  open('conf')
  comparison.stop()
  pass(10 * minute)
  t.strictSame(compared, [])
})
