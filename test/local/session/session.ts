import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { bin, type LocalConfig } from '../../../local/config.ts'
import { lockFolder } from '../../../local/process/folder-lock.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { runSession } from '../../../local/session/session.ts'
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
      t.throws(() => lockFolder(config.folder), { message: 'uses it already' }, 'locked while it runs')
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

t.test('a folder that another process has locked is an error before the build and a reset', async t => {
  const config = await configuration(t)
  const data = join(config.folder, 'etcd')
  mkdirSync(data)
  const unlock = lockFolder(config.folder)
  const session = { signal: never.signal, log: t.fail, whileUp: async () => {} }
  await t.rejects(runSession({ ...config, reset: true }, session), {
    message: `Cannot use the folder "${config.folder}": process ${process.pid} uses it already`,
  })
  unlock()
  t.ok(existsSync(data))
})

t.test(
  'what is wrong with the ports or the engine is an error before the build, and the folder stays unlocked',
  async t => {
    const config = await configuration(t)
    const { ports, folder } = config
    const session = { signal: never.signal, log: t.fail, whileUp: async () => {} }
    await t.rejects(runSession({ ...config, shop: ports.hooks }, session), { message: 'the hook server has it' })
    await t.rejects(runSession({ ...config, metacontroller: join(folder, 'mc') }, session), {
      message: 'Cannot find METACONTROLLER',
    })
    const busy = createServer().listen(ports.hooks, '127.0.0.1')
    await once(busy, 'listening')
    await t.rejects(runSession(config, session), {
      message: `Cannot start the hook server on port "${ports.hooks}": a process`,
    })
    busy.close()
    lockFolder(folder)()
  },
)
