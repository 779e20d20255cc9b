import { mock } from 'node:test'
import t from 'tap'
import { createInquiries } from '../../../hooks/box-office/writing/inquiries.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { settled } from '../../fixtures/box-office/fake-writes.ts'
import { anOrder, aReservation, now } from '../../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

/** Inquiries at an API server that gives the answers of the test. */
function start() {
  const { registered, conference } = fakeRegistry()
  const answers: { reservation: Reservation | undefined | Error; order: Order | undefined | Error } = {
    reservation: undefined,
    order: undefined,
  }
  const [asked, again, retried, logged]: [string[], string[], string[], unknown[][]] = [[], [], [], []]
  const answer = async <T>(what: T | Error, key: { namespace: string; name: string }) => {
    asked.push(`${key.namespace}/${key.name}`)
    if (what instanceof Error) throw what
    return what
  }
  const ended = new AbortController()
  const inquiries = createInquiries({
    api: {
      getReservation: key => answer(answers.reservation, key),
      getOrder: key => answer(answers.order, key),
    },
    check: object => ('spec' in (object as object) ? undefined : "reservation must have required property 'spec'"),
    clock: { now: () => now },
    unwritten: { retry: ({ namespace }, name) => void retried.push(`${namespace}/${name}`) },
    onAnswer: ({ namespace }) => void again.push(namespace),
    log: { warn: (...line: unknown[]) => void logged.push(line) } as never,
    signal: ended.signal,
  })
  const pass = async (ms: number) => {
    mock.timers.tick(ms)
    await settled()
  }
  return { inquiries, registered, conference, answers, asked, again, retried, logged, ended, pass }
}

t.test('the outcome of a write is looked up after a pause', async t => {
  const { inquiries, registered, conference, answers, again, pass } = start()
  const stored = aReservation()
  answers.reservation = stored
  conference().unknown.add('order-1')
  inquiries.resolve(registered(), 'order-1', 1)
  await pass(99)
  t.strictSame(conference().told, [])
  await pass(1)
  t.strictSame(conference().told, [['resolve', 'order-1', stored, now]])
  t.strictSame(again, ['conf'])
})

t.test('the look-up is repeated until a readable answer arrives', async t => {
  const { inquiries, registered, conference, answers, asked, logged, pass } = start()
  const error = new Error('unreachable')
  answers.reservation = error
  conference().unknown.add('order-1')
  inquiries.resolve(registered(), 'order-1', 1)
  await pass(100)
  const { spec: _, ...misfit } = aReservation()
  answers.reservation = misfit as never
  await pass(200)
  answers.reservation = undefined
  await pass(399)
  t.strictSame([asked.length, conference().told], [2, []])
  await pass(1)
  t.strictSame(conference().told, [['resolve', 'order-1', undefined, now]])
  t.match(logged, [
    [{ err: error, namespace: 'conf', name: 'order-1' }, 'the outcome of a write is still unknown; retrying'],
    [{ err: { message: `Cannot read the reservation "order-1": reservation must have required property 'spec'` } }],
  ])
})

t.test(
  'an outcome that the watch has shown is not looked up, and nothing is looked up after the end of the program',
  async t => {
    const { inquiries, registered, conference, asked, retried, ended, pass } = start()
    inquiries.resolve(registered(), 'told', 1)
    conference().unknown.add('late')
    await pass(100)
    inquiries.resolve(registered(), 'late', 1)
    ended.abort()
    await pass(100)
    t.strictSame(asked, [])
    t.strictSame(retried, ['conf/told'], 'its failure is reported for a moment more')
  },
)

t.test('the more often a write has failed, the later it is looked up', async t => {
  const { inquiries, registered, conference, asked, pass } = start()
  conference().unknown.add('order-1')
  inquiries.resolve(registered(), 'order-1', 4)
  await pass(799)
  t.strictSame(asked, [])
  await pass(1)
  t.strictSame(asked, ['conf/order-1'])
  conference().unknown.add('order-1')
  inquiries.resolve(registered(), 'order-1', 40)
  await pass(4_999)
  t.equal(asked.length, 1)
  await pass(1)
  t.equal(asked.length, 2)
})

t.test('the API server decides whether an order that no view shows exists', async t => {
  const { inquiries, registered, conference, answers, again, logged } = start()
  const doubt = { name: 'order-1', uid: 'uid-of-order-1' }
  const told = () => conference().told.splice(0)
  conference().inDoubt = [doubt]
  const settleDoubts = async () => {
    inquiries.settleDoubts(registered())
    await settled()
    return told()
  }
  t.strictSame(await settleDoubts(), [['orderGone', doubt, now]])
  answers.order = anOrder({ metadata: { uid: 'another' } })
  t.strictSame(await settleDoubts(), [['orderGone', doubt, now]], 'another one of its name')
  answers.order = anOrder()
  t.strictSame(await settleDoubts(), [['orderFound', doubt, now]])
  t.strictSame(again, ['conf', 'conf', 'conf'])
  const error = new Error('unreachable')
  answers.order = error
  t.strictSame(await settleDoubts(), [])
  t.strictSame(logged, [
    [{ err: error, namespace: 'conf', name: 'order-1' }, 'looking up the order of a reservation failed; retrying'],
  ])
})

t.test('eight orders are looked up at once, and none twice', async t => {
  const { inquiries, registered, conference, asked } = start()
  conference().inDoubt = Array.from({ length: 10 }, (_, index) => ({ name: `o${index}`, uid: `u${index}` }))
  inquiries.settleDoubts(registered())
  t.equal(asked.length, 8)
  inquiries.settleDoubts(registered())
  t.equal(asked.length, 8)
  conference().inDoubt = conference().inDoubt.slice(0, 2)
  await settled()
  inquiries.settleDoubts(registered())
  inquiries.settleDoubts(registered())
  t.strictSame(asked.slice(8), ['conf/o0', 'conf/o1'])
})
