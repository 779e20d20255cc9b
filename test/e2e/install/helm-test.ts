import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../../../local/process/run.ts'
import { release } from '../../../local/system/install.ts'
import { find, rendered } from '../../fixtures/chart/chart.ts'
import { shopYaml } from '../../fixtures/chart/shop-values.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { readDocumentedMetrics, readMetricsText } from '../../fixtures/metrics/documented-metrics.ts'

// Each of seven programs is stopped in turn, and waits for the namespace of the attempt before.
t.setTimeout(600_000)

const system = await startTestSystem(t, { admission: true, shop: true, cashier: true })
const { kubectl, supervisor } = system
const name = 'kconference-helm-test'
const optional = { admission: { enabled: true }, cashier: { enabled: true } }
const objects = await rendered(shopYaml({}, optional))
const rights = objects.filter(({ kind, metadata }) => metadata.name === 'kconference-test' && kind !== 'Pod')
await kubectl(['apply', '--filename=-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: rights }))

interface Container {
  command: [string, ...string[]]
  args: string[]
  env: { name: string; value: string }[]
}

const account = join(system.folder, 'test-account')
mkdirSync(account)
writeFileSync(join(account, 'ca.crt'), system.ca)
const token = await kubectl(['create', 'token', 'kconference-test', `--namespace=${release.namespace}`])
writeFileSync(join(account, 'token'), token.stdout)

/** Runs what the Pod of the chart runs, as its ServiceAccount, with so many seconds for a step. */
async function helmTest({ seconds = 45 } = {}) {
  const { containers } = find(objects, 'Pod', 'kconference-test').spec as unknown as { containers: [Container] }
  const [{ command, args, env }] = containers
  const told = {
    ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
    HOOKS_URL: system.hooksUrl,
    PAYMENTS_URL: system.paymentsUrl,
    SHOP_URL: String(system.shopUrl),
    API_URL: system.url,
    ACCOUNT: account,
    PATIENCE_SECONDS: String(seconds),
  }
  const { code, stdout, stderr } = await run(process.execPath, { args: [...command.slice(1), ...args], env: told })
  return { code, said: stdout.trim().split('\n'), failed: stderr.trim() }
}

const conferences = async () => (await kubectl(['get', 'conferences', '--output=name'])).stdout

t.test('a free order gets its ticket, and no object remains', async t => {
  t.strictSame(await helmTest(), {
    code: 0,
    said: [
      'The hooks answered',
      'The payment endpoint answered',
      'The shop answered',
      'Metacontroller created a namespace',
      'The admission webhook refused a wrong price',
      'The box office decided on an order',
      'The order has its ticket',
      'The cashier refused a payment that is not due',
    ],
    failed: '',
  })
  t.equal(await conferences(), '')
})

/** The text of /metrics of a program, whose port is in its log. */
async function metricsOf(program: string): Promise<string> {
  const lines = readFileSync(join(system.folder, 'logs', `${program}.log`), 'utf8').split('\n')
  const { address, port } = JSON.parse(lines.findLast(line => line.includes('"serving metrics"')) ?? '{}')
  return (await fetch(`http://${address}:${port}/metrics`)).text()
}

t.test('every program has the metrics of docs/metrics.md, and no others', async t => {
  const documented = readDocumentedMetrics()
  const programs = Object.groupBy(documented, ({ program }) => program)
  t.strictSame(Object.keys(programs).toSorted(), [
    'admission webhook',
    'box office',
    'cashier',
    'hooks',
    'payments',
    'shop',
  ])
  for (const [program, metrics = []] of Object.entries(programs)) {
    const text = await metricsOf(program.replace(' webhook', '').replace(' ', '-'))
    for (const prefix of ['nodejs_', 'process_']) t.match(text, new RegExp(`^${prefix}`, 'm'), program)
    const { names, series } = readMetricsText(text)
    t.strictSame(names.toSorted(), metrics.map(({ name }) => name).toSorted(), program)
    for (const { name, labels } of series) {
      const { labels: known = [], meaning } = metrics.find(metric => metric.name === name) ?? {}
      t.strictSame(Object.keys(labels).toSorted(), known.toSorted(), name)
      const values = ['outcome', 'decision', 'state'].flatMap(label => labels[label] ?? [])
      for (const value of values) t.ok(meaning?.includes(value), `${name} ${value}`)
    }
  }
})

t.test('the test names the part that does not answer, and deletes its conference all the same', async t => {
  const table: [program: string, failed: RegExp][] = [
    ['hooks', /^The hooks did not answer at http:.* within 3 s \(.*\); look at deployment\/kconference-hooks$/],
    [
      'metacontroller',
      /^Metacontroller did not act on a conference within 3 s \(the conference has no status\): it does/,
    ],
    [
      'admission',
      /^The admission webhook did not answer within 3 s \(an order with a wrong price was accepted\); look at/,
    ],
    ['box-office', /^The box office did not decide on an order within 6 s \(no answer\); look at/],
    [
      'payments',
      /^The payment endpoint did not answer at http:.* within 3 s \(.*\); look at deployment\/kconference-payments$/,
    ],
    ['shop', /^The shop did not answer at http:.* within 3 s \(.*\); look at deployment\/kconference-shop$/],
    ['cashier', /^The cashier did not act on a payment within 3 s \(checkout Requested\); look at deployment/],
  ]
  for (const [program, failed] of table) {
    await kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=60s'])
    await supervisor.restart(program, {
      async whileDown() {
        t.match(await helmTest({ seconds: 3 }), { code: 1, failed }, program)
      },
    })
    t.equal(await conferences(), '', program)
  }
})

t.test('a conference of somebody else is not changed', async t => {
  await kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=60s'])
  const spec = { title: 'A conference of somebody' }
  const conference = { apiVersion: 'app.corley.it/v1', kind: 'Conference', metadata: { name }, spec }
  await kubectl(['create', '--filename=-'], JSON.stringify(conference))
  t.match(await helmTest({ seconds: 3 }), { code: 1, failed: /must belong to this test/ })
  t.equal(await conferences(), `conference.app.corley.it/${name}\n`)
})
