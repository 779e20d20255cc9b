import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { bin } from '../../../local/config.ts'
import { writeAuditPolicy } from '../../../local/control-plane/audit.ts'
import { readOrCreateKeys } from '../../../local/control-plane/keys.ts'
import { writeKubeconfig } from '../../../local/control-plane/kubeconfig.ts'
import { apiServer, apiServerCertificate, controllerManager, etcd } from '../../../local/control-plane/programs.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { run } from '../../../local/process/run.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'

t.test('each of the three can be killed and started again while the others continue', async t => {
  const folder = t.testdir({ logs: {} })
  const [etcdPort, etcdPeer, apiServerPort, controllerManagerPort] = (await findPorts(4)) as [
    number,
    number,
    number,
    number,
  ]
  const ports = { etcd: etcdPort, etcdPeer, apiServer: apiServerPort, controllerManager: controllerManagerPort }
  const layout = { bin, folder, ports }
  const keys = readOrCreateKeys(join(folder, 'keys'))
  const supervisor = new Supervisor({ logs: join(folder, 'logs') })
  t.teardown(() => supervisor.stop())
  await supervisor.start(etcd(layout, { fsync: false }))
  await supervisor.start(apiServer(layout, keys))
  const kubeconfig = (name: string, token: string) => {
    const path = join(folder, name)
    const ca = readFileSync(apiServerCertificate(folder), 'utf8')
    writeKubeconfig(path, { server: `https://127.0.0.1:${apiServerPort}`, ca, user: { token } })
    return path
  }
  const admin = kubeconfig('admin', keys.adminToken)
  await supervisor.start(controllerManager(layout, kubeconfig('controller-manager', keys.controllerManagerToken)))
  mkdirSync(join(folder, 'cache'))
  const kubectl = (...args: string[]) =>
    run(join(bin, 'kubectl'), { args: [`--kubeconfig=${admin}`, `--cache-dir=${join(folder, 'cache')}`, ...args] })

  const names = ['etcd', 'kube-apiserver', 'kube-controller-manager']
  for (const name of names) {
    const others = names.filter(other => other !== name)
    const before = others.map(other => supervisor.pid(other))
    await supervisor.restart(name)
    t.equal((await kubectl('create', 'namespace', `after-${name}`)).code, 0)
    const made = ['wait', '--for=create', 'serviceaccount/default', `--namespace=after-${name}`, '--timeout=30s']
    t.match(await kubectl(...made), { code: 0 }, `the controllers work after a restart of ${name}`)
    t.strictSame(
      others.map(other => supervisor.pid(other)),
      before,
    )
  }
  t.equal((await kubectl('get', 'namespace', 'after-etcd')).code, 0, 'the data of etcd is kept')
})

t.test('the API server logs its requests only with an audit policy', async t => {
  const folder = t.testdir()
  const layout = { bin, folder, ports: { etcd: 1, etcdPeer: 2, apiServer: 3, controllerManager: 4 } }
  const keys = readOrCreateKeys(join(folder, 'keys'))
  const audited = (audit: boolean) =>
    apiServer({ ...layout, audit }, keys).args.filter(arg => arg.startsWith('--audit'))
  t.strictSame(audited(false), [])
  t.strictSame(audited(true), writeAuditPolicy(folder))
})
