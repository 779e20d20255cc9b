import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../local/config.ts'
import { setStage } from '../../local/demo/stage.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'

const text = await readFile(join(root, 'docs', 'organizer.md'), 'utf8')
const { kubectl, kubeconfig } = (await startTestKinds(t)).controlPlane

/** The blocks of the page in this language. */
function blocks(language: 'yaml' | 'sh'): string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, is, block = '']) =>
    is === language ? [block] : [],
  )
}

await kubectl(['create', 'namespace', 'devdays'])

t.test('the API server accepts every manifest of the page, and keeps every field', async t => {
  const manifests = blocks('yaml')
  t.not(manifests.length, 0)
  for (const manifest of manifests) {
    t.match(await kubectl(['create', '--validate=strict', '--filename=-'], manifest), { code: 0, stderr: '' }, manifest)
  }
})

t.test('every command of the page does what it says', async t => {
  const order = { planRef: 'early', price: 99 }
  const ada = {
    apiVersion: 'app.corley.it/v1',
    kind: 'Order',
    metadata: { name: 'ada', namespace: 'devdays' },
    spec: order,
  }
  t.match(await kubectl(['create', '--filename=-'], JSON.stringify(ada)), { code: 0 })
  const { shell } = setStage({ bin, kubeconfig, paymentsUrl: '', folder: root, print: () => {} })
  // Nothing is sold without a box office: test/e2e/orders/lists.ts types the commands that wait.
  const commands = blocks('sh')
    .flatMap(block => block.trim().split('\n'))
    .filter(command => !command.startsWith('kubectl wait '))
  t.not(commands.length, 0)
  for (const command of commands) {
    const { code, output } = await shell(command)
    t.strictSame([code, / \(no change\)/.test(output)], [0, false], `${command}: ${output}`)
  }
})

t.test('every field that the page names exists', async t => {
  const named = [...text.matchAll(/^\| .* \| (.*) \|$/gm)].flatMap(([, cell = '']) => cell.match(/`\w+(?=[:`])/g) ?? [])
  const kinds = ['plan', 'seatpool', 'coupon', 'order']
  const explained = await Promise.all(kinds.map(kind => kubectl(['explain', `${kind}.spec`])))
  const fields = new Set(
    explained.flatMap(({ stdout }) => [...stdout.matchAll(/^ {2}(\w+)\t/gm)].map(([, name]) => name)),
  )
  for (const name of new Set(named.map(one => one.slice(1)))) {
    t.ok(fields.has(name) || ['waiting'].includes(name), `${name} is a field of a spec, or a number of a status`)
  }
})
