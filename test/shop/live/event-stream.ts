import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { createEventStream } from '../../../hooks/shop/live/event-stream.ts'

t.test('a stream begins with the time for a new connection, and ends', async t => {
  const stream = createEventStream({ retryMs: 2_500 })
  const read = text(stream.body)
  let ended = 0
  stream.onEnd(() => (ended += 1))
  stream.send({ id: 'a', name: 'order', data: '{"title":"ü"}' })
  stream.beat()
  t.equal(stream.isEnded(), false)
  await new Promise(setImmediate)
  stream.end()
  t.equal(await read, 'retry: 2500\n\nid: a\nevent: order\ndata: {"title":"ü"}\n\n:\n\n')
  t.strictSame([stream.isEnded(), ended], [true, 1])
  stream.beat()
  stream.end()
})

t.test('a stream ends when its page leaves, and a later event reaches nobody', async t => {
  const stream = createEventStream({ retryMs: 1 })
  const closed = once(stream.body, 'close')
  stream.body.destroy()
  await closed
  const { readableLength } = stream.body
  stream.send({ id: 'a', name: 'order', data: '1' })
  stream.end()
  t.strictSame([stream.isEnded(), stream.body.readableLength], [true, readableLength])
})

t.test('a page that reads too slowly is disconnected', async t => {
  const stream = createEventStream({ retryMs: 1 })
  const data = 'x'.repeat(100_000)
  for (const id of ['a', 'b']) stream.send({ id, name: 'order', data })
  t.equal(stream.isEnded(), false)
  stream.send({ id: 'c', name: 'order', data })
  t.equal(stream.isEnded(), true)
})
