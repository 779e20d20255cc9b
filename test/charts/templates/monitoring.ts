import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { Registry } from 'prom-client'
import t from 'tap'
import { slotCount } from '../../../hooks/box-office/leading/slots.ts'
import { createAdmissionMetrics } from '../../../hooks/metrics/admission-metrics.ts'
import { createBoxOfficeMetrics } from '../../../hooks/metrics/box-office-metrics.ts'
import { createCashierMetrics, gaugeCashier } from '../../../hooks/metrics/cashier-metrics.ts'
import { createPaymentMetrics } from '../../../hooks/metrics/payment-metrics.ts'
import { gaugePlans } from '../../../hooks/metrics/plan-gauges.ts'
import { gaugePools } from '../../../hooks/metrics/pool-gauges.ts'
import { gaugeShop } from '../../../hooks/metrics/shop-gauges.ts'
import { createShopMetrics } from '../../../hooks/metrics/shop-metrics.ts'
import { createSyncMetrics, syncOutcomes } from '../../../hooks/metrics/sync-metrics.ts'
import { root } from '../../../local/config.ts'
import { chart, find, rendered } from '../../fixtures/chart/chart.ts'

interface Rule {
  record?: string
  alert?: string
  expr: string
  labels?: { severity: string }
  annotations?: Record<string, string>
}

const objects = await rendered(readFileSync(join(chart, 'ci', 'full-values.yaml'), 'utf8'))
const { groups } = find(objects, 'PrometheusRule', 'kconference').spec as unknown as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap(group => group.rules)
const alerts = rules.flatMap(rule => (rule.alert === undefined ? [] : [{ ...rule, alert: rule.alert }]))
const recorded = rules.flatMap(({ record }) => record ?? [])
const { data } = find(objects, 'ConfigMap', 'kconference-dashboard') as unknown as { data: Record<string, string> }
const { panels } = JSON.parse(data['kconference.json'] ?? '')
const shown: string[] = panels.flatMap(({ targets }: { targets: Rule[] }) => targets.map(({ expr }) => expr))

const idle = {
  slotsHeld: 0,
  undecidedOrders: 0,
  oldestUndecidedSeconds: 0,
  unwrittenReservations: 0,
  unreadableObjects: 0,
}

const idleShop = {
  openPages: 0,
  mostOpenPages: 1,
  ordersLookedAt: 0,
  isAway: false,
  silentSeconds: {},
  keys: {},
}

/** The names of all metrics of the programs. */
function metricNames(): string[] {
  const registry = new Registry()
  createPaymentMetrics(registry)
  createSyncMetrics(registry)
  createAdmissionMetrics(registry)
  createBoxOfficeMetrics(registry, () => idle)
  gaugePlans(registry, () => [])
  gaugePools(registry, () => [])
  createShopMetrics(registry)
  gaugeShop(registry, () => idleShop)
  createCashierMetrics(registry)
  gaugeCashier(registry, { openObjects: () => [], refundsOfHour: () => 0, now: () => 0 })
  return registry.getMetricsAsArray().map(({ name }) => name)
}

t.test('each alert has a page with instructions, and each page has an alert', async t => {
  const pages = readdirSync(join(root, 'docs', 'runbooks')).sort()
  t.strictSame(pages, alerts.map(({ alert }) => `${alert}.md`).sort())
  for (const page of pages) {
    const text = readFileSync(join(root, 'docs', 'runbooks', page), 'utf8')
    t.ok(text.startsWith(`# ${page.replace('.md', '')}\n`), page)
    for (const heading of ['## Meaning', '## Diagnosis', '## Remedy']) t.match(text, heading, page)
  }
})

t.test('an alert has a severity, a summary, a description and a link', async t => {
  for (const { alert, labels, annotations = {} } of alerts) {
    t.match(labels?.severity, /^(critical|warning)$/, alert)
    t.strictSame(Object.keys(annotations), ['summary', 'description', 'runbook_url'], alert)
    t.equal(annotations['runbook_url'], `https://example.com/runbooks/${alert}.md`)
  }
})

t.test('docs/operations.md says of each alert whether it pages, with its runbook', async t => {
  const guide = readFileSync(join(root, 'docs', 'operations.md'), 'utf8')
  const rows = [...guide.matchAll(/^\| \[(\w+)\]\(runbooks\/(\w+)\.md\) \| (\w+) \| ([\w ]+) \| (.+?) \|/gm)]
  const told = rows.map(([, alert, page, severity, answer, summary]) => ({ alert, page, severity, answer, summary }))
  const installed = alerts.map(({ alert, labels, annotations }) => ({
    alert,
    page: alert,
    severity: labels?.severity,
    answer: labels?.severity === 'critical' ? 'page' : 'next morning',
    summary: annotations?.['summary'],
  }))
  const sorted = (list: { alert: string | undefined }[]) =>
    list.toSorted((a, b) => (String(a.alert) < String(b.alert) ? -1 : 1))
  t.strictSame(sorted(told), sorted(installed))
  const severities = told.map(({ severity }) => severity)
  t.strictSame(severities, severities.toSorted(), 'those that page come first')
})

