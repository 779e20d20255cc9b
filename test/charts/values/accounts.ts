import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { chart, find, type Rendered, rendered } from '../../fixtures/chart/chart.ts'

const full = parse(readFileSync(join(chart, 'ci', 'full-values.yaml'), 'utf8'))
const components = {
  hooks: 'hooks',
  boxOffice: 'box-office',
  payments: 'payments',
  shop: 'shop',
  cashier: 'cashier',
  admission: 'admission',
}

/** All programs, with an account of another name each. */
function renamed(account: object): Promise<Rendered[]> {
  const values = Object.entries(components).map(([key, component]) => [
    key,
    { ...full[key], serviceAccount: { name: `their-${component}`, ...account } },
  ])
  return rendered(JSON.stringify({ ...full, ...Object.fromEntries(values) }))
}

const accounts = (objects: Rendered[]) =>
  objects.flatMap(({ kind, metadata }) => (kind === 'ServiceAccount' ? metadata.name : [])).sort()

t.test('a renamed account has the pods, the rights and the annotations of its program', async t => {
  const objects = await renamed({ annotations: { 'example.com/role': 'x' } })
  const before = JSON.stringify(await rendered(JSON.stringify(full)))
  for (const component of Object.values(components)) {
    t.match(find(objects, 'ServiceAccount', `their-${component}`), {
      metadata: { annotations: { 'example.com/role': 'x' } },
      automountServiceAccountToken: false,
    })
    t.match(find(objects, 'Deployment', `kconference-${component}`).spec, {
      template: { spec: { serviceAccountName: `their-${component}` } },
    })
  }
  t.strictSame(accounts(objects), [
    'kconference-backup',
    'kconference-test',
    ...Object.values(components)
      .map(component => `their-${component}`)
      .sort(),
  ])
  // Bindings, the flow of the shop and the policies name accounts; a role of people has the name of one.
  const subjects = (text: string, name: string) => text.split(`"kind":"ServiceAccount","name":"${name}"`).length - 1
  const users = (text: string, name: string) =>
    text.split(`system:serviceaccount:kconference-system:${name}\\"`).length - 1
  const after = JSON.stringify(objects)
  for (const component of Object.values(components)) {
    const [was, is] = [`kconference-${component}`, `their-${component}`]
    t.equal(subjects(after, was) + users(after, was), 0, `nothing names ${was}`)
    t.equal(subjects(after, is), subjects(before, was), `bindings of ${is}`)
    t.equal(users(after, is), users(before, was), `policies that name ${is}`)
    if (component !== 'hooks') t.ok(subjects(after, is) > 0, is)
  }
})

t.test('accounts that somebody else creates are used and not created', async t => {
  const objects = await renamed({ create: false })
  t.strictSame(accounts(objects), ['kconference-backup', 'kconference-test'])
  t.match(find(objects, 'Deployment', 'kconference-shop').spec, {
    template: { spec: { serviceAccountName: 'their-shop' } },
  })
})
