import type { IAsyncProperty } from 'fast-check'
import t, { type Test } from 'tap'
import { createApiClient } from '../../../local/kubernetes/api-client.ts'
import { readKubeconfig } from '../../../local/kubernetes/kubeconfig.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { createObjects } from '../../fixtures/engine/objects.ts'
import { Life, type Tally } from '../../fixtures/life/life.ts'
import { liveConference, liveSale } from '../../fixtures/life/lived-sale.ts'
import { conference, sale } from '../../fixtures/life/written-by-people.ts'
import { fc } from '../../fixtures/properties.ts'

// ACCEPTED_ROUNDS=2000 PROPERTIES_SEED=random plays for hours. A round is a sale in each of some namespaces at once.
const rounds = Number(process.env['ACCEPTED_ROUNDS'] ?? 20)
t.setTimeout(120_000 + rounds * 30_000)

const system = await startTestSystem(t, { values: { policies: { manualPayments: { users: ['kconference-admin'] } } } })
const connection = await readKubeconfig(system.kubeconfig)
t.teardown(() => connection.agent.destroy())
const objects = createObjects(t, createApiClient(connection, { reserve: () => 0, tryTake: () => true }))
const tally: Tally = {}
const namespaces = ['sale-1', 'sale-2', 'sale-3', 'sale-4']
const lives = namespaces.map(namespace => new Life(objects, { namespace, tally }))

t.test('there is a conference for each', async () => {
  await Promise.all(namespaces.map(namespace => openShop(system, namespace)))
})

/** Plays rounds. A failure is printed in letters that every terminal shows, with the seed that repeats it. */
async function hold<T>(t: Test, property: IAsyncProperty<[T]>, numRuns: number): Promise<void> {
  const { failed, errorInstance, seed, counterexample } = await fc.check(property, { endOnFailure: true, numRuns })
  if (!failed) return
  const said = `${(errorInstance as Error).message} (PROPERTIES_SEED=${seed}): ${JSON.stringify(counterexample)}`
  t.fail(said.replaceAll(/[^ -~]/gu, sign => `\\u{${sign.codePointAt(0)?.toString(16)}}`))
}

t.test('every accepted object of a sale is served, and can be changed and deleted', async t => {
  const sales = fc.tuple(sale, sale, sale, sale)
  const property = fc.asyncProperty(sales, async sales => {
    await Promise.all(lives.map((life, index) => liveSale(life, sales[index] as (typeof sales)[number])))
  })
  await hold(t, property, rounds)
})

t.test('every conference that is accepted is served, and can be changed and deleted', async t => {
  const several = fc.uniqueArray(conference, { minLength: 4, maxLength: 4, selector: ({ name }) => name })
  const property = fc.asyncProperty(several, async conferences => {
    await Promise.all(conferences.map(one => liveConference(lives[0] as Life, one)))
  })
  await hold(t, property, Math.ceil(rounds / 3))
})

t.test('objects of every kind were accepted', async t => {
  for (const [kind, { accepted, refused }] of Object.entries(tally)) {
    t.comment(`${kind}: ${accepted} accepted, ${refused} refused`)
    t.ok(accepted > 0, kind)
  }
})
