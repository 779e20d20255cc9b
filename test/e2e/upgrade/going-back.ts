import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { run } from '../../../local/process/run.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { lastingOf, untilStandings } from '../../fixtures/upgrade/estate.ts'
import { openIntruder, policies } from '../../fixtures/upgrade/forbidden.ts'
import { present, unpackRelease } from '../../fixtures/upgrade/release.ts'
import { expectedStandings, openSale } from '../../fixtures/upgrade/sale.ts'
import { scenesOf } from '../../fixtures/upgrade/scenes.ts'
import { startStage } from '../../fixtures/upgrade/stage.ts'

// Twice the box office waits for a minute before it decides.
t.setTimeout(1_800_000)

const before = await unpackRelease(t, '0.2.0')
const stage = await startStage(t, before)
t.comment(`the engine is ${stage.system.engine}`)
const shop = await openShop(stage.system, 'conf')
const intruder = await openIntruder(t, { kubeconfig: stage.system.kubeconfig, namespace: shop.namespace })
const { isInstalled, keepsEverything, sellsOn } = scenesOf({ stage, shop, intruder })
const page = readFileSync(join(root, 'docs', 'install.md'), 'utf8')
const blocks = [...page.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block)

/** The result of the block of docs/install.md with these words; the administrator runs it. */
async function asWritten(words: string, change = (script: string) => script) {
  const [script = '', ...others] = blocks.filter(block => block.includes(words))
  if (script === '' || others.length > 0)
    throw new Error(`Cannot read docs/install.md: "${words}" must be in one block`)
  const env = { PATH: `${bin}:${process.env['PATH']}`, KUBECONFIG: stage.system.kubeconfig, HOME: t.testdir() }
  return await run('/bin/sh', { args: ['-euc', change(script)], env })
}

/** Tries again while the policies still refuse that are deleted: the API server drops them within seconds. */
async function untilLetIn(act: () => Promise<void>, attempts = 20): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt === attempts || !String(error).includes('hand the reservations back first')) throw error
      await delay(500)
    }
  }
}

/** Runs the command with the account of the box office. */
async function handBack(...args: string[]) {
  const env = { PATH: process.env['PATH'], KUBECONFIG: await stage.boxOfficeKubeconfig() }
  const child = spawn(process.execPath, ['hooks/hand-back.ts', ...args], { cwd: root, env })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  for (const line of stderr.trim().split('\n')) t.comment(line)
  return { code, stderr }
}

t.test('0.2.0 sells, and the present version sells on', async t => {
  await openSale(shop)
  await stage.upgradeTo(present)
  await stage.roll(present)
  await sellsOn(t, { rounds: 1 })
})

t.test('going back unprepared is refused, and changes nothing', async t => {
  const kept = await lastingOf(shop)
  const refused = { message: /hand the reservations back first \(docs\/install\.md, "Going back"\)/ }
  await t.rejects(stage.upgradeTo(before), refused)
  await t.rejects(stage.rollBackTo(1), refused)
  await isInstalled(t, present)
  t.strictSame(await lastingOf(shop), kept)
})

t.test('reservations are not handed back while the box office decides', async t => {
  t.match(await handBack(), { code: 1, stderr: /the box office ".*" runs .*; scale it to 0/ })
  const { items } = JSON.parse(await shop.kubectl('get', 'reservations', '--output=json'))
  t.ok(
    items.every((one: { metadata: { ownerReferences: object[] } }) =>
      t.match(one.metadata.ownerReferences, [{ kind: 'Order' }]),
    ),
  )
})

t.test('the pod that hands them back may run where the strictest Pod Security Standard is enforced', async t => {
  await stage.system.kubectl([
    'label',
    'namespace',
    'kconference-system',
    'pod-security.kubernetes.io/enforce=restricted',
  ])
  const { code, stdout, stderr } = await asWritten('kubectl run kconference-hand-back', script =>
    script.slice(0, script.indexOf('kubectl wait')).replace(' -- ', ' --dry-run=server --output=json -- '),
  )
  t.equal(code, 0, stderr)
  t.match(JSON.parse(stdout).spec, {
    serviceAccountName: 'kconference-box-office',
    containers: [{ args: ['hooks/hand-back.ts'], env: [{ name: 'NAMESPACE', value: 'kconference-system' }] }],
  })
})

t.test('once they are handed back, 0.2.0 is installed again, and nothing has changed', async t => {
  await keepsEverything(t, before, () =>
    stage.whileEngineStops(async () => {
      await stage.closeBoxOffice()
      t.match(await handBack(), {
        code: 0,
        stderr: /reservations belong to a plan again; 0\.2\.0 can be installed now\n$/,
      })
      t.match(await handBack('conf'), { code: 0 }, 'again, without anything left to do')
      t.match(await asWritten('validatingadmissionpolicybindings'), { code: 0 })
      await untilLetIn(() => stage.rollBackTo(1))
      await stage.roll(before)
    }),
  )
})

t.test('0.2.0 sells on, and so does the present version when it is back', async t => {
  await sellsOn(t, { rounds: 2 })
  await stage.upgradeTo(present)
  await stage.roll(present)
  await sellsOn(t, { rounds: 3 })
  const expected = expectedStandings({ rounds: 3 })
  t.strictSame(await untilStandings(shop, expected), expected)
  t.strictSame(await intruder.refusals(), policies)
})
