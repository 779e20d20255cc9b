import { type Reason, type ReasonTable, reasonTables } from '../../hooks/schema/reasons/reasons.ts'

/** docs/reasons.md: every reason that a status, a reservation or an Event can have, as path → text. */
export function printedReasons(tables: readonly ReasonTable[] = reasonTables): Map<string, string> {
  const parts = tables.map(({ where, reasons }) => `## ${where}\n\n${head}${reasons.map(row).join('')}`)
  return new Map([['docs/reasons.md', [introduction, ...parts].join('\n')]])
}

const introduction = `# Reasons

Every object explains its state with one word, the reason, and a sentence with amounts, times and names. This is the
list of all reasons. Printed from hooks/schema/reasons/reasons.ts by \`npm run print\`.
`

const head = '| reason | meaning | next step |\n| --- | --- | --- |\n'

function row({ reason, means, todo = '' }: Reason): string {
  return `| ${reason} | ${means} | ${todo} |\n`
}
