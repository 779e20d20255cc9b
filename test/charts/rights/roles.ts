import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { bin, root } from '../../../local/config.ts'
import { run } from '../../../local/process/run.ts'
import { install } from '../../../local/system/install.ts'
import { rendered } from '../../fixtures/chart/chart.ts'
import { mustSucceed, rightsOf } from '../../fixtures/chart/rights-of.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const controlPlane = await startTestControlPlane(t)
const policies = { manualPayments: { users: ['carl'], groups: ['bookkeepers'] } }
const values = { policies, cashier: { enabled: true } }
await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values })

const kubectl = (args: string[], input?: object) =>
  mustSucceed(controlPlane, { args, ...(input !== undefined && { input }) })
const rightsIn = (user: string, groups: string[] = []) => rightsOf(controlPlane, { user, groups })

const read = 'get list watch'
const all = `${read} create update patch delete`
const kinds = ['plans', 'seatpools', 'coupons', 'orders', 'tickets', 'reservations', 'payments', 'refunds']
const looking = Object.fromEntries(kinds.map(kind => [kind, read]))

t.test('bound in the namespace of a conference, a role has its rights there', async t => {
  await kubectl(['create', 'namespace', 'conf'])
  for (const role of ['organizer', 'box-office', 'viewer', 'accountant', 'refunds'])
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
  const { tickets: _, ...bookkeeping } = looking
  t.strictSame(await rightsIn('accountant'), { conferences: read, ...bookkeeping })
  t.strictSame(await rightsIn('refunds'), { orders: read, payments: read, refunds: `${read} create` })
  t.strictSame(await rightsIn('nobody'), {})
})

t.test('a role bound alone reads the Events that kubectl describe shows, and the quotas', async t => {
  await kubectl(['create', 'quota', 'limits', '--hard=count/tickets.app.corley.it=0', '-n', 'conf'])
  await kubectl(['create', '--filename=-'], {
    apiVersion,
    kind: 'Plan',
    metadata: { name: 'regular', namespace: 'conf' },
    spec: { title: 'Regular', price: 149 },
  })
  const uid = await kubectl(['get', 'plan/regular', '--output=jsonpath={.metadata.uid}', '-n', 'conf'])
  await kubectl(['create', '--filename=-'], {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'regular.1', namespace: 'conf' },
    involvedObject: { apiVersion, kind: 'Plan', namespace: 'conf', name: 'regular', uid },
    type: 'Warning',
    reason: 'WritesFail',
    message: 'The status cannot be written',
  })
  for (const role of ['organizer', 'box-office', 'viewer']) {
    const asRole = [`--as=${role}`, '-n', 'conf']
    t.match(await kubectl(['describe', 'plan/regular', ...asRole]), /WritesFail .* The status cannot be written/, role)
    t.match(await kubectl(['get', 'events.v1.events.k8s.io', ...asRole]), /WritesFail/, role)
    t.match(await kubectl(['describe', 'quota/limits', ...asRole]), /count\/tickets.app.corley.it/, role)
  }
  for (const group of ['', 'events.k8s.io']) {
    const rights = (user: string) => rightsOf(controlPlane, { user, group, paths: ['events'] })
    for (const role of ['organizer', 'box-office', 'viewer']) t.strictSame(await rights(role), { events: read }, role)
    t.strictSame(await rights('accountant'), {})
  }
})

t.test('an accountant reads money, and neither attendees nor buyers nor links of buyers', async t => {
  const asAccountant = ['--as=accountant', '-n', 'conf']
  for (const kind of ['plans', 'seatpools', 'coupons', 'orders', 'reservations', 'payments', 'refunds'])
    t.match(await controlPlane.kubectl(['get', kind, ...asAccountant]), { code: 0 }, kind)
  for (const kind of ['tickets', 'buyers', 'checkouts']) {
    const { code, stderr } = await controlPlane.kubectl(['get', kind, ...asAccountant])
    t.equal(code, 1, kind)
    t.match(stderr, `User "accountant" cannot list resource "${kind}"`, kind)
  }
})

t.test('the documented commands let an organizer edit the own Conference, and no other', async t => {
  const page = await readFile(join(root, 'docs', 'organizer.md'), 'utf8')
  const [, chapter = ''] = page.split('## Rights of people')
  const [, commands = ''] = /```sh\n(.*?)```/s.exec(chapter) ?? []
  for (const name of ['devdays', 'other']) {
    await kubectl(['create', '--filename=-'], {
      apiVersion,
      kind: 'Conference',
      metadata: { name },
      spec: { title: 'x' },
    })
    await kubectl(['create', 'namespace', name])
  }
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: controlPlane.folder, KUBECONFIG: controlPlane.kubeconfig }
  t.match(await run('/bin/sh', { args: ['-ec', commands], env }), { code: 0 }, commands)
  const asOlga = (...args: string[]) => controlPlane.kubectl([...args, '--as=olga'])
  const protect = ['--type=merge', '--patch={"spec":{"deletionProtection":true}}']
  t.match(await asOlga('patch', 'conference/devdays', ...protect), { code: 0 })
  const described = await asOlga('describe', 'conference/devdays')
  t.match(described, { code: 0, stdout: /Deletion Protection: +true/ })
  t.match(await asOlga('wait', '--for=jsonpath={.spec.deletionProtection}=true', 'conference/devdays'), { code: 0 })
  t.match(await asOlga('get', 'plans', '-n', 'devdays'), { code: 0 })
  for (const args of [
    ['get', 'conferences'],
    ['get', 'conference/other'],
    ['patch', 'conference/other', ...protect],
    ['delete', 'conference/devdays', '--dry-run=server'],
    ['get', 'plans', '-n', 'other'],
  ])
    t.match(await asOlga(...args), { code: 1, stderr: /Forbidden|forbidden/ }, args.join(' '))
  const asAnn = (...args: string[]) => controlPlane.kubectl([...args, '--as=ann'])
  t.match(await asAnn('get', 'payments', '-n', 'devdays'), { code: 0 })
  t.match(await asAnn('get', 'tickets', '-n', 'devdays'), { code: 1, stderr: /forbidden/ })
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
