import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { waitForAnswer } from '../../../local/process/probe.ts'

async function serve(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`
}

t.test('it calls until the answer is 200', async t => {
  const asked: unknown[] = []
  const url = await serve(t, (request, response) => {
    asked.push([request.url, request.headers.authorization])
    response.writeHead(asked.length < 3 ? 503 : 200).end('text')
  })
  await waitForAnswer(url, { signal: new AbortController().signal, token: 'secret', pauseMs: 1 })
  t.strictSame(asked, Array(3).fill(['/readyz', 'Bearer secret']))
})

t.test('it ends when the signal aborts, with its reason', async t => {
  const url = await serve(t, () => {})
  const stop = new AbortController()
  const asking = waitForAnswer(url, { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('ended')), 20)
  await t.rejects(asking, { message: 'ended' })
})

t.test('it reads the certificate again for each call', async t => {
  const stop = new AbortController()
  let reads = 0
  const ca = () => {
    reads += 1
    if (reads === 3) stop.abort(new Error('ended'))
    if (reads === 1) throw new Error('the file is not there yet')
    return ''
  }
  await t.rejects(waitForAnswer('https://127.0.0.1:1/readyz', { signal: stop.signal, ca }), { message: 'ended' })
  t.equal(reads, 3)
})
