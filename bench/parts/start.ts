import { join } from 'node:path'
import { root } from '../../local/config.ts'
import type { Program } from '../../local/process/child.ts'
import { findPorts } from '../../local/process/ports.ts'
import { release } from '../../local/system/install.ts'
import { admissionServer, boxOfficeServer, hookServer, paymentServer } from '../../local/system/servers.ts'
import type { System } from '../../local/system/system.ts'
import { median } from '../statistics.ts'
import { type Launch, launch, launchNothing } from '../system/launch.ts'
import { storeSale } from '../system/sales/stored-sale.ts'
import { withFreshSystem } from '../system/session.ts'
import { briefNumber, wholeNumber } from '../table.ts'
import type { Outcome, Round } from './part.ts'

interface Launched {
  program: Program
  url: string
  ca?: string
}

/** A second process of each program, beside a system at rest: the time until it is ready, and its memory at rest. */
export async function measureStarts({ sizes, record, ...options }: Round): Promise<Outcome> {
  const { log, signal } = options
  return withFreshSystem({ ...options, admission: true }, async bench => {
    const { system } = bench
    const launches = (of: Launched) =>
      repeat(sizes.starts, () => launch(of.program, { ...of, log: join(system.folder, 'launch.log'), signal }))
    const nothing = median(await repeat(sizes.starts, () => launchNothing(signal)))
    const bare = mediansOf(await launches(await bareServer()))
    log(
      `a bare node:http server is ready after ${briefNumber(bare.milliseconds)} ms, node -e 0 over after ${briefNumber(nothing)} ms`,
    )
    const name = 'a bare node:http server'
    const value = bare.milliseconds
    record({
      name: `${name} until ready`,
      size: 'at rest',
      unit: 'ms',
      value,
      baseline: { name: 'node -e 0', value: nothing },
    })
    const measureLaunches = async (launched: Launched, size: string) => {
      const { milliseconds, megabytes, highest } = mediansOf(await launches(launched))
      const program = launched.program.name
      const ready = { size, unit: 'ms', value: milliseconds, baseline: { name, value: bare.milliseconds } }
      const memory = { size, unit: 'MB', baseline: { name, value: bare.megabytes } }
      record({ ...ready, name: `${program} until ready` })
      record({ ...memory, name: `memory of ${program}`, value: megabytes })
      record({ ...memory, name: `memory of ${program}, at most`, value: highest })
      log(
        `${program} (${size}) is ready after ${briefNumber(milliseconds)} ms, with ${megabytes} MB, at most ${highest} MB`,
      )
    }
    const boxOffice = await boxOfficeOf(system)
    for (const launched of [...(await serversOf(system)), boxOffice]) await measureLaunches(launched, 'at rest')
    await bench.runWhileStopped(async () => {
      await storeSale(bench, sizes.stored)
      await measureLaunches(boxOffice, `${wholeNumber(sizes.stored)} orders, all decided`)
    })
    return { engine: system.engine }
  })
}

async function repeat<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let time = 0; time < times; time++) all.push(await work())
  return all
}

function mediansOf(launches: readonly Launch[]): Launch {
  return {
    milliseconds: median(launches.map(({ milliseconds }) => milliseconds)),
    megabytes: median(launches.map(({ megabytes }) => megabytes)),
    highest: median(launches.map(({ highest }) => highest)),
  }
}

async function bareServer(): Promise<Launched> {
  const [port] = await findPorts(1)
  const args = [join(root, 'bench', 'programs', 'bare-server.ts'), String(port)]
  return { program: { name: 'bare', command: process.execPath, args }, url: `http://127.0.0.1:${port}/` }
}

function kubeconfigOf({ folder }: System, name: string): string {
  return join(folder, 'identities', `${name}.kubeconfig`)
}

/** It waits while another box office leads, and leads as soon as there is none. */
async function boxOfficeOf(system: System): Promise<Launched> {
  const [port] = (await findPorts(1)) as [number]
  const kubeconfig = kubeconfigOf(system, 'kconference-box-office')
  const program = boxOfficeServer({ root, port, kubeconfig, name: 'box-office-launched' })
  return { program: { ...program, name: 'box-office' }, url: `http://127.0.0.1:${port}/readyz` }
}

async function serversOf(system: System): Promise<Launched[]> {
  const [hooks, payments, admission] = (await findPorts(3)) as [number, number, number]
  const certificates = join(system.folder, 'identities', 'kconference-admission')
  const secret = ['get', 'secret', 'kconference-admission-certificate', `--namespace=${release.namespace}`]
  const { stdout } = await system.kubectl([...secret, '--output=jsonpath={.data.ca\\.crt}'])
  const ca = Buffer.from(stdout, 'base64').toString()
  const webhook = { root, certificates, ca, port: admission, kubeconfig: kubeconfigOf(system, 'kconference-admission') }
  return [
    { program: hookServer({ root, port: hooks }), url: `http://127.0.0.1:${hooks}/readyz` },
    {
      program: paymentServer({ root, port: payments, kubeconfig: kubeconfigOf(system, 'kconference-payments') }),
      url: `http://127.0.0.1:${payments}/readyz`,
    },
    { program: admissionServer(webhook), url: `https://127.0.0.1:${admission}/readyz`, ca },
  ]
}
