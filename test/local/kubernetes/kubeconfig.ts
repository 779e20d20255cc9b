import { writeFileSync } from 'node:fs'
import https from 'node:https'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { stringify } from 'yaml'
import { readKubeconfig } from '../../../local/kubernetes/kubeconfig.ts'

function kubeconfig(t: Test, user: object, cluster: object = { server: 'https://127.0.0.1:6443' }) {
  const folder = t.testdir({ token: 'first\n' })
  const file = join(folder, 'kubeconfig')
  const entry = { clusters: [{ name: 'c', cluster }], users: [{ name: 'u', user }] }
  const contexts = [{ name: 'x', context: { cluster: 'c', user: 'u' } }]
  writeFileSync(file, stringify({ apiVersion: 'v1', kind: 'Config', ...entry, contexts, 'current-context': 'x' }))
  return { folder, file }
}

t.test('a token is sent unchanged', async t => {
  const { file } = kubeconfig(t, { token: 'abc' })
  const { server, agent, readHeaders: headers } = await readKubeconfig(file)
  t.equal(server, 'https://127.0.0.1:6443')
  t.type(agent, https.Agent)
  t.strictSame(await headers(), { Authorization: 'Bearer abc' })
})

t.test('a token file is read again every ten seconds, relative to the kubeconfig', async t => {
  const { folder, file } = kubeconfig(t, { tokenFile: 'token' })
  let time = 0
  const { readHeaders: headers } = await readKubeconfig(file, () => time)
  t.strictSame(await headers(), { Authorization: 'Bearer first' })
  writeFileSync(join(folder, 'token'), 'second\n')
  time = 9_999
  t.strictSame(await headers(), { Authorization: 'Bearer first' })
  time = 10_000
  t.strictSame(await headers(), { Authorization: 'Bearer second' })
})

t.test('a plain http server, with and without a user', async t => {
  const cluster = { server: 'http://127.0.0.1:8080', 'insecure-skip-tls-verify': true }
  const { agent, readHeaders: headers } = await readKubeconfig(kubeconfig(t, {}, cluster).file)
  t.notOk(agent instanceof https.Agent)
  t.strictSame(await headers(), {})
})

t.test('a kubeconfig without a cluster is rejected', async t => {
  const file = join(t.testdir({ kubeconfig: '{}' }), 'kubeconfig')
  await t.rejects(readKubeconfig(file), {
    message: `Cannot read kubeconfig "${file}": its current context must name a cluster`,
  })
  await t.rejects(readKubeconfig(join(file, 'none')), /kubeconfig/)
})
