import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { adminUser } from '../../../local/control-plane/keys.ts'
import { run } from '../../../local/process/run.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(300_000)
// As npm start does.
const values = { policies: { manualPayments: { users: [adminUser] } } }
const system = await startTestSystem(t, { values })

/** The blocks of commands of the page, without the first one, which chooses the system of npm start. */
async function readBlocks(): Promise<string[]> {
  const text = await readFile(join(root, 'docs', 'tasks.md'), 'utf8')
  const [choice, ...blocks] = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
  t.equal(choice, 'export KUBECONFIG="$PWD/.local/kubeconfig" PATH="$PWD/.local/bin:$PATH"\n')
  return blocks
}

interface Line {
  order: string
  state: string
  amount: string
}

t.test('every command of the page works, typed in its order in one shell', async t => {
  const blocks = await readBlocks()
  t.ok(blocks.length > 10)
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: system.folder, KUBECONFIG: system.kubeconfig, ROOT: root }
  const shell = (script: string) => run('/bin/sh', { args: ['-euc', `cd "$ROOT"\n${script}`], env })
  const { code, stdout, stderr } = await shell(blocks.join('echo done\n'))
  t.equal(code, 0, `${stdout.split('done\n').at(-1)}${stderr}`)
  const { stdout: report } = await shell('npm run --silent report -- refunds threedays --json')
  t.strictSame(
    (JSON.parse(report) as Line[]).map(({ order, state, amount }) => [order, state, amount]).sort(),
    [
      ['ada', 'Due', '240.00'],
      ['grace-saturday', 'Due', '99.00'],
    ],
    'what is left to send back is the money of the orders that were cancelled at the end',
  )
})
