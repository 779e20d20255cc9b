import t from 'tap'
import { recordMilestones } from '../../../hooks/box-office/events/record-milestones.ts'
import type { NewEvent } from '../../../hooks/kube/api.ts'
import { anOrder, now } from '../../fixtures/objects.ts'

t.test('only the leader of an order writes its milestones', async t => {
  const [written, counted]: [NewEvent[], string[]] = [[], []]
  const see = recordMilestones({
    api: { createEvent: async event => void written.push(event) },
    perSecond: 10,
    instance: 'box-office-1',
    clock: { now: () => now, monotonic: () => 0 },
    isLeaderOf: namespace => namespace === 'conf',
    count: outcome => void counted.push(outcome),
    log: { warn: () => {} },
    signal: AbortSignal.timeout(60_000),
  })
  const status = { payment: 'PENDING', reason: 'Waitlisted', quantity: 0 } as const
  for (const namespace of ['conf', 'another', undefined]) {
    const order = anOrder({ status, metadata: { namespace } as never })
    see({ namespace: namespace ?? '', name: 'order-1', order, isFirst: false })
  }
  await new Promise(resolve => setImmediate(resolve))
  const shown = written.map(({ metadata, reason, reportingInstance, eventTime }) => [
    [metadata.namespace, reason],
    [reportingInstance, eventTime],
  ])
  t.strictSame(shown, [
    [
      ['conf', 'Waitlisted'],
      ['box-office-1', '2026-11-20T08:00:00.000000Z'],
    ],
  ])
  t.strictSame(counted, ['stored'])
})
