import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { newCheckout } from '../../hooks/schema/money/checkout.ts'
import { newRefund } from '../../hooks/schema/money/refund.ts'
import { newOrder } from '../../hooks/schema/order/order-status.ts'
import { kinds } from '../../scripts/print/kinds.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { acceptedManifests } from '../fixtures/manifests/accepted.ts'
import {
  type Manifest,
  manifest,
  namespace,
  type Spec,
  sentence,
  tryToCreate,
} from '../fixtures/manifests/manifests.ts'
import { refusedManifests } from '../fixtures/manifests/refused.ts'
import { refusedBuyers } from '../fixtures/manifests/refused-buyers.ts'
import { refusedFacts } from '../fixtures/manifests/refused-facts.ts'
import { refusedMoney } from '../fixtures/manifests/refused-money.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')
const { controlPlane, api } = await startTestKinds(t)
const { kubectl } = controlPlane

t.test('accepts values at the bounds', async t => {
  for (const change of acceptedManifests) t.equal(await tryToCreate(api, change), undefined, sentence(change))
})

t.test('rejects values beyond them, at the field and with the condition', async t => {
  const rows = [...refusedManifests, ...refusedFacts, ...refusedBuyers, ...refusedMoney]
  for (const { field, words, ...change } of rows) {
    const message = await tryToCreate(api, change)
    t.match([message, message], [`${field}: `, words], sentence(change))
  }
})

t.test('rejects an unknown field', async t => {
  const order = manifest({ kind: 'Order', spec: { seat: 7 } })
  t.match(await kubectl(['create', '--dry-run=server', '--filename=-'], JSON.stringify(order)), {
    code: 1,
    stderr: 'strict decoding error: unknown field "spec.seat"',
  })
})

t.test('an object without a spec is rejected', async t => {
  for (const { kind } of kinds) {
    const { spec: _, ...rest } = manifest({ kind })
    const { stderr } = await kubectl(['create', '--dry-run=server', '--filename=-'], JSON.stringify(rest))
    t.match(stderr, 'spec: Required value', kind)
  }
})

t.test('every file of examples/ is accepted as it is', async t => {
  for (const conference of ['cloudconf2020', 'devday', 'meetup', 'workshop', 'devdays'])
    await kubectl(['create', 'namespace', conference])
  // test/manifests/gitops has the examples of GitOps.
  const names = globSync('**/*.yaml', { cwd: examples, exclude: ['gitops'] })
  const paths = names.map(name => join(examples, name))
  const { code, stdout } = await kubectl(['apply', '--dry-run=server', ...paths.map(path => `--filename=${path}`)])
  const files = paths.map(path => readFileSync(path, 'utf8'))
  const objects = files.flatMap(text => text.match(/^kind:/gm) ?? [])
  t.strictSame([code, stdout.trim().split('\n').length], [0, objects.length], stdout)
})

t.test('an absent field has its default, from the first read', async t => {
  const order = await api.create<Manifest>(manifest({ kind: 'Order', name: 'defaults' }))
  const plan = await api.create<Manifest>(manifest({ kind: 'Plan', name: 'defaults' }))
  t.strictSame(order.spec, { planRef: 'early-bird', price: 29.9, quantity: 1 })
  t.strictSame(order.status, newOrder)
  t.strictSame(plan.spec, { title: 'Early Bird', price: 29.9, active: true, currency: 'EUR', holdMinutes: 15 })
  const checkout = await api.create<Manifest>(manifest({ kind: 'Checkout', name: 'defaults-1' }))
  const refund = await api.create<Manifest>(manifest({ kind: 'Refund', name: 'defaults-1' }))
  t.match(checkout, { spec: { returned: false }, status: newCheckout })
  t.strictSame(refund.status, newRefund)
  const scale = await kubectl(['get', '--raw', `/apis/app.corley.it/v1/namespaces/${namespace}/orders/defaults/scale`])
  t.match(JSON.parse(scale.stdout), { spec: { replicas: 1 }, status: { replicas: 0 } })
})

t.test('kubectl shows the columns of each kind, and knows the kinds by their short names', async t => {
  const columns = {
    conf: 'NAME TITLE ON DAY',
    pl: 'NAME TITLE ACTIVE PRICE',
    pool: 'NAME TITLE CAPACITY',
    cpn: 'NAME PRICE',
    ord: 'NAME PLAN COUPON STATUS CURRENT DESIRED PRICE DATE',
    tck: 'NAME ORDER FIRSTNAME LASTNAME',
    rsv: 'NAME ORDER DECISION QUANTITY CURRENCY HELD UNTIL',
    pay: 'NAME ORDER STATE GROSS CURRENCY PROVIDER AGE',
    byr: 'NAME ORDER',
    chk: 'NAME ORDER STATE AMOUNT CURRENCY PROVIDER AGE',
    rfd: 'NAME ORDER STATE AMOUNT CURRENCY AGE',
  }
  for (const { kind, shortName } of kinds) {
    await api.create(manifest({ kind, name: 'columns-1' }))
    const { stdout } = await kubectl(['get', shortName, 'columns-1', '--namespace', namespace])
    const [header = ''] = stdout.split('\n')
    t.equal(header.trim().replaceAll(/ +/g, ' '), columns[shortName as keyof typeof columns], kind)
  }
})

t.test('kubectl selects the objects of a kind by its selectable fields', async t => {
  const specs: Record<string, Spec> = {
    Order: { couponRef: 'discount-10' },
    Ticket: { attendee: { firstname: 'Ada', lastname: 'Lovelace' } },
  }
  for (const { kind, selectable = [] } of kinds) {
    const created = await api.create<Manifest>(manifest({ kind, name: 'selected-1', spec: specs[kind] ?? {} }))
    for (const path of selectable) {
      const field = path.slice(1)
      const select = async (value: string) => {
        const args = ['get', kind, `--namespace=${namespace}`, `--field-selector=${field}=${value}`, '--output=name']
        return (await kubectl(args)).stdout.split('\n')
      }
      const value = field.split('.').reduce<unknown>((node, key) => (node as Spec)[key], created)
      t.type(value, 'string', path)
      t.ok((await select(String(value))).includes(`${kind.toLowerCase()}.app.corley.it/selected-1`), `${kind}${path}`)
      t.strictSame(await select('nobody'), [''])
    }
  }
})

t.test('kubectl shows the age of every kind with -o wide', async t => {
  for (const { kind } of kinds) {
    await api.create(manifest({ kind, name: 'aged-1' }))
    const { stdout } = await kubectl(['get', kind, 'aged-1', '--namespace', namespace, '--output=wide'])
    t.match(stdout, / AGE\b/, kind)
  }
})

t.test('kubectl gets and deletes one object by the name of its kind', async t => {
  for (const { kind } of kinds) {
    const name = `one-${kind.toLowerCase()}-1`
    await api.create(manifest({ kind, name }))
    const { code, stdout } = await kubectl(['delete', kind.toLowerCase(), name, '--namespace', namespace])
    t.match({ code, stdout }, { code: 0, stdout: `${name}" deleted` })
  }
})

t.test('kubectl explains every field', async t => {
  for (const { plural, description } of kinds) {
    const { stdout } = await kubectl(['explain', `${plural}.spec`])
    t.match(stdout, 'DESCRIPTION:')
    t.notMatch(stdout, '<no description>', plural)
    t.match((await kubectl(['explain', plural])).stdout.replaceAll(/\s+/g, ' '), description)
  }
})
