import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { bin, type LocalConfig } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { runSession } from '../../../local/system/session.ts'
import type { System } from '../../../local/system/system.ts'
import { isAlive } from '../../fixtures/process.ts'

const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'hooks', 'payments', 'metacontroller']
const never = new AbortController()

async function configuration(t: Test): Promise<LocalConfig> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const [apiServer, hooks, payments] = (await findPorts(3)) as [number, number, number]
  return { folder, bin, ports: { apiServer, hooks, payments }, fsync: false, reset: false, help: false }
}

t.test('the session returns the result of the work, and a reset deletes its objects', async t => {
  const config = await configuration(t)
  let pids: (number | undefined)[] = []
  const find = ({ kubectl }: System) => kubectl(['get', 'namespace', 'kept', '--ignore-not-found', '-o', 'name'])
  const create = async ({ kubectl, supervisor }: System) => {
    pids = names.map(name => supervisor.pid(name))
    return kubectl(['create', 'namespace', 'kept'])
  }
  const session = { signal: never.signal, log: (line: string) => t.comment(line) }
  t.match(await runSession(config, { ...session, whileUp: create }), { code: 0 })
  t.equal(pids.length, 6)
  t.notOk(pids.some(isAlive))

  const mine = join(config.folder, 'mine')
  mkdirSync(mine)
  writeFileSync(join(mine, 'file'), '')
  const stop = new AbortController()
  const answer = await runSession(
    { ...config, reset: true },
    {
      ...session,
      signal: stop.signal,
      whileUp: async system => {
        t.match(await find(system), { code: 0, stdout: '' })
        pids = names.map(name => system.supervisor.pid(name))
        stop.abort()
        return new Promise<never>(() => {})
      },
    },
  )
  t.equal(answer, undefined)
  t.notOk(pids.some(isAlive))
  t.ok(existsSync(join(mine, 'file')), 'a reset removes only what systems keep')
})

t.test('a process that exits unexpectedly ends the session with the end of its log', async t => {
  const config = await configuration(t)
  let pids: (number | undefined)[] = []
  const dying = runSession(config, {
    signal: never.signal,
    log: line => t.comment(line),
    whileUp: ({ supervisor }) => {
      pids = names.map(name => supervisor.pid(name))
      process.kill(Number(supervisor.pid('hooks')), 'SIGKILL')
      return new Promise<never>(() => {})
    },
  })
  await t.rejects(dying, {
    message: /^Cannot run "hooks": it exited unexpectedly with signal SIGKILL; the end of .*hooks\.log:\n\{/,
  })
  t.notOk(pids.some(isAlive))
})

t.test('a busy port is an error before the build and the start', async t => {
  const config = await configuration(t)
  const session = { signal: never.signal, log: t.fail, whileUp: async () => {} }
  const wanted = {
    apiServer: ['the API server', 'API'],
    hooks: ['the hook server', 'HOOKS'],
    payments: ['the payment endpoint', 'PAYMENTS'],
  }
  for (const [name, [what, variable]] of Object.entries(wanted)) {
    const port = config.ports[name as keyof typeof wanted]
    const busy = createServer().listen(port, '127.0.0.1')
    await once(busy, 'listening')
    await t.rejects(runSession(config, session), {
      message: `Cannot start ${what} on 127.0.0.1, port "${port}": nothing else may listen there; stop that process or set KCONFERENCE_${variable}_PORT to a free port`,
    })
    busy.close()
    await once(busy, 'close')
  }
  const busy = createServer().listen(0, '127.0.0.1')
  await once(busy, 'listening')
  const { port } = busy.address() as AddressInfo
  for (const [name, what] of [
    ['shop', 'the shop'],
    ['gateway', 'the played gateway'],
    ['admission', 'the admission webhook'],
  ] as const)
    await t.rejects(runSession({ ...config, [name]: port }, session), {
      message: `Cannot start ${what} on 127.0.0.1, port "${port}": nothing else may listen there; stop that process or set KCONFERENCE_${name.toUpperCase()}_PORT to a free port`,
    })
  busy.close()
})
