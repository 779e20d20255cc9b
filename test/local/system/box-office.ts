import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { startBoxOffices } from '../../../local/system/box-office.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { isAlive } from '../../fixtures/process.ts'

/** An API server with a token for the box office, and a supervisor that starts nothing. */
function cluster(t: Test, start: (program: Program) => Promise<void>) {
  const kubectl = async () => ({ code: 0, stdout: 'token', stderr: '' })
  const supervisor = Object.assign(new Supervisor({ logs: t.testdirName }), { start })
  return { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM', supervisor }
}

t.test('one starts on each port, all with the account of the chart', async t => {
  const started: Program[] = []
  const controlPlane = cluster(t, async program => void started.push(program))
  const { kubeconfig, stop } = await startBoxOffices(controlPlane, { root: '/project', ports: [1, 2] })
  stop()
  t.equal(kubeconfig, join(controlPlane.folder, 'identities', 'kconference-box-office.kubeconfig'))
  t.match(started, [
    { name: 'box-office', env: { PORT: '1', KUBECONFIG: kubeconfig, IDENTITY: 'box-office' } },
    { name: 'box-office-standby', env: { PORT: '2', KUBECONFIG: kubeconfig, IDENTITY: 'box-office-standby' } },
  ])
})

t.test('one that does not start is an error, and its token is no longer renewed', async t => {
  const timers = t.capture(globalThis, 'clearInterval', clearInterval)
  const controlPlane = cluster(t, () => Promise.reject(new Error('Cannot run "box-office": it exited unexpectedly')))
  await t.rejects(startBoxOffices(controlPlane, { root: '/project', ports: [1] }), {
    message: 'Cannot run "box-office": it exited unexpectedly',
  })
  t.equal(timers().length, 1)
})

t.test('a second box office takes over when the first one is stopped', async t => {
  const { supervisor, kubectl } = await startTestSystem(t, { standby: true })
  t.ok(isAlive(supervisor.pid('box-office-standby')))
  const lease = ['lease/kconference-box-office-0', '--namespace=kconference-system', '--timeout=20s']
  t.match(await kubectl(['wait', '--for=create', ...lease]), { code: 0 })
  const [name, namespace] = lease as [string, string]
  const first = (await kubectl(['get', name, namespace, '--output=jsonpath={.spec.holderIdentity}'])).stdout
  t.match(first, /^box-office(-standby)?$/)
  await supervisor.end(first)
  const next = ['box-office', 'box-office-standby'].find(name => name !== first)
  t.match(await kubectl(['wait', `--for=jsonpath={.spec.holderIdentity}=${next}`, ...lease]), { code: 0 })
})
