import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { bin, root } from '../../../local/config.ts'
import { install, release } from '../../../local/system/install.ts'
import { waitForPolicies } from '../../../local/system/policies.ts'
import { helm } from '../../fixtures/chart/chart.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const controlPlane = await startTestControlPlane(t)
const { kubectl, kubeconfig } = controlPlane
const released = join(root, 'test', 'fixtures', 'releases', '0.2.0', 'kconference-0.2.0.tgz')
const to = (chart?: string) =>
  install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', ...(chart && { chart }) })
const guards = ['kconference-older-releases', 'kconference-plan-controllers']
const refused = 'hand the reservations back first (docs/install.md, "Going back")'

/** A controller of the plans of a group, applied by itself. */
const planController = (apiVersion: string) =>
  JSON.stringify({
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name: 'mine' },
    spec: {
      parentResource: { apiVersion, resource: 'plans' },
      hooks: { sync: { webhook: { url: 'http://127.0.0.1:9' } } },
    },
  })
const apply = (controller: string) => kubectl(['create', '--dry-run=server', '--filename=-'], controller)

/** Programs, kinds and policies, without the records of their writers. */
async function installed(): Promise<Record<string, unknown>> {
  const kinds = [
    'deployments',
    'compositecontrollers',
    'crds',
    'validatingadmissionpolicies',
    'clusterroles',
    'services',
  ]
  const selector = '--selector=app.kubernetes.io/name=kconference'
  const { stdout } = await kubectl(['get', kinds.join(), `--namespace=${release.namespace}`, selector, '--output=json'])
  const { items } = JSON.parse(stdout) as {
    items: { kind: string; metadata: { name: string; resourceVersion: string } }[]
  }
  return Object.fromEntries(items.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, metadata.resourceVersion]))
}

/** Waits until the policy is in force at the API server. */
async function untilGuarded(): Promise<void> {
  await waitForPolicies(controlPlane)
  while ((await apply(planController('app.corley.it/v1'))).code === 0) await delay(100)
}

async function changesNothing(t: Test, going: () => Promise<{ message: string }>): Promise<void> {
  const before = await installed()
  t.match(await going(), { message: refused })
  t.strictSame(await installed(), before)
}

await to(released)
await to()
await untilGuarded()

t.test('the upgrade leaves no controller of plans', async t => {
  const { stdout } = await kubectl(['get', 'compositecontrollers', '--output=jsonpath={.items[*].metadata.name}'])
  t.equal(stdout, 'kconference-conference kconference-order')
})

t.test('helm upgrade to 0.2.0 is refused before it changes a program, a kind or a policy', async t => {
  await changesNothing(t, () =>
    to(released).then(
      () => Promise.reject(new Error('it must fail')),
      error => error,
    ),
  )
})

t.test('helm rollback to 0.2.0 is refused too', async t => {
  const where = [`--namespace=${release.namespace}`, `--kubeconfig=${kubeconfig}`]
  await changesNothing(t, async () => ({ message: (await helm(['rollback', release.name, '1', ...where])).stderr }))
})

t.test('a single controller of plans is refused, but not one for the plans of another group', async t => {
  t.match(await apply(planController('app.corley.it/v1')), {
    code: 1,
    stderr: 'a controller of plans must not decide beside the box office: hand the reservations back first',
  })
  t.match(await apply(planController('example.com/v1')), { code: 0 })
})

t.test('after a refusal this version can be installed again, and its objects can be changed', async t => {
  await t.resolves(to())
  const account = ['serviceaccount/kconference-hooks', `--namespace=${release.namespace}`]
  t.match(await kubectl(['annotate', ...account, 'example.com/note=mine']), { code: 0 })
})

t.test('without its binding the way back is open, and an upgrade closes it again', async t => {
  t.match(await kubectl(['delete', 'validatingadmissionpolicybinding', ...guards]), { code: 0 })
  while ((await apply(planController('app.corley.it/v1'))).code !== 0) await delay(100)
  await to(released)
  const { stdout } = await kubectl(['get', 'compositecontrollers', '--output=jsonpath={.items[*].metadata.name}'])
  t.equal(stdout, 'kconference-conference kconference-order kconference-plan')
  const policies = await kubectl(['get', 'validatingadmissionpolicies', '--output=name'])
  for (const guard of guards) t.notMatch(policies.stdout, guard, 'helm has deleted the policy')
  await to()
  await untilGuarded()
  await t.rejects(to(released), { message: refused })
})
