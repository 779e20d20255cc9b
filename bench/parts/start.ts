import { join } from 'node:path'
import { root } from '../../local/config.ts'
import type { Program } from '../../local/process/child.ts'
import { freePorts } from '../../local/process/ports.ts'
import { release } from '../../local/system/install.ts'
import { admissionServer, hookServer, paymentServer } from '../../local/system/servers.ts'
import type { System } from '../../local/system/system.ts'
import { median } from '../statistics.ts'
import { type Launch, launch, launchNothing } from '../system/launch.ts'
import { onFreshSystem } from '../system/session.ts'
import { brief } from '../table.ts'
import type { Outcome, Round } from './part.ts'

interface Launched {
  program: Program
  url: string
  ca?: string
}

/** A second one of each program, beside a system that does nothing: how long until it is ready, and what it needs at rest. */
export async function startRound({ sizes, record, ...options }: Round): Promise<Outcome> {
  const { log, signal } = options
  const times = async <T>(work: () => Promise<T>): Promise<T[]> => {
    const all: T[] = []
    for (let start = 0; start < sizes.starts; start++) all.push(await work())
    return all
  }
  return onFreshSystem({ ...options, admission: true }, async ({ system }) => {
    const launches = (of: Launched) =>
      times(() => launch(of.program, { ...of, log: join(system.folder, 'launch.log'), signal }))
    const nothing = median(await times(() => launchNothing(signal)))
    const bare = mediansOf(await launches(await bareServer()))
    log(
      `a bare node:http server is ready after ${brief(bare.milliseconds)} ms, node -e 0 over after ${brief(nothing)} ms`,
    )
    const [name, size] = ['a bare node:http server', 'at rest']
    const ready = { size, unit: 'ms' }
    record({
      ...ready,
      name: `${name} until ready`,
      value: bare.milliseconds,
      baseline: { name: 'node -e 0', value: nothing },
    })
    for (const launched of await programsOf(system)) {
      const { milliseconds, megabytes } = mediansOf(await launches(launched))
      const program = launched.program.name
      record({
        ...ready,
        name: `${program} until ready`,
        value: milliseconds,
        baseline: { name, value: bare.milliseconds },
      })
      const memory = { name: `memory of ${program}`, size, unit: 'MB', value: megabytes }
      record({ ...memory, baseline: { name, value: bare.megabytes } })
      log(`${program} is ready after ${brief(milliseconds)} ms, with ${megabytes} MB`)
    }
    return {}
  })
}

function mediansOf(launches: readonly Launch[]): Launch {
  return {
    milliseconds: median(launches.map(({ milliseconds }) => milliseconds)),
    megabytes: median(launches.map(({ megabytes }) => megabytes)),
  }
}

async function bareServer(): Promise<Launched> {
  const [port] = await freePorts(1)
  const args = [join(root, 'bench', 'programs', 'bare-server.ts'), String(port)]
  return { program: { name: 'bare', command: process.execPath, args }, url: `http://127.0.0.1:${port}/` }
}

async function programsOf({ folder, kubectl }: System): Promise<Launched[]> {
  const [hooks, payments, admission] = (await freePorts(3)) as [number, number, number]
  const identity = (name: string) => join(folder, 'identities', `${name}.kubeconfig`)
  const certificates = join(folder, 'identities', 'kconference-admission')
  const secret = ['get', 'secret', 'kconference-admission-certificate', `--namespace=${release.namespace}`]
  const { stdout } = await kubectl([...secret, '--output=jsonpath={.data.ca\\.crt}'])
  const ca = Buffer.from(stdout, 'base64').toString()
  const of = { root, certificates, ca, port: admission, kubeconfig: identity('kconference-admission') }
  return [
    { program: hookServer({ root, port: hooks }), url: `http://127.0.0.1:${hooks}/readyz` },
    {
      program: paymentServer({ root, port: payments, kubeconfig: identity('kconference-payments') }),
      url: `http://127.0.0.1:${payments}/readyz`,
    },
    { program: admissionServer(of), url: `https://127.0.0.1:${admission}/readyz`, ca },
  ]
}
