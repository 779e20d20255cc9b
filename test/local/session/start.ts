import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { bin, root, usage } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { run } from '../../../local/process/run.ts'
import { start } from '../../../local/session/start.ts'

async function environment(t: Test): Promise<{ folder: string; env: NodeJS.ProcessEnv }> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const [apiServer, hooks, payments, shop, admission, gateway] = await findPorts(6)
  const ports = {
    KCONFERENCE_API_PORT: String(apiServer),
    KCONFERENCE_HOOKS_PORT: String(hooks),
    KCONFERENCE_PAYMENTS_PORT: String(payments),
    KCONFERENCE_SHOP_PORT: String(shop),
    KCONFERENCE_ADMISSION_PORT: String(admission),
    KCONFERENCE_GATEWAY_PORT: String(gateway),
  }
  return { folder, env: { ...process.env, KCONFERENCE_FOLDER: folder, ...ports } }
}

/** Command lines of the processes that were started in `folder`. */
async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await run('ps', { args: ['-e', '-o', 'args='] })
  return stdout.split('\n').filter(line => line.includes(folder))
}

t.test('--help prints the usage and starts nothing', async t => {
  const lines: string[] = []
  const { signal } = new AbortController()
  t.equal(await start({ env: {}, argv: ['--help'], signal, log: line => lines.push(line) }), 0)
  t.strictSame(lines, [usage])
})

/** Its output at the time it runs; it is stopped then. */
async function welcomeOf(env: NodeJS.ProcessEnv, argv: string[]): Promise<string> {
  const stop = new AbortController()
  const lines: string[] = []
  const log = (line: string) => {
    lines.push(line)
    if (line.includes('Ctrl-C')) stop.abort()
  }
  const code = await start({ env, argv, signal: stop.signal, log })
  return `${lines.find(line => line.includes('Ctrl-C'))}\nexit ${code}`
}

t.test('it prints the usage of the running system, until it is stopped', async t => {
  const { folder, env } = await environment(t)
  const welcome = await welcomeOf(env, [])
  t.match(welcome, /exit 0$/)
  t.match(welcome, 'admission   off: npm start -- --admission')
  t.match(welcome, `logs        ${folder}/logs, a file for each program`)
  t.match(welcome, /^ {2}hooks +http:\S+ +http:\/\/127\.0\.0\.1:\d+\/metrics$/m)
  t.match(welcome, /^ {2}box office +http:\/\/127\.0\.0\.1:\d+\/metrics$/m)
  t.match(welcome, `export KUBECONFIG="${folder}/kubeconfig" PATH="${bin}:$PATH"`)
  t.match(welcome, `http://127.0.0.1:${env['KCONFERENCE_HOOKS_PORT']}`)
  t.match(welcome, `http://127.0.0.1:${env['KCONFERENCE_PAYMENTS_PORT']}/payment-gateway/cloudconf2020`)
  t.match(welcome, `Then open http://127.0.0.1:${env['KCONFERENCE_SHOP_PORT']}/devday in a browser`)
  t.match(welcome, `http://127.0.0.1:${env['KCONFERENCE_GATEWAY_PORT']}  `)
  t.strictSame(await processesOf(folder), [])
})

t.test('it prints the address of the admission webhook, if that runs', async t => {
  const { folder, env } = await environment(t)
  const welcome = await welcomeOf(env, ['--admission'])
  t.match(welcome, `admission   https://127.0.0.1:${env['KCONFERENCE_ADMISSION_PORT']}/admission/orders`)
  t.strictSame(await processesOf(folder), [])
})

t.test('the command ends with 0 on a Ctrl-C and leaves no process behind', async t => {
  const { folder, env } = await environment(t)
  const main = join(root, 'local', 'start.ts')
  const command = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(command, 'exit')
  for await (const line of createInterface({ input: command.stdout })) if (line.startsWith('Running')) break
  t.ok((await processesOf(folder)).length > 3)
  command.kill('SIGINT')
  t.strictSame(await exit, [0, null])
  t.strictSame(await processesOf(folder), [])
})
