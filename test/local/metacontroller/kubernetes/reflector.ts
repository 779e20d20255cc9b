import t from 'tap'
import { reflect } from '../../../../local/metacontroller/kubernetes/reflector.ts'
import { createWatchCache } from '../../../../local/metacontroller/kubernetes/watch-cache.ts'
import { apiError, aThing, fakeApi, silent, thingKind } from '../../../fixtures/engine/fakes.ts'

const list = (version: string, ...items: object[]) => ({ metadata: { resourceVersion: version }, items })
const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`
const { apiVersion: _, kind: __, ...bare } = aThing('a')

/** Reflects the scripted answers; ends with the script. */
async function play(script: (object | Error)[]) {
  const end = new AbortController()
  const cache = createWatchCache()
  const failures: unknown[] = []
  let lists = 0
  const api = fakeApi(() => {
    const next = script.shift()
    if (script.length === 0) end.abort()
    if (next instanceof Error) throw next
    return next ?? []
  })
  await reflect(api, thingKind, {
    cache,
    signal: end.signal,
    log: silent,
    onList: () => {
      lists += 1
    },
    onError: error => failures.push(error),
  })
  const asked = api.asked.map(path => path.replace(/^(GET|WATCH) .*?(resourceVersion=(\d+))?$/, '$1 $3').trim())
  return { names: cache.list().map(({ metadata }) => metadata.name), cache, failures, lists, asked }
}

t.test('it lists, watches from there, and continues from the last version', async t => {
  const { names, cache, asked, lists } = await play([
    list('1', bare),
    [line('ADDED', aThing('b', { resourceVersion: '2' })), line('BOOKMARK', { metadata: { resourceVersion: '5' } })],
    [line('DELETED', aThing('a', { resourceVersion: '6' })), line('MODIFIED', aThing('b', {}, { seen: true }))],
    [],
  ])
  t.strictSame([names, lists], [['b'], 1])
  t.equal(cache.get('ns', 'b')?.['seen'], true)
  t.strictSame(asked, ['GET', 'WATCH 1', 'WATCH 5', 'WATCH 6'])
})

t.test('items of a list get kind and version', async t => {
  const { cache } = await play([list('1', bare), []])
  t.strictSame(cache.list(), [aThing('a')])
})

t.test('a rejected version is listed anew, a lost connection is not', async t => {
  const lost = new Error('ECONNREFUSED')
  const expired = apiError(410, 'Expired')
  const { asked, lists, failures, names } = await play([lost, list('1', bare), lost, [], expired, list('9'), []])
  t.strictSame(asked, ['GET', 'GET', 'WATCH 1', 'WATCH 1', 'WATCH 1', 'GET', 'WATCH 9'])
  t.strictSame([lists, failures, names], [2, [lost, lost, expired], []])
})

t.test('an abort during a pause is no failure', async t => {
  const { failures } = await play([list('1'), new Error('aborted')])
  t.strictSame(failures, [])
})

t.test('the callback for failures is optional', async t => {
  const end = new AbortController()
  const failing = fakeApi(() => {
    setTimeout(() => end.abort(), 20)
    throw new Error('away')
  })
  const options = { cache: createWatchCache(), signal: end.signal, log: silent, onList: () => t.fail('listed') }
  await reflect(failing, thingKind, options)
  t.strictSame(failing.asked, ['GET /apis/test.example.com/v1/things'])
})
