import { once } from 'node:events'
import { createSecureServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { HttpMethod, type KubeConfig, RequestContext, VersionApi } from '@kubernetes/client-node'
import t from 'tap'
import { stringify } from 'yaml'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { certificateOne } from '../fixtures/http/self-signed.ts'

const server = 'https://127.0.0.1:6443'

function kubeconfig(user: Record<string, unknown>, cluster: Record<string, unknown> = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  })
}

async function request(credentials: KubeConfig): Promise<RequestContext> {
  const context = new RequestContext(`${server}/version`, HttpMethod.GET)
  await credentials.applySecurityAuthentication(context)
  return context
}

t.test('the path of a token file is relative to its kubeconfig, and the token is sent as a bearer', async t => {
  const folder = t.testdir({
    inFile: kubeconfig({ tokenFile: 'token' }),
    inside: kubeconfig({ token: 'written' }),
    token: 'from a file',
  })
  for (const [name, token] of Object.entries({ inFile: 'from a file', inside: 'written' })) {
    const { Authorization } = (await request(readCredentials({ kubeconfig: join(folder, name) }))).getHeaders()
    t.equal(Authorization, `Bearer ${token}`, name)
  }
})

t.test('every request takes its connection from the same pool', async t => {
  const folder = t.testdir({
    config: kubeconfig({ token: 'x' }, { 'certificate-authority': 'ca.pem' }),
    'ca.pem': 'a certificate',
  })
  const credentials = readCredentials({ kubeconfig: join(folder, 'config') })
  const [first, second] = [await request(credentials), await request(credentials)]
  t.ok(first.getDispatcher())
  t.equal(first.getDispatcher(), second.getDispatcher())
})

t.test('an API server that supports both is called by HTTP/1.1, on reused connections', async t => {
  const answer = JSON.stringify({ major: '1', minor: '36' })
  const asked: string[] = []
  const server = createSecureServer({ ...certificateOne, allowHTTP1: true }, (request, response) => {
    asked.push(`HTTP/${request.httpVersion} from ${request.socket.remotePort}`)
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const folder = t.testdir({
    config: kubeconfig({ token: 'x' }, { server: `https://127.0.0.1:${port}`, 'certificate-authority': 'ca.pem' }),
    'ca.pem': certificateOne.cert,
  })
  const api = readCredentials({ kubeconfig: join(folder, 'config') }).makeApiClient(VersionApi)
  for (let call = 0; call < 10; call++) t.match(await api.getCode(), { minor: '36' })
  for (const call of asked) t.match(call, /^HTTP\/1.1 from \d+$/)
  // A connection may still be busy when the next call begins.
  t.ok(new Set(asked).size <= 2)
})

t.test('a cluster without a certificate authority has a pool too, and its certificate is checked', async t => {
  const folder = t.testdir({ config: kubeconfig({ token: 'x' }) })
  const credentials = readCredentials({ kubeconfig: join(folder, 'config') })
  t.ok((await request(credentials)).getDispatcher())
  const options = credentials.createDispatcherOptions(credentials.getCurrentCluster(), {})
  t.match(options, { type: 'agent', connect: { rejectUnauthorized: true } })
})

t.test('a token is remembered for a second', async t => {
  const folder = t.testdir({ config: kubeconfig({ token: 'first' }) })
  const credentials = readCredentials({ kubeconfig: join(folder, 'config') })
  const { now } = performance
  t.teardown(() => Object.assign(performance, { now }))
  const tokenAt = async (ms: number, token: string) => {
    Object.assign(credentials.getCurrentUser() ?? {}, { token })
    Object.assign(performance, { now: () => 10_000 + ms })
    return (await request(credentials)).getHeaders()['Authorization']
  }
  t.equal(await tokenAt(0, 'first'), 'Bearer first')
  t.equal(await tokenAt(999, 'second'), 'Bearer first')
  t.equal(await tokenAt(1_000, 'second'), 'Bearer second')
})

t.test('without a kubeconfig the account of the pod is used', async t => {
  const account = { token: 'of the pod', 'ca.crt': 'a certificate', namespace: 'kconference-system' }
  const root = t.testdir({ var: { run: { secrets: { 'kubernetes.io': { serviceaccount: account } } } } })
  t.equal((await request(readCredentials({ root }))).getHeaders()['Authorization'], 'Bearer of the pod')
  t.equal(readCredentials({}).getCurrentUser()?.name, 'inClusterUser')
})

t.test('a missing or malformed kubeconfig leads to one sentence', async t => {
  const folder = t.testdir({ broken: '{' })
  for (const name of ['broken', 'none']) {
    const kubeconfig = join(folder, name)
    const message = `Cannot read the kubeconfig "${kubeconfig}": it must be a file of YAML`
    t.throws(() => readCredentials({ kubeconfig }), { message }, name)
  }
})

t.test('a kubeconfig without users is read', async t => {
  const folder = t.testdir({ config: '{}' })
  t.strictSame(readCredentials({ kubeconfig: join(folder, 'config') }).getUsers(), [])
})