/** The parts of an expression that Prometheus cannot read; Grafana fills in its variables before. */
function promqlFaults(expr: string): string[] {
  const text = expr.replaceAll('$__rate_interval', '5m')
  const faults: string[] = []
  parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) faults.push(text.slice(from, from + 20))
    },
  })
  return faults
}

t.test('Prometheus can read every rule and panel', async t => {
  for (const expr of [...rules.map(rule => rule.expr), ...shown]) t.strictSame(promqlFaults(expr), [], expr)
  t.not(promqlFaults('sum(rate(kconference_syncs_total[5m]) by (hook)').length, 0)
})

t.test('rules and dashboard read only metrics that exist', async t => {
  const known = [...metricNames(), ...recorded]
  for (const expr of [...rules.map(rule => rule.expr), ...shown]) {
    const used = expr.match(/\bkconference[_:][\w:]+/g) ?? []
    const unknown = used.map(name => name.replace(/_bucket$/, '')).filter(name => !known.includes(name))
    t.strictSame(unknown, [], expr)
  }
  t.ok(shown.length > 10)
})

t.test('a rule or the dashboard reads every metric of the programs', async t => {
  const expressions = [...rules.map(rule => rule.expr), ...shown].join('\n')
  t.strictSame(
    metricNames().filter(name => !expressions.includes(name)),
    [],
  )
  t.strictSame(
    recorded.filter(name => !expressions.includes(name)),
    ['plan_capacity', 'pool_tickets', 'pool_capacity'].map(name => `kconference:${name}:latest`),
    'recorded for others to read',
  )
})

t.test('every metric of the programs is documented', async t => {
  const text = readFileSync(join(root, 'docs', 'metrics.md'), 'utf8')
  for (const name of metricNames()) t.match(text, `\`${name}\``, name)
  const syncs = text.split('\n').find(row => row.includes('`kconference_syncs_total`'))
  for (const outcome of syncOutcomes) t.match(syncs, `\`${outcome}\``, outcome)
})

t.test('the rules contain the namespace of the programs', async t => {
  const down = alerts.filter(({ alert }) => /Down|NoLeader/.test(alert)).map(({ expr }) => expr)
  const slots = 'kconference_box_office_slots_held{namespace="kconference-system"}'
  t.strictSame(down, [
    'absent(up{namespace="kconference-system", service="kconference-hooks"} == 1)',
    `sum(${slots}) < ${slotCount} or absent(${slots})`,
    'absent(up{namespace="kconference-system", service="kconference-payments"} == 1)',
    'absent(up{namespace="kconference-system", service="kconference-admission"} == 1)',
    'absent(up{namespace="kconference-system", service="kconference-shop"} == 1)',
    'absent(up{namespace="kconference-system", service="kconference-cashier"} == 1)',
  ])
  t.notMatch(JSON.stringify(groups), /RELEASE_NAMESPACE|RUNBOOKS|REFUNDS_PER_HOUR/)
})

t.test('the alerts of the admission webhook, the shop and the cashier exist only with these', async t => {
  const values = '{ payments: { paypalVerification: "off" }, monitoring: { prometheusRule: { enabled: true } } }'
  const { spec } = find(await rendered(values), 'PrometheusRule', 'kconference')
  const without = (spec['groups'] as { name: string }[]).map(({ name }) => name)
  t.strictSame(
    (groups as unknown as { name: string }[]).map(({ name }) => name).filter(name => !without.includes(name)),
    ['kconference.admission', 'kconference.shop', 'kconference.cashier'],
  )
})

t.test('missing calls are noticed even if the hooks were never called', async t => {
  const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr ?? ''
  for (const alert of ['KconferenceNothingAsked', 'KconferenceAdmissionNotAsked']) {
    t.match(exprOf(alert), /\(sum\(increase\(\w+\{.*\}\[\d+m\]\)\) or vector\(0\)\) == 0/, alert)
  }
})

t.test('panels do not overlap', async t => {
  const places = panels.map(({ gridPos }: { gridPos: object }) => gridPos)
  for (const [index, a] of places.entries()) {
    for (const b of places.slice(index + 1)) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y
      t.ok(apart, JSON.stringify([a, b]))
    }
  }
})
