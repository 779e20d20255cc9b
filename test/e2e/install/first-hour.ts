import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { root } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { type CommandResult, run } from '../../../local/process/run.ts'

// The commands of a newcomer, as documents have them, on the system of npm start.
t.setTimeout(900_000)

const folder = await mkdtemp(join(tmpdir(), 'kconference-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const [apiServer, hooks, payments, shop, gateway] = await findPorts(5)
const env = {
  ...process.env,
  KCONFERENCE_FOLDER: folder,
  KCONFERENCE_API_PORT: String(apiServer),
  KCONFERENCE_HOOKS_PORT: String(hooks),
  KCONFERENCE_PAYMENTS_PORT: String(payments),
  KCONFERENCE_SHOP_PORT: String(shop),
  KCONFERENCE_GATEWAY_PORT: String(gateway),
}

// A checkout of its own, in which the commands leave what they write.
const checkout = join(folder, 'checkout')
await mkdir(checkout)
for (const path of ['package.json', 'hooks', 'examples', 'node_modules'])
  await symlink(join(root, path), join(checkout, path))

/** A system of `npm start`: the line that a newcomer types first, and the Ctrl-C. */
async function startSystem(t: Test, ...args: string[]): Promise<{ exports: string; stop(): Promise<void> }> {
  const main = join(root, 'local', 'start.ts')
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  t.teardown(() => child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    t.comment(line)
    const exports = line.trim()
    if (!exports.startsWith('export KUBECONFIG')) continue
    const stop = async () => {
      child.stdout.resume()
      child.kill('SIGINT')
      t.strictSame(await exit, [0, null])
    }
    return { exports, stop }
  }
  throw new Error('Cannot start the system: it must print what to type first')
}

/** A terminal in the checkout, after the line that the system has printed. */
function terminal(exports: string): (command: string) => Promise<CommandResult> {
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const script = (command: string) => `cd '${checkout}'\n${exports}\n${command}`
  return command =>
    run('/bin/sh', { args: ['-euc', script(command)], env: { PATH: path, HOME: folder, npm_config_loglevel: 'error' } })
}

type Terminal = ReturnType<typeof terminal>

/** Posts the form of a curl command, which need not be installed. */
async function post(command: string): Promise<CommandResult> {
  const [, body = '', url = ''] = /^curl -d '([^']*)' (\S+)$/.exec(command) ?? []
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const own = url.replace('127.0.0.1:3000', `127.0.0.1:${payments}`)
  const answer = await fetch(own, { method: 'POST', headers, body })
  return { code: answer.ok ? 0 : 1, stdout: await answer.text(), stderr: '' }
}

/** Types a command; a reader repeats one that only reads until it shows what it must, or the test times out. */
async function typed(type: Terminal, command: string, shown: RegExp): Promise<CommandResult> {
  for (;;) {
    const result = await (command.startsWith('curl') ? post(command) : type(command))
    const output = `${result.stdout}${result.stderr}`.replace(/\s+/g, ' ')
    if (shown.test(output) || result.code !== 0 || !/^kubectl (?:get|describe) /.test(command)) return result
  }
}

/** The pattern of a cell of the last column. */
function patternOf(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*'))
}

const readme = await readFile(join(root, 'README.md'), 'utf8')
const [, chapter = ''] = readme.split('\n## The first hour\n')
const [table = ''] = chapter.split('| it shows |').slice(1)
const rows = table
  .split('\n\n')[0]
  ?.split('\n')
  .filter(row => row.includes('`'))
  .map(row => {
    const [, task = '', commands = '', shows = ''] = row.split('|').map(cell => cell.trim())
    const [shown = ''] = codesOf(shows)
    return { task, commands: codesOf(commands), shown }
  })

/** The texts between back quotes. */
function codesOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** The blocks of shell commands of a document that contain these words. */
async function blocksOf(document: string, words = ''): Promise<string[]> {
  const text = await readFile(join(root, document), 'utf8')
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block)
  return blocks.filter(block => block.includes(words))
}

async function done(t: Test, type: Terminal, command: string): Promise<string> {
  const { code, stdout, stderr } = await type(command)
  t.equal(code, 0, `${command}\n${stdout}${stderr}`)
  return stdout
}

