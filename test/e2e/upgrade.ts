import t, { type Test } from 'tap'
import { startObserver } from '../fixtures/comparison/observer.ts'
import { openShop } from '../fixtures/shop.ts'
import { everything, standings } from '../fixtures/upgrade/estate.ts'
import { openIntruder, policies } from '../fixtures/upgrade/forbidden.ts'
import { present, printedDefinitions, type Release, unpackRelease } from '../fixtures/upgrade/release.ts'
import { assign, expectedStandings, goOn, openSale } from '../fixtures/upgrade/sale.ts'
import { startStage } from '../fixtures/upgrade/stage.ts'

const released = await unpackRelease(t, '0.1.0')
const stage = await startStage(t, released)
t.comment(`the engine is ${stage.system.engine}`)
const controllers = () => stage.answering().flatMap(release => release.controllers)
const observer = await startObserver(stage.system, { controllers })
t.teardown(() => observer.stop())
const shop = await openShop(stage.system, 'conf')
const rest = () => observer.rest(shop.namespace)
const intruder = await openIntruder(t, { kubeconfig: stage.system.kubeconfig, namespace: shop.namespace })

/** Nothing that is stored is written by a change of versions, though hooks of all versions that answer are asked about all of it. */
async function changesNothing(t: Test, change: () => Promise<void>): Promise<void> {
  const before = await everything(shop)
  t.strictSame(await intruder.refusalsDuring(change()), [policies])
  const parents = Object.values(before).filter(({ kind }) => ['Conference', 'Plan', 'Order'].includes(kind))
  t.equal(await stage.askAnew(), parents.length)
  await rest()
  t.strictSame(await everything(shop), before)
  t.strictSame(await intruder.refusals(), policies)
}

async function isInstalled(t: Test, release: Release): Promise<void> {
  t.strictSame(await stage.definitions(), printedDefinitions(release), `the CRDs are those of ${release.version}`)
}

/** Sells on what was begun before: a payment, a cancellation, a smaller order, an attendee, a new order. */
async function sellsOn(t: Test, round: number): Promise<void> {
  const before = await everything(shop)
  const answers = await goOn(shop, round)
  await rest()
  await assign(shop, `pending-${round}`, `the ${round}.`)
  await rest()
  const after = await everything(shop)
  const gone = Object.keys(before).filter(name => after[name] === undefined)
  const kept = Object.entries(before).filter(
    ([name, { kind }]) => ['Ticket', 'Payment'].includes(kind) && !gone.includes(name),
  )
  t.strictSame(
    answers.map(({ code }) => code),
    [200, 200, 200],
  )
  t.strictSame(await standings(shop), expectedStandings(round))
  t.strictSame(
    gone.map(name => before[name]?.kind),
    ['Ticket', 'Ticket'],
    'one was cancelled, and one is too many now',
  )
  for (const [name, object] of kept) t.strictSame(after[name], object, `${name} is as it was`)
  t.strictSame(await intruder.refusals(), policies)
}

t.test('0.1.0 is installed from its package, and sells', async t => {
  await isInstalled(t, released)
  await openSale(shop, rest)
  t.strictSame(await standings(shop), expectedStandings(0))
  t.strictSame(await intruder.refusals(), policies)
})

t.test('the upgrade changes nothing of what was sold, while programs of both versions answer', async t => {
  await changesNothing(t, async () => {
    await stage.upgradeTo(present)
    await stage.roll(released, present)
  })
  await isInstalled(t, present)
})

t.test('both versions sell side by side, and a payment that both are told of counts once', t => sellsOn(t, 1))

t.test('nor does the end of the old programs', t => changesNothing(t, () => stage.roll(present)))

t.test('the present version sells on what the one before began', t => sellsOn(t, 2))

t.test('a downgrade changes nothing either', async t => {
  await changesNothing(t, async () => {
    await stage.upgradeTo(released)
    await stage.roll(released)
  })
  await isInstalled(t, released)
})

t.test('0.1.0 sells on what was begun by either', t => sellsOn(t, 3))

t.test('helm rollback does the same, in either direction', async t => {
  for (const [revision, release] of [
    [2, present],
    [1, released],
  ] as const) {
    await changesNothing(t, () => stage.rollBackTo(revision))
    await isInstalled(t, release)
  }
})
