import t from 'tap'
import { type ListOptions, listAll, readPresentVersion } from '../../../hooks/kube/watch/list.ts'
import { answerStatus, type Play, playApi } from '../../fixtures/cluster/played-api.ts'
import { lineListener, listRequest, ordersPath as path, playPage } from '../../fixtures/cluster/played-orders.ts'

const signal = AbortSignal.timeout(60_000)

/** Lists what the API server plays; returns the version, all calls of the listener and all requests. */
async function list(t: Parameters<typeof playApi>[0], plays: Play[], options: Partial<ListOptions> = {}) {
  const { credentials, requests } = await playApi(t, plays)
  const told: string[] = []
  const listener = lineListener(line => told.push(line))
  const listed = listAll(credentials, { path, signal, listener, ...options })
  const [version, error] = await listed.then(
    version => [version, undefined],
    error => [undefined, error],
  )
  return { version, error, told, requests }
}

t.test('all pages are shown in their order, as of one version', async t => {
  const plays = [playPage(5, ['a', 'b'], 'token/1'), playPage(5, ['c', 'd'], 'token/2'), playPage(5, ['e'])]
  t.strictSame(await list(t, plays, { pageSize: 2 }), {
    version: '5',
    error: undefined,
    told: ['listing', 'listed a 1,b 1', 'listed c 1,d 1', 'listed e 1', 'complete 5'],
    requests: [listRequest(2), `${listRequest(2)}&continue=token%2F1`, `${listRequest(2)}&continue=token%2F2`],
  })
})

t.test('an empty list has one page of 500 and a version', async t => {
  const { version, told, requests } = await list(t, [playPage(5, [])])
  t.strictSame([version, told, requests], ['5', ['listing', 'listed ', 'complete 5'], [listRequest(500)]])
})

t.test('every page is requested with the selector', async t => {
  const plays = [playPage(5, ['a'], 'more'), playPage(5, ['b'])]
  const { requests } = await list(t, plays, { labelSelector: 'a=b', fieldSelector: 'metadata.name=x' })
  const selected = `GET ${path}?labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&limit=500`
  t.strictSame(requests, [selected, `${selected}&continue=more`])
})

t.test('a list that the API server refuses does not begin', async t => {
  const { error, told } = await list(t, [answerStatus(403, 'Forbidden')])
  t.match(error, { name: 'KubeError', code: 403 })
  t.strictSame(told, [])
})

t.test('a list whose next page has expired is not complete', async t => {
  const { error, told } = await list(t, [playPage(5, ['a'], 'old'), answerStatus(410, 'Expired')])
  t.match(error, { name: 'KubeError', code: 410 })
  t.strictSame(told, ['listing', 'listed a 1'])
})

t.test('the next page is requested before the listener handles a page', async t => {
  const { credentials } = await playApi(t, [playPage(5, ['a'], '1'), playPage(5, ['b'], '2'), playPage(5, ['c'])])
  const authenticate = credentials.applySecurityAuthentication.bind(credentials)
  let requests = 0
  credentials.applySecurityAuthentication = context => {
    requests += 1
    return authenticate(context)
  }
  const sent: number[] = []
  const listener = { onListStart() {}, onPage: () => sent.push(requests), onListEnd() {} }
  await listAll(credentials, { path, signal, listener })
  t.strictSame(sent, [2, 3, 3])
})

t.test('an error of the listener ends the list, although the next page fails too', async t => {
  const defect = new TypeError('a defect')
  const onPage = () => {
    throw defect
  }
  const plays = [playPage(5, ['a'], 'old'), answerStatus(410, 'Expired')]
  const { error, requests } = await list(t, plays, { listener: { ...lineListener(() => {}), onPage } })
  t.equal(error, defect)
  t.equal(requests[0], listRequest())
})

t.test('the present version of a list is that of a page of one object', async t => {
  const { credentials, requests } = await playApi(t, [playPage(5, ['a'], 'more')])
  t.equal(await readPresentVersion(credentials, { path, signal, labelSelector: 'a=b' }), '5')
  t.strictSame(requests, [`GET ${path}?labelSelector=a%3Db&limit=1`])
})
