import t from 'tap'
import { servePlayed } from '../../../../local/gateway/server/server.ts'
import { createDeliveries } from '../../../../local/gateway/webhooks/deliveries.ts'

const event = (type: string) => ({ type, body: `{"type":"${type}"}`, headers: { 'x-type': type } })

t.test('events are sent in order, and again until they are accepted', async t => {
  const statuses = [200, 503]
  const seen: unknown[] = []
  const { url, stop } = await servePlayed(0, async ({ body, headers }) => {
    seen.push([headers['x-type'], body])
    return { status: statuses.shift() ?? 200, headers: {}, body: '' }
  })
  t.teardown(stop)
  const deliveries = createDeliveries()
  for (const type of ['a', 'b']) deliveries.send(event(type), url)
  await deliveries.waitForAll()
  deliveries.sendAgain()
  await deliveries.waitForAll()
  t.strictSame(
    deliveries.all.map(({ type, status, tries }) => [type, status, tries]),
    [
      ['a', 200, 1],
      ['b', 200, 2],
    ],
  )
  t.strictSame(seen, [
    ['a', '{"type":"a"}'],
    ['b', '{"type":"b"}'],
    ['b', '{"type":"b"}'],
  ])
  deliveries.sendAgain('all')
  await deliveries.waitForAll()
  t.equal(seen.length, 5)
})

t.test('an event without an address, or that waits, is only remembered', async t => {
  const deliveries = createDeliveries()
  deliveries.send(event('a'), undefined)
  deliveries.isOn = false
  deliveries.send(event('b'), 'http://127.0.0.1:1/')
  await deliveries.waitForAll()
  t.strictSame(
    deliveries.all.map(({ url, tries }) => [url, tries]),
    [
      ['', 0],
      ['http://127.0.0.1:1/', 0],
    ],
  )
  deliveries.sendAgain()
  await deliveries.waitForAll()
  t.strictSame(
    deliveries.all.map(({ status, tries }) => [status, tries]),
    [
      [0, 0],
      [0, 1],
    ],
  )
})
