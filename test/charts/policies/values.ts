import t from 'tap'
import { find, type Rendered, rendered } from '../../fixtures/chart/chart.ts'

const off = 'payments: { paypalVerification: "off" }'

interface Policy {
  failurePolicy: string
  matchConditions: { name: string; expression: string }[]
  variables: { name: string; expression: string }[]
  validations: { expression: string; message: string }[]
}

const policies = (objects: Rendered[]) => objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')
/** The policies for everybody; the one over namespaces is for Metacontroller alone. */
const ofPeople = (objects: Rendered[]) =>
  policies(objects).filter(({ metadata: { name } }) => name !== 'kconference-namespaces')
const specOf = ({ spec }: Rendered) => spec as unknown as Policy
const variable = (objects: Rendered[], policy: string, name: string) =>
  specOf(find(objects, 'ValidatingAdmissionPolicy', `kconference-${policy}`)).variables.find(one => one.name === name)
    ?.expression

t.test('a policy that cannot decide refuses, and every policy is bound to refuse', async t => {
  const objects = await rendered()
  for (const policy of policies(objects)) {
    t.equal(specOf(policy).failurePolicy, 'Fail')
    const binding = find(objects, 'ValidatingAdmissionPolicyBinding', policy.metadata.name)
    t.strictSame(binding.spec, { policyName: policy.metadata.name, validationActions: ['Deny'] })
  }
})

t.test('every message is one sentence with the condition and the next step', async t => {
  const messages = policies(await rendered()).flatMap(policy =>
    specOf(policy).validations.map(({ message }) => message),
  )
  t.equal(messages.length, 46)
  for (const message of messages) t.match(message, /^(an? [a-z]+|metadata\.[a-zA-Z]+|labels) .*must .*[^.\n]$/)
})

t.test('paid orders may be left unprotected, and then no policy reads their money', async t => {
  const objects = await rendered(`{ ${off}, policies: { protectPaidOrders: false } }`)
  const { validations } = specOf(find(objects, 'ValidatingAdmissionPolicy', 'kconference-orders'))
  t.match(validations, [
    { message: /^an order must be deleted with its tickets and payments/ },
    { message: /^an order must keep the moment at which it was placed/ },
    { message: /^an order must keep its first uid/ },
  ])
  t.equal(validations.length, 3)
})

t.test(
  'the accounts of Metacontroller, the box office, the endpoint and the cashier are those in the values',
  async t => {
    const objects = await rendered(`{ ${off}, metacontroller: { serviceAccount: { name: mc, namespace: engines } } }`)
    for (const policy of ['statuses', 'tickets'])
      t.equal(variable(objects, policy, 'isEngine'), 'request.userInfo.username == "system:serviceaccount:engines:mc"')
    for (const policy of ['reservations', 'statuses'])
      t.equal(
        variable(objects, policy, 'isBoxOffice'),
        'request.userInfo.username == "system:serviceaccount:kconference-system:kconference-box-office"',
      )
    t.match(
      variable(objects, 'payments', 'isRecorder'),
      'request.userInfo.username in ["system:serviceaccount:kconference-system:kconference-payments"]',
    )
    const cashier = '"system:serviceaccount:kconference-system:kconference-cashier"'
    t.equal(variable(objects, 'statuses', 'isCashier'), `request.userInfo.username == ${cashier}`)
    t.match(
      variable(await rendered(`{ ${off}, cashier: { enabled: true } }`), 'payments', 'isRecorder'),
      `request.userInfo.username in ["system:serviceaccount:kconference-system:kconference-payments",${cashier}]`,
    )
  },
)

t.test('with backup.enabled no policy applies to the account that restores backups', async t => {
  const applies = async (values: string) => {
    const objects = await rendered(`{ ${off}, ${values} }`)
    const webhooks = objects.filter(({ kind }) => kind === 'ValidatingWebhookConfiguration')
    const ours = webhooks.flatMap(one => (one as unknown as { webhooks: Policy[] }).webhooks)
    return [...ofPeople(objects).map(specOf), ...ours].map(({ matchConditions }) => matchConditions)
  }
  const to = (...users: string[]) => [
    {
      name: 'not-exempt',
      expression: `!(request.userInfo.username in ${JSON.stringify(users)} || request.userInfo.?groups.orValue([]).exists(group, group in []))`,
    },
  ]
  const account = 'system:serviceaccount:kconference-system:kconference-backup'
  const everywhere = 'admission: { enabled: true }'
  const each = (one: object) => Array.from({ length: 17 }, () => one)
  t.strictSame(await applies(everywhere), each(to()))
  t.strictSame(await applies(`${everywhere}, backup: { enabled: true }`), each(to(account)))
  const rita = 'policies: { exempt: { users: [rita] } }'
  t.strictSame(await applies(`${everywhere}, ${rita}`), each(to('rita')))
  t.strictSame(await applies(`${everywhere}, ${rita}, backup: { enabled: true }`), each(to(account, 'rita')))
})

t.test('a name is a literal, with any characters', async t => {
  const strange = `a"] || true || x in ["b\\\\'`
  const values = JSON.stringify({ payments: { paypalVerification: 'off' }, policies: { exempt: { users: [strange] } } })
  for (const policy of ofPeople(await rendered(values)))
    t.match(
      specOf(policy).matchConditions[0]?.expression,
      `request.userInfo.username in ${JSON.stringify([strange])} ||`,
    )
})

t.test('the roles are part of the built-in ones by default', async t => {
  const aggregated = (objects: Rendered[]) =>
    ['organizer', 'box-office', 'viewer'].map(name => {
      const { labels = {} } = find(objects, 'ClusterRole', `kconference-${name}`).metadata
      return Object.keys(labels).filter(label => label.startsWith('rbac.authorization.k8s.io/'))
    })
  const to = (name: string) => [`rbac.authorization.k8s.io/aggregate-to-${name}`]
  t.strictSame(aggregated(await rendered()), [to('admin'), to('edit'), to('view')])
  t.strictSame(aggregated(await rendered(`{ ${off}, policies: { roles: { aggregate: false } } }`)), [[], [], []])
})