t.test('the rows of README.md can be typed from top to bottom, and show what they say', async t => {
  const { exports, stop } = await startSystem(t)
  const type = terminal(exports)
  t.ok(rows && rows.length > 15)
  for (const { task, commands, shown } of rows ?? []) {
    const pattern = patternOf(shown)
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1
      const { code, stdout, stderr } = await typed(type, command, isLast ? pattern : /(?:)/)
      t.equal(code, 0, `${task}: ${command}\n${stdout}${stderr}`)
      if (isLast) t.match(`${stdout}${stderr}`.replace(/\s+/g, ' '), pattern, task)
    }
  }
  await stop()
})

t.test('the stories of examples/ can be applied as their page says, and again without a change', async t => {
  const { exports, stop } = await startSystem(t, '--reset')
  const type = terminal(exports)
  const blocks = await blocksOf('examples/README.md')
  for (const block of blocks) await done(t, type, block)
  await done(t, type, 'kubectl wait --for=jsonpath={.status.quantity}=1 order/order-1 -n meetup')
  await done(t, type, 'kubectl scale order/order-3 -n workshop --replicas=2')
  for (const block of blocks) {
    const applied = (await done(t, type, block))
      .split('\n')
      .filter(line => !/ unchanged$| condition met$|^$/.test(line))
    t.strictSame(applied, [])
  }

  t.test('a bank transfer is recorded by the administrator', async t => {
    const [block = ''] = await blocksOf('docs/payments.md', 'manual-$transaction')
    t.match(await done(t, type, block), 'manual-statement-2026-11-20-17 created')
    await done(t, type, 'kubectl wait --for=jsonpath={.status.payment}=CONFIRMED order/order-1 -n cloudconf2020')
  })

  t.test('an organizer has the rights of a role, also by the built-in one', async t => {
    const text = await readFile(join(root, 'docs', 'security.md'), 'utf8')
    const [bind = ''] = /kubectl create rolebinding olga [^`]*/.exec(text) ?? []
    await done(t, type, bind)
    await done(t, type, 'kubectl create rolebinding ida --clusterrole=admin --user=ida -n cloudconf2020')
    for (const person of ['olga', 'ida'])
      await done(t, type, `kubectl patch plan super-early-bird -n cloudconf2020 -p '{}' --type merge --as=${person}`)
  })

  t.test('a conference is backed up, deleted, and restored while no engine runs', async t => {
    const tickets = 'kubectl get tickets -n cloudconf2020 -o name'
    // Tickets wait for the quota, which is counted some time after it exists.
    const before = await typed(type, tickets, /order-1-\d+ .*order-speaker-/)
    const [take = ''] = await blocksOf('docs/backup.md', 'set-credentials')
    await done(t, type, take)
    const [remove = ''] = await blocksOf('docs/backup.md', 'kubectl delete conference')
    await done(t, type, remove)
    await stop()
    const [start = ''] = await blocksOf('docs/backup.md', 'npm start -- ')
    const stopped = await startSystem(t, ...start.trim().split(' ').slice(3))
    const [restore = ''] = (await blocksOf('docs/backup.md', 'backup -- restore')).slice(-1)
    await done(t, terminal(stopped.exports), restore)
    await stopped.stop()
    const again = await startSystem(t)
    await done(t, terminal(again.exports), 'kubectl wait --for=condition=Ready conference/cloudconf2020')
    t.equal(await done(t, terminal(again.exports), tickets), before.stdout)
    await again.stop()
  })
})

t.test('git ignores the files that documents write into a checkout', async t => {
  const repository = join(folder, 'repository')
  await mkdir(repository)
  await cp(join(root, '.gitignore'), join(repository, '.gitignore'))
  const git = (...args: string[]) => run('git', { args: ['-C', repository, ...args] })
  t.match(await git('init', '--quiet'), { code: 0 })
  const blocks = (
    await Promise.all(['docs/backup.md', 'docs/cashier.md', 'docs/payments.md'].map(document => blocksOf(document)))
  ).flat()
  const written = blocks
    .flatMap(block => [...block.matchAll(/(?:> |--into |--from-file=[\w-]+=)([\w.-]+\.\w+)/g)])
    .map(([, file = '']) => file)
  t.match(new Set(written), new Set(['cloudconf2020.json', 'backup.kubeconfig', 'stripe.key']))
  for (const file of written) t.match(await git('check-ignore', file), { code: 0 }, file)
  t.match(await git('check-ignore', 'package.json', 'README.md', 'biome.json'), { code: 1 })
})
