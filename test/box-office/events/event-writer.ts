import t from 'tap'
import { type EventOutcome, EventWriter } from '../../../hooks/box-office/events/event-writer.ts'
import { orderEvent } from '../../../hooks/box-office/events/order-event.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { anOrder, now } from '../../fixtures/objects.ts'

const milestone = { reason: 'Waitlisted', type: 'Normal', note: '' } as const
const event = orderEvent(anOrder({ metadata: { namespace: 'conf' } }), milestone, { instance: 'test', at: now })

function start({ perSecond = 2, refusal }: { perSecond?: number; refusal?: KubeError } = {}) {
  const clock = { time: 0, monotonic: () => clock.time }
  const [counted, written, logged]: [EventOutcome[], unknown[], unknown[][]] = [[], [], []]
  const writer = new EventWriter({
    api: {
      async createEvent(event) {
        if (refusal) throw refusal
        written.push(event)
      },
    },
    perSecond,
    clock,
    count: outcome => void counted.push(outcome),
    log: { warn: (...line: unknown[]) => void logged.push(line) } as never,
    signal: AbortSignal.timeout(60_000),
  })
  const write = async (times: number) => {
    for (let time = 0; time < times; time += 1) await writer.write(event)
    return counted.splice(0)
  }
  return { clock, write, written, logged }
}

t.test('an Event is stored', async t => {
  const { write, written } = start()
  t.strictSame(await write(1), ['stored'])
  t.strictSame(written, [event])
})

t.test('after a rest five seconds’ worth of Events is written at once, and those above it are dropped', async t => {
  const { clock, write, written } = start()
  t.strictSame(await write(12), [...Array(10).fill('stored'), 'dropped', 'dropped'])
  t.equal(written.length, 10)
  clock.time += 1_000
  t.strictSame(await write(3), ['stored', 'stored', 'dropped'], 'two more in a second')
  clock.time += 3_600_000
  t.strictSame(await write(11), [...Array(10).fill('stored'), 'dropped'], 'an hour of rest earns no more')
})

t.test('with a limit of 0 nothing is written', async t => {
  const { clock, write, written } = start({ perSecond: 0 })
  clock.time += 60_000
  t.strictSame(await write(1), ['dropped'])
  t.strictSame(written, [])
})

t.test('an Event that another replica wrote counts as stored', async t => {
  const { write, logged } = start({ refusal: new KubeError('exists', { code: 409, reason: 'AlreadyExists' }) })
  t.strictSame(await write(1), ['stored'])
  t.strictSame(logged, [])
})

t.test('a refused Event is logged and not written again', async t => {
  const refusal = new KubeError('quota', { code: 403, reason: 'Forbidden' })
  const { write, logged } = start({ refusal })
  t.strictSame(await write(1), ['failed'])
  const line = { err: refusal, namespace: 'conf', name: 'order-1', reason: 'Waitlisted' }
  t.strictSame(logged, [[line, 'an Event of an order could not be written']])
})
