import t from 'tap'
import { printedAlerts } from '../../../scripts/print/printed-alerts.ts'

const start = '<!-- alerts: printed from charts/kconference/files/monitoring by `npm run print` -->\n'
const rule = (alert: string, severity: string) =>
  `    - alert: ${alert}\n      labels: { severity: ${severity} }\n      annotations: { summary: ${alert} fires }\n`
const group = (name: string, ...rules: string[]) => `  - name: ${name}\n    rules:\n${rules.join('')}`

/** A project whose chart has these rules. */
function project(rules: string, guide = `# Guide\n${start}old\n<!-- /alerts -->\nEnd\n`) {
  const monitoring = {
    'rules.yaml': `groups:\n${rules}`,
    'admission-rules.yaml': `  # Only with a value.\n${group('a', rule('AdmissionSlow', 'warning'))}`,
    'shop-rules.yaml': group('s', rule('ShopDown', 'critical')),
    'cashier-rules.yaml': group('c', rule('RefundFailed', 'warning')),
  }
  return { docs: { 'operations.md': guide }, charts: { kconference: { files: { monitoring } } } }
}

t.test('alerts that page come first, each with its runbook and the value that adds it', async t => {
  const record = '    - record: x\n      expr: y\n'
  const root = t.testdir(project(group('g', record, rule('Slow', 'warning'), rule('Down', 'critical'))))
  const table = `| alert | severity | answer | summary | only with |
| --- | --- | --- | --- | --- |
| [Down](runbooks/Down.md) | critical | page | Down fires |  |
| [ShopDown](runbooks/ShopDown.md) | critical | page | ShopDown fires | \`shop.enabled\` |
| [Slow](runbooks/Slow.md) | warning | next morning | Slow fires |  |
| [AdmissionSlow](runbooks/AdmissionSlow.md) | warning | next morning | AdmissionSlow fires | \`admission.enabled\` |
| [RefundFailed](runbooks/RefundFailed.md) | warning | next morning | RefundFailed fires | \`cashier.enabled\` |
`
  t.strictSame(
    [...printedAlerts(root)],
    [['docs/operations.md', `# Guide\n${start}\n${table}\n<!-- /alerts -->\nEnd\n`]],
  )
})

t.test('an alert of another severity, or of none, is an error', async t => {
  const bare = '    - alert: Bare\n      expr: y\n'
  for (const [name, text] of [
    ['Odd', rule('Odd', 'info')],
    ['Bare', bare],
  ] as const) {
    t.throws(() => printedAlerts(t.testdir(project(group('g', text)))), {
      message: `Cannot print the alert "${name}": its severity must be critical or warning`,
    })
  }
})

t.test('a guide without a place for the table is an error', async t => {
  t.throws(() => printedAlerts(t.testdir(project(group('g', rule('Down', 'critical')), '# Guide\n'))), {
    message: /^Cannot print "docs\/operations.md": it must have a line /,
  })
})
