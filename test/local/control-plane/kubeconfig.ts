import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import t from 'tap'
import { parse } from 'yaml'
import { writeKubeconfig } from '../../../local/control-plane/kubeconfig.ts'

const server = 'https://127.0.0.1:6443'

t.test('a kubeconfig with one cluster, one user and one context, for its owner alone', async t => {
  const path = join(t.testdir(), 'kubeconfig')
  writeKubeconfig(path, { server, ca: 'PEM', user: { tokenFile: '/run/token' } })
  t.strictSame(parse(readFileSync(path, 'utf8')), {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kconference', cluster: { server, 'certificate-authority-data': 'UEVN' } }],
    users: [{ name: 'kconference', user: { tokenFile: '/run/token' } }],
    contexts: [{ name: 'kconference', context: { cluster: 'kconference', user: 'kconference' } }],
    'current-context': 'kconference',
  })
  t.equal(statSync(path).mode & 0o777, 0o600)
})

t.test('client-node sends a token, and the token of a file', async t => {
  const folder = t.testdir({ token: 'from-the-file' })
  const path = join(folder, 'kubeconfig')
  const sent = async () => {
    const kubeconfig = new KubeConfig()
    kubeconfig.loadFromFile(path)
    const options: { headers?: Record<string, string> } = {}
    await kubeconfig.applyToHTTPSOptions(options)
    return options.headers?.['Authorization']
  }
  writeKubeconfig(path, { server, ca: 'PEM', user: { token: 'fixed' } })
  t.equal(await sent(), 'Bearer fixed')
  const config = { tokenFile: join(folder, 'token') }
  writeKubeconfig(path, { server, ca: 'PEM', user: { 'auth-provider': { name: 'tokenFile', config } } })
  t.equal(await sent(), 'Bearer from-the-file')
})
