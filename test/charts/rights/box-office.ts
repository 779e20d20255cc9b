import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { engineAccount, install, release } from '../../../local/system/install.ts'
import { waitForPolicies } from '../../../local/system/policies.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const controlPlane = await startTestControlPlane(t)
// The administrator acts as the plan controller of 0.2.0.
const policies = { exempt: { users: ['kconference-admin'] } }
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values: { policies } })

const boxOffice = `system:serviceaccount:${release.namespace}:kconference-box-office`
const engine = `system:serviceaccount:${engineAccount.namespace}:${engineAccount.name}`
const as = (who: string | undefined) => (who === undefined ? [] : [`--as=${who}`])

/** Runs kubectl with the rights of a user, by default those of the administrator. */
function kubectl(args: string[], { who, input }: { who?: string; input?: object } = {}) {
  return controlPlane.kubectl([...args, ...as(who)], input && JSON.stringify(input))
}

async function create(object: Manifest, who?: string): Promise<Manifest> {
  const options = { input: object, ...(who !== undefined && { who }) }
  const { code, stdout, stderr } = await kubectl(['create', '--filename=-', '--output=json'], options)
  if (code !== 0) throw new Error(`create ${object.kind}: must succeed: ${stderr}`)
  return JSON.parse(stdout)
}

function ownedBy(owner: Manifest, more: object = {}) {
  const { apiVersion, kind, metadata } = owner
  return [{ apiVersion, kind, name: metadata?.name, uid: metadata?.uid, controller: true, ...more }]
}

/** A reservation with that owner. */
function reservation(name: string, ownerReferences: object[]): Manifest {
  const { metadata, ...rest } = manifest({ kind: 'Reservation', name })
  return { ...rest, metadata: { ...metadata, ownerReferences } } as Manifest
}

await kubectl(['create', 'namespace', 'conf'])
const plan = await create(manifest({ kind: 'Plan', name: 'plan' }))
const order = await create(manifest({ kind: 'Order', name: 'order' }))
await create(manifest({ kind: 'Order', name: 'another' }))
// The administrator is exempt from the policies, so another user has to show that they are in force.
await kubectl(['create', 'clusterrolebinding', 'carl', '--clusterrole=cluster-admin', '--user=carl'])
await waitForPolicies({ kubectl: (args, input) => controlPlane.kubectl([...args, '--as=carl'], input) })

t.test('the box office creates and replaces reservations of orders', async t => {
  const made = await create(reservation('order', ownedBy(order)), boxOffice)
  const replaced = { ...made, spec: { ...(made['spec'] as object), decision: 'Sold' } }
  t.match(await kubectl(['replace', '--filename=-'], { who: boxOffice, input: replaced }), { code: 0, stderr: '' })
})

t.test(
  'it gives a reservation of 0.2.0 from its plan to its order, where changing owners needs the right to delete',
  async t => {
    const made = await create(reservation('another', ownedBy(plan, { blockOwnerDeletion: true })))
    const given = { ...made, metadata: { ...made.metadata, ownerReferences: ownedBy(order) } }
    t.match(await kubectl(['replace', '--filename=-'], { who: engine, input: given }), {
      code: 1,
      stderr: 'cannot update resource "reservations"',
    })
    t.match(await kubectl(['replace', '--filename=-'], { who: boxOffice, input: given }), { code: 0, stderr: '' })
    t.match(await kubectl(['delete', 'reservation/another', '--namespace=conf'], { who: boxOffice }), {
      code: 1,
      stderr: 'a reservation must stay as long as its order: delete the order, which deletes its reservation',
    })
  },
)

t.test(
  'a reservation blocks the deletion of neither its order nor its plan, and is deleted with the order',
  async t => {
    for (const object of ['plan/plan', 'order/order'])
      t.match(await kubectl(['delete', object, '--namespace=conf', '--cascade=foreground', '--timeout=30s']), {
        code: 0,
      })
    const gone = ['wait', '--for=delete', 'reservation', '--all', '--namespace=conf', '--timeout=30s']
    t.match(await kubectl(gone), { code: 0 })
  },
)

t.test('it has the rights that it needs, and no others', async t => {
  const can = async (what: string, namespace = 'conf') =>
    (await kubectl(['auth', 'can-i', ...what.split(' '), `--namespace=${namespace}`], { who: boxOffice })).stdout.trim()
  for (const what of [
    'watch orders.app.corley.it',
    'list payments.app.corley.it',
    'watch seatpools.app.corley.it',
    'update plans.app.corley.it --subresource=status',
    'update seatpools.app.corley.it --subresource=status',
    'watch namespaces',
    'list compositecontrollers.metacontroller.k8s.io',
  ])
    t.equal(await can(what), 'yes', what)
  for (const what of [
    'update orders.app.corley.it',
    'update orders.app.corley.it --subresource=status',
    'update plans.app.corley.it',
    'update seatpools.app.corley.it',
    'create payments.app.corley.it',
    'create tickets.app.corley.it',
    'list tickets.app.corley.it',
    'patch reservations.app.corley.it',
    'deletecollection reservations.app.corley.it',
    'update namespaces',
    'list secrets',
    'create leases.coordination.k8s.io',
  ])
    t.equal(await can(what), 'no', what)
  const lease = 'leases.coordination.k8s.io'
  for (const what of [`create ${lease}`, `list ${lease}`, `update ${lease}/kconference-box-office-15`])
    t.equal(await can(what, release.namespace), 'yes', what)
  for (const what of [`update ${lease}/kconference-box-office-16`, `delete ${lease}/kconference-box-office-0`])
    t.equal(await can(what, release.namespace), 'no', what)
})

t.test('Metacontroller reads reservations and payments, but no plans, pools or coupons', async t => {
  const can = async (what: string) =>
    (await kubectl(['auth', 'can-i', ...what.split(' '), '--namespace=conf'], { who: engine })).stdout.trim()
  for (const kind of ['reservations', 'payments']) {
    for (const verb of ['get', 'list', 'watch']) t.equal(await can(`${verb} ${kind}.app.corley.it`), 'yes')
    for (const verb of ['create', 'update', 'patch', 'delete'])
      t.equal(await can(`${verb} ${kind}.app.corley.it`), 'no')
  }
  for (const kind of ['plans', 'seatpools', 'coupons'])
    for (const verb of ['get', 'list', 'watch', 'update']) t.equal(await can(`${verb} ${kind}.app.corley.it`), 'no')
  t.equal(await can('update plans.app.corley.it --subresource=status'), 'no')
})
