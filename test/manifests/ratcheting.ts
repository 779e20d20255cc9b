import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { createApiClient } from '../../local/kubernetes/api-client.ts'
import { readKubeconfig } from '../../local/kubernetes/kubeconfig.ts'
import { customResourceDefinition } from '../../scripts/print/definition.ts'
import { kinds } from '../../scripts/print/kinds.ts'
import { startTestControlPlane } from '../fixtures/cluster/control-plane.ts'
import { laxDefinition } from '../fixtures/manifests/lax-kinds.ts'
import { laxStatuses, statuses } from '../fixtures/manifests/lax-statuses.ts'
import {
  type LaxlyStored,
  otherChanges,
  pathOf,
  refusalOf,
  stillWrong,
  storable,
  storeLaxly,
  tryPatch,
} from '../fixtures/manifests/laxly-stored.ts'
import { manifest, namespace, sentence } from '../fixtures/manifests/manifests.ts'
import type { Node } from '../fixtures/schema/walk.ts'

const { kubectl, kubeconfig } = await startTestControlPlane(t)
const connection = await readKubeconfig(kubeconfig)
t.teardown(() => connection.agent.destroy())
const api = createApiClient(connection, { reserve: () => 0, tryTake: () => true })

async function succeed(args: string[], input?: object): Promise<void> {
  const { code, stderr } = await kubectl(args, JSON.stringify(input))
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: must succeed: ${stderr}`)
}

async function define(definitions: object[]): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: definitions }
  await succeed(['apply', '--server-side', '--filename=-'], list)
}

/**
 * Resolves when the API server rejects an object that it stored before: it applies a changed CRD later, and announces
 * nothing.
 */
async function rulesInForce(): Promise<void> {
  for (const { kind } of kinds) {
    const row = storable.find(row => row.kind === kind && row.spec !== undefined)
    const create = () =>
      api.request('POST', `${pathOf(kind)}?dryRun=All`, { body: manifest({ kind, ...row, name: 'late' }) })
    while (!(await refusalOf(create()))?.includes(String(row?.words))) await delay(100)
  }
}

await succeed(['create', 'namespace', namespace])
await define(kinds.map(laxDefinition))
// Just after its creation a CRD has no conditions, and kubectl fails instead of waiting.
while ((await kubectl(['wait', '--for=condition=Established', 'crd', '--all'])).code !== 0) await delay(100)
const stored = await storeLaxly(api, storable)
const reported: LaxlyStored[] = []
for (const [kind, status] of Object.entries(laxStatuses)) {
  const rows = [{ kind, name: `reported-${kind.toLowerCase()}`, field: 'status', words: '' }]
  for (const { path, object, ...one } of await storeLaxly(api, rows)) {
    const said = (await api.request('PUT', `${path}/status`, { body: { ...object, status } })) as LaxlyStored['object']
    reported.push({ ...one, path, object: said })
  }
}
await define(kinds.map(customResourceDefinition))
await rulesInForce()

const label = { metadata: { labels: { seen: 'yes' } } }
const titleOf = ({ row }: LaxlyStored) => `${sentence(row)} ${row.field}`
const report = ({ path, row: { kind }, object }: LaxlyStored) =>
  refusalOf(api.request('PUT', `${path}/status?dryRun=All`, { body: { ...object, status: statuses[kind] } }))

t.test('an object that breaks a newer rule can be labelled, and its hook can write its status', async t => {
  for (const one of stored) {
    t.equal(await tryPatch(api, one.path, label), undefined, titleOf(one))
    if (one.row.kind in statuses) t.equal(await report(one), undefined, `the status of ${titleOf(one)}`)
  }
})

t.test('the right fields of its spec can be changed, and an order can be scaled', async t => {
  for (const one of stored) {
    for (const spec of otherChanges(one.row))
      t.equal(await tryPatch(api, one.path, { spec }), undefined, `${JSON.stringify(spec)} of ${titleOf(one)}`)
    if (one.row.kind === 'Order' && one.row.field !== 'spec.quantity')
      t.equal(await tryPatch(api, `${one.path}/scale`, { spec: { replicas: 3 } }), undefined, titleOf(one))
  }
})

t.test('a change of a wrong field has to correct it', async t => {
  const touched = new Set<string>()
  for (const one of stored) {
    const spec = stillWrong(one.row)
    if (spec === undefined) continue
    t.match(await tryPatch(api, one.path, { spec }), one.row.words, titleOf(one))
    touched.add(one.row.kind)
  }
  t.strictSame(
    [...touched],
    ['Conference', 'Plan', 'SeatPool', 'Coupon', 'Order', 'Ticket', 'Reservation', 'Buyer', 'Checkout'],
  )
})

t.test('the keys of namespaceLabels count as one field, and each of its values as another', async t => {
  const spec = { namespaceLabels: { another: 'one' } }
  const [keys = [], values = []] = ['spec.namespaceLabels', 'spec.namespaceLabels.team'].map(field =>
    stored.filter(({ row }) => row.field === field),
  )
  t.strictSame([keys.length, values.length], [12, 2])
  for (const one of keys) t.match(await tryPatch(api, one.path, { spec }), one.row.words, titleOf(one))
  for (const one of values) t.equal(await tryPatch(api, one.path, { spec }), undefined, titleOf(one))
})

t.test(
  'a status that breaks every rule does not block changes of the spec, and the next status replaces it',
  async t => {
    for (const { kind, status } of kinds) {
      if (status === undefined) continue
      const { properties } = status as Node
      t.strictSame(Object.keys(laxStatuses[kind] ?? {}), Object.keys(properties ?? {}), `every field of ${kind}`)
    }
    for (const one of reported) {
      for (const spec of otherChanges(one.row))
        t.equal(await tryPatch(api, one.path, { spec }), undefined, titleOf(one))
      t.equal(await report(one), undefined, titleOf(one))
    }
  },
)

t.test('all of them can be deleted, and disappear with their finalizer', async t => {
  for (const one of [...stored, ...reported]) {
    await api.request('DELETE', one.path)
    const body = { metadata: { finalizers: null } }
    await api.request('PATCH', one.path, { body, contentType: 'application/merge-patch+json' })
    t.match(await refusalOf(api.request('GET', one.path)), 'not found', titleOf(one))
  }
})
