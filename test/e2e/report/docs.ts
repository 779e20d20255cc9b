import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { parse, stringify } from 'yaml'
import { bin, root } from '../../../local/config.ts'
import { type CommandResult, run } from '../../../local/process/run.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(300_000)
const page = await readFile(join(root, 'docs', 'reports.md'), 'utf8')
const scripts = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, script = '']) => script)
const examples = [...page.matchAll(/^```\n\$ ([^\n]*)\n(.*?)^```$/gms)]

/** The one script of the page that has these words. */
function script(words: string): string {
  const [only = '', ...others] = scripts.filter(one => one.includes(words))
  if (only === '' || others.length > 0) throw new Error(`Reading docs/reports.md: "${words}" must be in one script`)
  return only
}

const system = await startTestSystem(t)

// A checkout of its own, in which the commands leave what they write.
const checkout = join(system.folder, 'checkout')
await mkdir(join(checkout, '.local'), { recursive: true })
for (const path of ['package.json', 'hooks', 'node_modules', 'examples'])
  await symlink(join(root, path), join(checkout, path))
await symlink(system.kubeconfig, join(checkout, '.local', 'kubeconfig'))

/** The result of a shell script of the page; it runs as the administrator unless a kubeconfig is given. */
function shell(commands: string, kubeconfig = system.kubeconfig): Promise<CommandResult> {
  const path = [bin, join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const env = { PATH: path, HOME: system.folder, KUBECONFIG: kubeconfig }
  const local = commands.replaceAll('http://127.0.0.1:3000', system.paymentsUrl)
  return run('/bin/sh', { args: ['-euc', `cd '${checkout}'\n${local}`], env })
}

/** The lines of an output in no order, with every time as zeros: orders of one second are in the order of their names. */
function lines(output: string): string[] {
  const untimed = output.replaceAll(/\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?/g, time => time.replaceAll(/\d/g, '0'))
  return untimed.split(/\r?\n/).sort()
}

t.test('the page sells three tickets', async t => {
  const { code, stdout, stderr } = await shell(script('examples/devdays.yaml'))
  t.equal(code, 0, `${stdout}${stderr}`)
})

t.test('every example has its real output', async t => {
  t.equal(examples.length, 7)
  for (const [, command = '', output = ''] of examples) {
    const { code, stdout, stderr } = await shell(command)
    t.strictSame([code, lines(stdout), stderr], [0, lines(output), ''], command)
  }
  const { code, stderr } = await shell(script('> sales.csv'))
  t.strictSame([code, stderr], [0, ''])
  const csv = await readFile(join(checkout, 'sales.csv'), 'utf8')
  t.match(csv, /^day,plan,tickets,received,refunded,disputed,fees,net,currency\r\n.*,early,1,99\.00,.*\r\n/)
  t.equal(JSON.parse(await readFile(join(checkout, 'sales.json'), 'utf8')).length, 2)
})

t.test('the accountant makes every report but that of the attendees', async t => {
  t.match(await shell(script('create rolebinding')), { code: 0 })
  const config = parse(await readFile(system.kubeconfig, 'utf8'))
  config.users[0].user.as = 'ann'
  const kubeconfig = join(system.folder, 'ann.kubeconfig')
  await writeFile(kubeconfig, stringify(config), { mode: 0o600 })
  const report = (name: string) => shell(`npm run --silent report -- ${name} devdays`, kubeconfig)
  for (const name of ['orders', 'payments', 'refunds'])
    t.match(await report(name), { code: 0, stdout: / grace |^grace /m, stderr: '' }, name)
  t.match(await report('sales'), {
    code: 0,
    stdout: /^TOTAL +2 +397\.00 /m,
    stderr:
      'Days are in UTC: this account may not read conference "devdays", which has the time zone (docs/reports.md)\n',
  })
  t.strictSame(await report('attendees'), {
    code: 1,
    stdout: '',
    stderr:
      'Cannot report attendees of conference "devdays": tickets.app.corley.it is forbidden: User "ann" cannot list resource "tickets" in API group "app.corley.it" in the namespace "devdays"; attendees are personal data: use an account with the role kconference-viewer\n',
  })
  t.match(await shell(script('create clusterrolebinding')), { code: 0 })
  t.match(await report('sales'), { code: 0, stdout: /^TOTAL +2 +397\.00 /m, stderr: '' })
})
