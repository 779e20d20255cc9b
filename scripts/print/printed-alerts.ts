import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { placeTable } from './place-table.ts'
import { chart } from './printed-chart.ts'

interface Group {
  rules: { alert?: string; labels?: { severity?: string }; annotations?: { summary?: string } }[]
}

/** The files of rules, and the value with which the chart adds each. */
const parts = [
  ['rules', ''],
  ['admission-rules', '`admission.enabled`'],
  ['shop-rules', '`shop.enabled`'],
  ['cashier-rules', '`cashier.enabled`'],
] as const

/** A person's answer to an alert of a severity, in the order of the table. */
const responses: readonly [severity: string, response: string][] = [
  ['critical', 'page'],
  ['warning', 'next morning'],
]

/**
 * docs/operations.md with the table of all alerts, as path → text: first those that page. Throws if an alert has another
 * severity, or if the document has no place for the table.
 */
export function printedAlerts(root: string): Map<string, string> {
  const path = 'docs/operations.md'
  const alerts = parts.flatMap(([file, value]) => readAlerts(root, { file, value }))
  const rows = responses.flatMap(([severity, response]) =>
    alerts
      .filter(alert => alert.severity === severity)
      .map(({ name, summary, value }) => [`[${name}](runbooks/${name}.md)`, severity, response, summary, value]),
  )
  const stray = alerts.find(({ severity }) => !responses.some(([known]) => known === severity))
  if (stray !== undefined) {
    throw new Error(`Cannot print the alert "${stray.name}": its severity must be critical or warning`)
  }
  const columns = ['alert', 'severity', 'answer', 'summary', 'only with']
  return new Map([
    [path, placeTable(root, path, { name: 'alerts', source: `${chart}/files/monitoring`, columns, rows })],
  ])
}

function readAlerts(root: string, { file, value }: { file: string; value: string }) {
  const content = parse(readFileSync(join(root, chart, 'files', 'monitoring', `${file}.yaml`), 'utf8'))
  const groups: Group[] = content.groups ?? content
  return groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ alert, labels, annotations }) =>
      alert === undefined
        ? []
        : [{ name: alert, severity: labels?.severity ?? '', summary: annotations?.summary ?? '', value }],
    )
}
