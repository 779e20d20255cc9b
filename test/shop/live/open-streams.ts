import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { EventStream } from '../../../hooks/shop/live/event-stream.ts'
import { createOpenStreams } from '../../../hooks/shop/live/open-streams.ts'

async function leave(stream: EventStream | undefined): Promise<void> {
  if (stream === undefined) return
  const closed = once(stream.body, 'close')
  stream.body.destroy()
  await closed
}

t.test('a replica, an address and an order have a limit each, and a place becomes free again', async t => {
  const streams = createOpenStreams({ total: 4, perAddress: 3, perOrder: 2 })
  const open = (address: string, order: string) => streams.open({ address, order })
  const first = open('a', 'conf/1')
  t.ok(first)
  t.ok(open('a', 'conf/1'))
  t.equal(open('b', 'conf/1'), undefined, 'of an order')
  t.ok(open('a', 'conf/2'))
  t.equal(open('a', 'conf/3'), undefined, 'of an address')
  t.ok(open('b', 'conf/3'))
  t.equal(open('c', 'conf/4'), undefined, 'of the replica')
  await leave(first)
  t.equal(streams.size(), 3)
  t.ok(open('a', 'conf/1'))
})

t.test('all pages get a heartbeat, and an end', async t => {
  const streams = createOpenStreams({ total: 9, perAddress: 9, perOrder: 9 }, () => 0.5)
  const opened = ['1', '2'].map(order => streams.open({ address: 'a', order }))
  streams.beat()
  streams.close()
  t.equal(streams.open({ address: 'a', order: '3' }), undefined)
  for (const stream of opened) t.equal(stream && (await text(stream.body)), 'retry: 5000\n\n:\n\n')
  t.equal(streams.size(), 0)
})

t.test('browsers come back at different times', async t => {
  const streams = createOpenStreams({ total: 9, perAddress: 9, perOrder: 9 })
  const stream = streams.open({ address: 'a', order: '1' })
  streams.close()
  const [, retryMs] = /^retry: ([0-9]+)/.exec((stream && (await text(stream.body))) ?? '') ?? []
  t.ok(Number(retryMs) >= 2_000 && Number(retryMs) <= 8_000)
})
