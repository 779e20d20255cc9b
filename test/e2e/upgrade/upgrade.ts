import t from 'tap'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { untilOrdersOwnAll, untilStandings } from '../../fixtures/upgrade/estate.ts'
import { openIntruder, policies } from '../../fixtures/upgrade/forbidden.ts'
import { present, unpackRelease } from '../../fixtures/upgrade/release.ts'
import { expectedStandings, openSale } from '../../fixtures/upgrade/sale.ts'
import { scenesOf } from '../../fixtures/upgrade/scenes.ts'
import { startStage } from '../../fixtures/upgrade/stage.ts'

// The box office decides nothing for a minute after the plan controller is gone.
t.setTimeout(1_800_000)

const first = await unpackRelease(t, '0.1.0')
const second = await unpackRelease(t, '0.2.0')
const stage = await startStage(t, first)
t.comment(`the engine is ${stage.system.engine}`)
const shop = await openShop(stage.system, 'conf')
const intruder = await openIntruder(t, { kubeconfig: stage.system.kubeconfig, namespace: shop.namespace })
const { isInstalled, keepsEverything, rushesDuring, sellsOn } = scenesOf({ stage, shop, intruder })

t.test('0.1.0 is installed from its package, and sells', async t => {
  await isInstalled(t, first)
  await openSale(shop)
  const expected = expectedStandings({ rounds: 0 })
  t.strictSame(await untilStandings(shop, expected), expected)
  t.strictSame(await intruder.refusals(), policies)
})

t.test('the upgrade to 0.2.0 changes nothing of what was sold, and 0.2.0 sells on', async t => {
  await keepsEverything(t, second, async () => {
    await stage.upgradeTo(second)
    await stage.roll(second)
  })
  await sellsOn(t, { rounds: 1 })
})

t.test('in the middle of a rush the box office takes over, while programs of both versions answer', async t => {
  await rushesDuring(t, { rounds: 1 }, async () => {
    await stage.upgradeTo(present)
    await stage.roll(second, present)
  })
  await isInstalled(t, present)
  t.strictSame(await untilOrdersOwnAll(shop), [])
})

t.test('both versions sell side by side, and a payment that both receive counts once', t =>
  sellsOn(t, { rounds: 2, hasRushed: true }),
)

t.test('the end of the old programs changes nothing', t => keepsEverything(t, present, () => stage.roll(present)))

t.test('the present version completes the sales that earlier versions began', t =>
  sellsOn(t, { rounds: 3, hasRushed: true }),
)
