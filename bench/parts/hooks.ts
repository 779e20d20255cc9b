import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../local/config.ts'
import { findPorts } from '../../local/process/ports.ts'
import { waitForAnswer } from '../../local/process/probe.ts'
import { Supervisor } from '../../local/process/supervisor.ts'
import { hookServer } from '../../local/system/servers.ts'
import { type OrderOfSale, playSale, requestOf } from '../sale/sold-sale.ts'
import { load, post } from '../system/load.ts'
import { wholeNumber } from '../table.ts'
import type { HookBody, Outcome, Round } from './part.ts'

interface SyncLoad {
  size: string
  body: Buffer
  requests: number
  atOnce: number
}

const name = 'a bare node:http server'

/**
 * The hook server, in a process of its own, beside a server that parses the same request, returns the same answer and
 * decides nothing.
 */
export async function measureHooks({ sizes, record, signal, log }: Round): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-bench-'))
  const supervisor = new Supervisor({ logs: folder })
  const stop = () => supervisor.stop()
  signal.addEventListener('abort', stop)
  const agent = new Agent({ keepAlive: true })
  try {
    const [port, ...barePorts] = (await findPorts(1 + sizes.bodies.length)) as [number, ...number[]]
    await supervisor.start(hookServer({ root, port }))
    const url = `http://127.0.0.1:${port}/sync/order`
    for (const [index, body] of sizes.bodies.entries()) {
      const question = syncLoad(body)
      const answer = join(folder, `answer-${index}`)
      await writeFile(answer, await post(url, { body: question.body, agent, signal }))
      const bareUrl = await startBare(supervisor, { answer, port: barePorts[index] ?? 0 })
      const postTo = (url: string) => (agent: Agent) => post(url, { body: question.body, agent, signal })
      const floor = await load({ ...question, signal, send: postTo(bareUrl) })
      const hooks = await load({ ...question, signal, send: postTo(url) })
      const { size } = question
      record({ name: 'syncs', size, unit: '/s', value: hooks.perSecond, baseline: { name, value: floor.perSecond } })
      record({ name: 'sync, p50', size, unit: 'ms', value: hooks.p50, baseline: { name, value: floor.p50 } })
      record({ name: 'sync, p99', size, unit: 'ms', value: hooks.p99, baseline: { name, value: floor.p99 } })
      log(`${size}: ${wholeNumber(hooks.perSecond)} syncs a second, ${wholeNumber(floor.perSecond)} of ${name}`)
    }
    return {}
  } finally {
    agent.destroy()
    signal.removeEventListener('abort', stop)
    await supervisor.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The request of the engine for an order that is sold. */
function syncLoad({ tickets, requests, atOnce }: HookBody): SyncLoad {
  const [one] = playSale({ sold: 1, quantity: tickets }).sold as [OrderOfSale]
  const body = Buffer.from(JSON.stringify(requestOf(one)))
  const what = tickets === 1 ? '1 ticket' : `${tickets} tickets`
  return { size: `an order of ${what}, ${wholeNumber(body.length / 1000)} kB`, body, requests, atOnce }
}

async function startBare(supervisor: Supervisor, { answer, port }: { answer: string; port: number }): Promise<string> {
  const url = `http://127.0.0.1:${port}/`
  await supervisor.start({
    name: `bare-${port}`,
    command: process.execPath,
    args: [join(root, 'bench', 'programs', 'bare-server.ts'), String(port), answer],
    ready: ({ signal }) => waitForAnswer(url, { signal }),
  })
  return url
}
