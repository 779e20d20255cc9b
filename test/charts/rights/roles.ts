import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { install } from '../../../local/system/install.ts'
import { rendered } from '../../fixtures/chart/chart.ts'
import { mustSucceed, rightsOf } from '../../fixtures/chart/rights-of.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const controlPlane = await startTestControlPlane(t)
const policies = { manualPayments: { users: ['carl'], groups: ['bookkeepers'] } }
const values = { policies, cashier: { enabled: true } }
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values })

const kubectl = (args: string[]) => mustSucceed(controlPlane, { args })
const rightsIn = (user: string, groups: string[] = []) => rightsOf(controlPlane, { user, groups })

const read = 'get list watch'
const all = `${read} create update patch delete`
const kinds = ['plans', 'seatpools', 'coupons', 'orders', 'tickets', 'reservations', 'payments', 'refunds']
const looking = Object.fromEntries(kinds.map(kind => [kind, read]))

t.test('bound in the namespace of a conference, a role has its rights there', async t => {
  await kubectl(['create', 'namespace', 'conf'])
  for (const role of ['organizer', 'box-office', 'viewer', 'refunds'])
    await kubectl(['create', 'rolebinding', role, `--clusterrole=kconference-${role}`, `--user=${role}`, '-n', 'conf'])
  const selling = { orders: all, 'orders/scale': 'get update patch', tickets: `${read} update patch` }
  t.strictSame(await rightsIn('viewer'), { conferences: read, ...looking })
  t.strictSame(await rightsIn('box-office'), {
    conferences: read,
    ...looking,
    ...selling,
    buyers: `${read} create update patch`,
    checkouts: `${read} create`,
  })
  const offering = { plans: all, seatpools: all, coupons: all, buyers: all }
  const paying = { checkouts: `${read} create`, refunds: `${read} create` }
  t.strictSame(await rightsIn('organizer'), { conferences: all, ...looking, ...selling, ...offering, ...paying })
  t.strictSame(await rightsIn('refunds'), { orders: read, payments: read, refunds: `${read} create` })
  t.strictSame(await rightsIn('nobody'), {})
})

t.test('a listed user may record payments anywhere, and nothing else', async t => {
  const recording = { 'orders/finalizers': 'update', payments: 'create' }
  t.strictSame(await rightsIn('carl'), recording)
  t.strictSame(await rightsIn('cora', ['bookkeepers']), recording)
})

t.test('the built-in roles select those of the chart', async t => {
  for (const [builtIn, ours] of [
    ['admin', 'organizer'],
    ['edit', 'box-office'],
    ['view', 'viewer'],
  ]) {
    const [selector] = JSON.parse(await kubectl(['get', 'clusterrole', builtIn as string, '--output=json']))
      .aggregationRule.clusterRoleSelectors
    const [[label, value]] = Object.entries(selector.matchLabels) as [[string, string]]
    const names = await kubectl(['get', 'clusterroles', `--selector=${label}=${value}`, '--output=name'])
    t.ok(names.includes(`clusterrole.rbac.authorization.k8s.io/kconference-${ours}\n`), `${builtIn} has ${ours}`)
  }
})

t.test('without a cashier nobody asks it for anything', async t => {
  const asks = async (values: string) =>
    (await rendered(`{ payments: { paypalVerification: "off" }, ${values} }`)).flatMap(({ kind, metadata, rules }) => {
      const own = kind === 'ClusterRole' ? (rules as { resources: string[]; verbs: string[] }[]) : []
      return own.some(
        ({ resources, verbs }) => verbs.includes('create') && /checkouts|refunds/.test(resources.join(' ')),
      )
        ? [metadata.name]
        : []
    })
  t.strictSame(await asks('cashier: { enabled: false }'), [])
  t.strictSame(await asks('cashier: { enabled: true }'), [
    ...[
      'kconference-cashier',
      'kconference-organizer',
      'kconference-box-office',
      'kconference-refunds',
      'kconference-test',
    ],
  ])
})
