import t from 'tap'
import { jsonAnswer, type PlayedRequest } from '../../../../local/gateway/server/exchange.ts'
import { createOutages } from '../../../../local/gateway/server/outages.ts'
import { createReactor } from '../../../../local/gateway/server/react.ts'
import { played } from '../../../fixtures/gateway/world.ts'

const answer = jsonAnswer(200, {})

function parts() {
  const outages = createOutages()
  const seen: PlayedRequest[] = []
  const done: string[] = []
  const react = createReactor({
    api: request => {
      seen.push(request)
      return request.path.startsWith('/v') ? answer : undefined
    },
    pages: ({ path }) => (path === '/' ? answer : undefined),
    outages,
    ends: [() => void done.push('end')],
    save: () => void done.push('save'),
  })
  return { outages, seen, done, react }
}

t.test('a request takes effect, is saved, and ends', async t => {
  const { react, done } = parts()
  t.strictSame(await react(played('POST /v1/x')), answer)
  t.strictSame(await react(played('GET /v2/x')), answer)
  t.strictSame(done, ['save', 'end', 'end'])
  t.strictSame(await react(played('GET /')), answer)
  t.equal(await react(played('GET /other')), 'cut')
})

t.test('a refused request has no effect, and a cut one loses its answer', async t => {
  const { react, outages, seen } = parts()
  outages.plan({ kind: 'refuse' })
  outages.plan({ kind: 'cut' })
  t.equal(await react(played('POST /v1/x')), 'cut')
  t.strictSame(seen, [])
  t.equal(await react(played('POST /v1/x')), 'cut')
  t.equal(seen.length, 1)
})

t.test('a failure comes before or after the effect, and never on a page', async t => {
  const { react, outages, seen } = parts()
  outages.plan({ kind: 'fail' })
  outages.plan({ kind: 'fail-after', status: 503 })
  await react(played('GET /'))
  await react(played('GET /v1/x'))
  await react(played('GET /v1/x'))
  t.strictSame(
    seen.map(({ failure }) => failure),
    [undefined, { status: 500, isEffective: false }, { status: 503, isEffective: true }],
  )
})

t.test('a held answer is sent at the release', async t => {
  const { react, outages, seen, done } = parts()
  outages.plan({ kind: 'hold' })
  const held = react(played('GET /v1/x'))
  t.strictSame([seen.length, done], [1, []])
  outages.release()
  t.strictSame(await held, answer)
  t.strictSame(done, ['end'])
})
