import type { ServerResponse } from 'node:http'
import t from 'tap'
import { createOrderLookout, type Sight } from '../../../hooks/shop/live/order-lookout.ts'
import { answerJson, answerStatus, type Play, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { atVersion } from '../../fixtures/shop/objects.ts'

const key = { namespace: 'conf', name: 'web-1' }
const list = (version: number) => answerJson(200, { metadata: { resourceVersion: `${version}` }, items: [] })
const order = (version: number, name = 'web-1') => atVersion(anOrder({ name }), version)

/** A watch whose events a test sends. */
function playWatch() {
  let answer: ServerResponse | undefined
  const play: Play = (request, response) => {
    answer = response
    sendEvents([])(request, response)
  }
  const send = (type: string, object: unknown) => answer?.write(`${JSON.stringify({ type, object })}\n`)
  return { play, send, end: () => answer?.end() }
}

/** The sights of an order, one by one. */
function collectSights(lookAt: (listener: (sight: Sight) => void) => () => void) {
  const seen: Sight[] = []
  const waiting: (() => void)[] = []
  const end = lookAt(sight => {
    seen.push(sight)
    waiting.shift()?.()
  })
  const next = async () => {
    if (seen.length === 0) await new Promise<void>(resolve => waiting.push(resolve))
    return seen.shift()
  }
  return { seen, next, end }
}

t.test('each listener gets the changes of its order, and a notice if changes may have been missed', async t => {
  const first = playWatch()
  const second = playWatch()
  const gone = answerStatus(410, 'Expired')
  const { credentials, requests } = await playApi(t, [list(5), first.play, gone, list(9), second.play])
  let now = 0
  const lookout = createOrderLookout(() => now)
  const looked = collectSights(listener => lookout.lookAt(key, listener))
  const other = collectSights(listener => lookout.lookAt({ ...key, name: 'web-2' }, listener))
  const ending = new AbortController()
  const warnings: unknown[] = []
  const log = { warn: (details: unknown) => warnings.push(details) } as never
  const following = lookout.follow(credentials, { signal: ending.signal, log })
  t.strictSame([await looked.next(), await other.next()], [{ kind: 'missed' }, { kind: 'missed' }])
  while (requests.length < 2) await new Promise(setImmediate)
  now = 7_000
  const managedFields = [{ manager: 'kubectl' }]
  first.send('MODIFIED', { ...order(6), metadata: { ...order(6).metadata, managedFields } })
  t.strictSame(await looked.next(), { kind: 'changed', order: order(6) })
  t.equal(lookout.silentMs(), 0, 'changes arrive')
  first.send('BOOKMARK', { metadata: { resourceVersion: '7' } })
  first.send('ADDED', { metadata: { resourceVersion: '7' } })
  first.send('ADDED', order(7, 'unseen'))
  first.send('DELETED', order(8, 'web-2'))
  t.strictSame(await other.next(), { kind: 'deleted' })
  first.end()
  t.strictSame([await looked.next(), await other.next()], [{ kind: 'missed' }, { kind: 'missed' }])
  t.equal(lookout.silentMs(), 0)
  now = 9_000
  while (requests.length < 5) await new Promise(setImmediate)
  second.send('MODIFIED', order(10))
  t.strictSame(await looked.next(), { kind: 'changed', order: order(10) })
  ending.abort()
  await following
  t.strictSame([looked.seen, other.seen, warnings.length], [[], [], 1])
})

t.test('nothing is kept of an order without a listener', async t => {
  const lookout = createOrderLookout(() => 0)
  const listener = () => {}
  const [end, endAgain] = [lookout.lookAt(key, listener), lookout.lookAt(key, listener)]
  const endOther = lookout.lookAt({ ...key, namespace: 'other' }, listener)
  t.equal(lookout.size(), 2)
  end()
  t.equal(lookout.size(), 2)
  endAgain()
  t.equal(lookout.size(), 1)
  const endLater = lookout.lookAt(key, listener)
  endAgain()
  t.equal(lookout.size(), 2, 'ending twice ends nothing else')
  endLater()
  endOther()
  t.equal(lookout.size(), 0)
})
