import t from 'tap'
import { type WatchEvent, watchStream } from '../../../local/kubernetes/watch-stream.ts'
import { aThing, fakeApi, thingKind } from '../../fixtures/engine/fakes.ts'

const { signal } = new AbortController()

async function all(chunks: string[]) {
  const api = fakeApi(() => chunks)
  const events: WatchEvent[] = []
  for await (const event of watchStream(api, thingKind, { since: '7', signal })) events.push(event)
  return { events, asked: api.asked }
}

t.test('it watches from a version, for five minutes', async t => {
  const { events, asked } = await all([])
  t.strictSame(events, [])
  const query = 'watch=1&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion=7'
  t.strictSame(asked, [`WATCH /apis/test.example.com/v1/things?${query}`])
})

t.test('lines become events, in whatever pieces they arrive', async t => {
  const added = { type: 'ADDED', object: aThing('ä') }
  const text = `${JSON.stringify(added)}\n${JSON.stringify({ ...added, type: 'DELETED' })}\n{"type":"ADD`
  for (const size of [1, 7, 1000]) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size))
    t.strictSame((await all(chunks)).events, [added, { ...added, type: 'DELETED' }])
  }
})

t.test('an error in the stream is thrown', async t => {
  await t.rejects(all(['{"type":"ERROR","object":{"code":410,"reason":"Expired","message":"too old"}}\n']), {
    code: 410,
    reason: 'Expired',
    message: 'too old',
  })
  await t.rejects(all(['{"type":"ERROR","object":{}}\n']), { code: 500 })
})
