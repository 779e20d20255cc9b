import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { bin } from '../../../local/config.ts'
import { startControlPlane } from '../../../local/control-plane/control-plane.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'
import { isAlive } from '../../fixtures/process.ts'

const names = ['etcd', 'kube-apiserver', 'kube-controller-manager']

t.test('with a control plane', async t => {
  const { kubectl } = await startTestControlPlane(t)

  t.test('kubectl acts as the administrator and accepts input', async t => {
    t.match(await kubectl(['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}']), {
      code: 0,
      stdout: 'kconference-admin',
    })
    const namespace = '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"from-input"}}'
    t.strictSame(await kubectl(['create', '-f', '-'], namespace), {
      code: 0,
      stdout: 'namespace/from-input created\n',
      stderr: '',
    })
    t.match(await kubectl(['get', 'nothing']), { code: 1, stderr: /doesn't have a resource type "nothing"/ })
  })

  t.test('a deleted namespace is emptied and removed, with its quota', async t => {
    await kubectl(['create', 'namespace', 'short'])
    await kubectl(['create', 'quota', 'few', '--namespace=short', '--hard=count/configmaps=1'])
    const counted = '--for=jsonpath={.status.used.count/configmaps}'
    t.match(await kubectl(['wait', counted, 'quota/few', '--namespace=short', '--timeout=30s']), { code: 0 })
    t.match(await kubectl(['delete', 'namespace', 'short', '--timeout=30s']), { code: 0 })
  })

  t.test('the roles for people have the rights of roles that are aggregated to them', async t => {
    await kubectl(['create', 'clusterrole', 'reader', '--verb=get', '--resource=nodes'])
    await kubectl(['label', 'clusterrole', 'reader', 'rbac.authorization.k8s.io/aggregate-to-view=true'])
    const aggregated = '--for=jsonpath={.rules[?(@.resources[0]=="nodes")].verbs[0]}=get'
    t.match(await kubectl(['wait', aggregated, 'clusterrole/view', '--timeout=30s']), { code: 0 })
  })

  t.test('a user who may not update the finalizers of an owner cannot block its deletion', async t => {
    await kubectl(['create', 'serviceaccount', 'maker'])
    await kubectl(['create', 'role', 'maker', '--verb=create', '--resource=configmaps'])
    await kubectl(['create', 'rolebinding', 'maker', '--role=maker', '--serviceaccount=default:maker'])
    const owner = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'maker', uid: 'a', blockOwnerDeletion: true }
    const child = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'child', ownerReferences: [owner] } }
    const create = ['create', '-f', '-', '--as=system:serviceaccount:default:maker']
    t.match(await kubectl(create, JSON.stringify(child)), { code: 1, stderr: /cannot set blockOwnerDeletion/ })
  })
})

t.test('a later start in the same folder, on other ports, finds the stored objects and the same keys', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const start = async () => {
    const [etcd, etcdPeer, apiServer, controllerManager] = (await findPorts(4)) as [number, number, number, number]
    const ports = { etcd, etcdPeer, apiServer, controllerManager }
    const controlPlane = await startControlPlane({ folder, bin, ports, log: line => t.comment(line) })
    t.teardown(() => controlPlane.stop())
    return controlPlane
  }
  const first = await start()
  await first.kubectl(['create', 'namespace', 'kept'])
  const { stdout: token } = await first.kubectl(['create', 'token', 'default', '--namespace=default'])
  await first.stop()
  t.notOk(names.some(name => isAlive(first.supervisor.pid(name))))
  const second = await start()
  t.match(await second.kubectl(['get', 'namespace', 'kept', '-o', 'name']), { stdout: 'namespace/kept\n' })
  const whoami = await second.kubectl([
    'auth',
    'whoami',
    `--token=${token}`,
    '--kubeconfig=/dev/null',
    `--server=${second.url}`,
    '--insecure-skip-tls-verify',
  ])
  t.match(whoami.stdout, /system:serviceaccount:default:default/)
})

t.test('if one of the three does not start, the others are stopped and the error shows the end of its log', async t => {
  const folder = t.testdir()
  const [etcd, etcdPeer, apiServer] = (await findPorts(3)) as [number, number, number]
  const ports = { etcd, etcdPeer, apiServer, controllerManager: 0 }
  const lines: string[] = []
  const starting = startControlPlane({ folder, bin: join(bin, 'nowhere'), ports, log: line => lines.push(line) })
  await t.rejects(starting, { message: /^Cannot start etcd with command ".*nowhere\/etcd": the file must exist/ })
  const busy = startControlPlane({ folder, bin, ports: { ...ports, apiServer: etcd }, log: line => lines.push(line) })
  await t.rejects(busy, {
    message:
      /^Cannot run "kube-apiserver": it exited unexpectedly.*kube-apiserver\.log:\n(.*\n)*.*address already in use/,
  })
  t.strictSame(lines, ['starting etcd', 'starting etcd', 'starting kube-apiserver'])
})

t.test('a start ends when the signal aborts', async t => {
  const folder = t.testdir()
  const [etcd, etcdPeer, apiServer, controllerManager] = (await findPorts(4)) as [number, number, number, number]
  const ports = { etcd, etcdPeer, apiServer, controllerManager }
  const stop = new AbortController()
  const log = (line: string) => line.includes('kube-apiserver') && stop.abort()
  await t.rejects(startControlPlane({ folder, bin, ports, signal: stop.signal, log }), {
    message: 'Cannot start "kube-apiserver": its supervisor must not be stopped',
  })
  await t.rejects(startControlPlane({ folder, bin, ports, signal: stop.signal, log }), { name: 'AbortError' })
})
