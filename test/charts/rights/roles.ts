import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { install } from '../../../local/system/install.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const controlPlane = await startTestControlPlane(t)
const policies = { manualPayments: { users: ['carl'], groups: ['cashiers'] } }
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values: { policies } })

async function kubectl(args: string[], input?: object): Promise<string> {
  const { code, stdout, stderr } = await controlPlane.kubectl(args, input && JSON.stringify(input))
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: must succeed: ${stderr}`)
  return stdout
}

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']
const resources = [
  'conferences',
  'plans',
  'seatpools',
  'coupons',
  'orders',
  'orders/scale',
  'orders/status',
  'orders/finalizers',
  'tickets',
  'reservations',
  'payments',
]

/** The verbs that a user may use in the namespace conf, by resource, as in { plans: 'get list watch' }. */
async function rightsOf(user: string, groups: string[] = []): Promise<Record<string, string>> {
  const asked = resources.flatMap(path => verbs.map(verb => ({ path, verb })))
  const items = asked.map(({ path, verb }) => {
    const [resource, subresource] = path.split('/')
    const resourceAttributes = { namespace: 'conf', group: 'app.corley.it', resource, subresource, verb }
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { user, groups, resourceAttributes },
    }
  })
  const list = { apiVersion: 'v1', kind: 'List', items }
  const jsonpath = '--output=jsonpath={.status.allowed}{"\\n"}'
  const allowed = (await kubectl(['create', '--filename=-', jsonpath], list)).trim().split('\n')
  const rights = resources.map(path => {
    const can = asked.flatMap((one, index) => (one.path === path && allowed[index] === 'true' ? one.verb : []))
    return [path, can.join(' ')] as const
  })
  return Object.fromEntries(rights.filter(([, can]) => can !== ''))
}

const read = 'get list watch'
const all = `${read} create update patch delete`
const kinds = ['plans', 'seatpools', 'coupons', 'orders', 'tickets', 'reservations', 'payments']
const looking = Object.fromEntries(kinds.map(kind => [kind, read]))

t.test('bound in the namespace of a conference, a role has its rights there', async t => {
  await kubectl(['create', 'namespace', 'conf'])
  for (const role of ['organizer', 'box-office', 'viewer'])
    await kubectl(['create', 'rolebinding', role, `--clusterrole=kconference-${role}`, `--user=${role}`, '-n', 'conf'])
  const selling = { orders: all, 'orders/scale': 'get update patch', tickets: `${read} update patch` }
  t.strictSame(await rightsOf('viewer'), { conferences: read, ...looking })
  t.strictSame(await rightsOf('box-office'), { conferences: read, ...looking, ...selling })
  const offering = { plans: all, seatpools: all, coupons: all }
  t.strictSame(await rightsOf('organizer'), { conferences: all, ...looking, ...selling, ...offering })
  t.strictSame(await rightsOf('nobody'), {})
})

t.test('a listed user may record payments anywhere, and nothing else', async t => {
  const recording = { 'orders/finalizers': 'update', payments: 'create' }
  t.strictSame(await rightsOf('carl'), recording)
  t.strictSame(await rightsOf('cora', ['cashiers']), recording)
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
