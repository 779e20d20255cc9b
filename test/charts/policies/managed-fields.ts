import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { chart, helm } from '../../fixtures/chart/chart.ts'
import { change, creation, installPolicies, startPolicyLab, statement } from '../../fixtures/chart/policy-lab.ts'
import { type Manifest, manifest } from '../../fixtures/manifests/manifests.ts'

const kind = 'MutatingAdmissionPolicy'
const served = [`--api-versions=admissionregistration.k8s.io/v1/${kind}`]

/** True if the chart renders the policy for that version of Kubernetes and those values. */
async function isRendered(flags: string[], value?: string): Promise<boolean> {
  const set = ['payments.paypalVerification=off', ...(value ? [`policies.managedFields=${value}`] : [])]
  const args = ['template', 'kconference', chart, ...set.map(word => `--set=${word}`), ...flags]
  const { code, stdout, stderr } = await helm(args)
  if (code !== 0) throw new Error(`Rendering the chart: must succeed: ${stderr}`)
  return stdout.includes(`kind: ${kind}\n`) && stdout.includes(`kind: ${kind}Binding\n`)
}

const lab = await startPolicyLab(t)
const { kubectl } = lab.controlPlane
await kubectl(['create', 'namespace', 'conf'])
await installPolicies(lab.controlPlane, { managedFields: false })
const notes = ({ metadata }: Manifest) => (metadata as { managedFields?: object[] }).managedFields
await untilInForce()

/**
 * The API server reads the stored policies once a second, and looks for new kinds every 5 seconds: until then it
 * answers 503.
 */
async function untilInForce(): Promise<void> {
  const order = creation(manifest({ kind: 'Order', name: 'trial' }))
  const onTrial = { ...order, path: `${order.path}?dryRun=All` }
  for (const end = Date.now() + 60_000; Date.now() < end; await delay(100)) {
    if ((await lab.refusal('organizer', order)) === undefined && !notes(await lab.act('organizer', onTrial))) return
  }
  throw new Error('wait for the policy: an order must be without notes')
}

t.test('managedFields are left out if the values say so and Kubernetes can', async t => {
  t.equal(await isRendered(['--kube-version=1.36.0', ...served], 'false'), true)
  t.equal(await isRendered(['--kube-version=1.36.0', ...served]), false, 'nothing is said')
  t.equal(await isRendered(['--kube-version=1.36.0'], 'false'), false, 'the API server does not serve the kind')
  t.equal(
    await isRendered(['--kube-version=1.35.9', ...served], 'false'),
    false,
    'a rendering states the version, a cluster does not',
  )
})

t.test('an order and its reservation start without managedFields, and stay without', async t => {
  t.strictSame(notes(await lab.act('organizer', creation(manifest({ kind: 'Order', name: 'plain' })))), undefined)
  t.strictSame(
    notes(await lab.act('box office', creation(manifest({ kind: 'Reservation', name: 'plain' })))),
    undefined,
  )
  const status = { payment: 'PENDING', quantity: 0 }
  t.strictSame(notes(await lab.act('engine', statement('/namespaces/conf/orders/plain', status))), undefined)
  t.strictSame(notes(await lab.act('organizer', change('orders/plain', { spec: { cancelled: true } }))), undefined)
  const held = change('reservations/plain', { spec: { decision: 'Released' } })
  t.strictSame(notes(await lab.act('box office', held)), undefined)
})

t.test('all other objects keep them', async t => {
  for (const kind of ['Plan', 'SeatPool', 'Coupon'] as const)
    t.match(notes(await lab.act('organizer', creation(manifest({ kind, name: 'plain' })))), [{}], kind)
})

t.test('an object of server-side apply keeps them, and can be changed by its owner', async t => {
  const order = manifest({ kind: 'Order', name: 'applied', spec: { quantity: 2 } })
  const apply = async (object: Manifest) => {
    const args = ['apply', '--server-side', '--output=json', '--show-managed-fields', '--filename=-']
    const { code, stdout, stderr } = await kubectl(args, JSON.stringify(object))
    if (code !== 0) throw new Error(`Applying an order server-side: must succeed: ${stderr}`)
    return JSON.parse(stdout) as Manifest
  }
  t.match(notes(await apply(order)), [{ manager: 'kubectl', operation: 'Apply' }])
  const smaller = manifest({ kind: 'Order', name: 'applied', spec: { quantity: 1 } })
  t.match(await apply(smaller), { spec: { quantity: 1 } })
})
