import t from 'tap'
import type { PlayedRequest } from '../../../../local/gateway/server/exchange.ts'
import { servePlayed } from '../../../../local/gateway/server/server.ts'

t.test('a request arrives whole, and its answer is sent or cut', async t => {
  const seen: PlayedRequest[] = []
  const { url, stop } = await servePlayed(0, async request => {
    seen.push(request)
    if (request.path === '/cut') return 'cut'
    if (request.path === '/defect') throw new Error('a defect')
    return { status: 201, headers: { 'x-a': 'b' }, body: 'done' }
  })
  const answer = await fetch(`${url}/v1/x?limit=3`, { method: 'POST', body: 'a=ü' })
  t.strictSame([answer.status, answer.headers.get('x-a'), await answer.text()], [201, 'b', 'done'])
  const [{ method, path, query, body, origin }] = seen as [PlayedRequest]
  t.strictSame([method, path, query.get('limit'), body, origin], ['POST', '/v1/x', '3', 'a=ü', url])
  await t.rejects(fetch(`${url}/cut`))
  await t.rejects(fetch(`${url}/defect`))
  await stop()
  await t.rejects(fetch(url))
})
