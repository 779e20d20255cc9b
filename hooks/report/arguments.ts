import { parseArgs } from 'node:util'

/** The reports by their names, and what each lists. */
const contents = {
  attendees: 'the tickets by the names of their attendees, for the door; needs the right to read tickets',
  orders: 'the orders with their state and money',
  payments: 'the payments that gateways reported or people recorded, with fees',
  refunds: 'the money to send back, by transaction, and the Refunds with their state',
  sales: 'tickets and money by day and plan; days are those of the time zone of the conference',
} as const

export type ReportName = keyof typeof contents
export type Format = 'table' | 'csv' | 'json'

/** A report to print. */
export interface Call {
  report: ReportName
  conference: string
  format: Format
}

const names = Object.keys(contents) as ReportName[]

/** The text that `--help` prints. */
export const usage = `node hooks/conference-report.ts ${names.join('|')} CONFERENCE [--csv|--json]

${names.map(name => `${name.padEnd(10)} ${contents[name]}`).join('\n')}

--csv      prints CSV (RFC 4180) for a spreadsheet; a text that it could take for a formula gets an apostrophe
--json     prints an array of objects; amounts are decimal strings
--help     prints this

Without an option, the command prints a table for people, without empty columns. It reads everything as it was at one moment,
and changes nothing.

KUBECONFIG   path of a kubeconfig with the rights of the role kconference-accountant, or for attendees kconference-viewer; a
             pod uses its own account

The exit code is 0 when all is printed; otherwise it is 1, and a sentence on standard error gives the reason
(docs/reports.md).`

/** The report that the arguments name. Throws one sentence with the next step. */
export function readArguments(argv: string[]): Call | 'help' {
  const { help, csv, json, words } = parseArguments(argv)
  if (help) return 'help'
  const [given, conference = '', ...others] = words
  const report = names.find(name => name === given)
  if (report === undefined || conference === '' || others.length > 0 || (csv && json)) throw argumentsRefusal(argv)
  return { report, conference, format: csv ? 'csv' : json ? 'json' : 'table' }
}

function parseArguments(argv: string[]): { help: boolean; csv: boolean; json: boolean; words: string[] } {
  const flag = { type: 'boolean', default: false } as const
  try {
    const options = { help: flag, csv: flag, json: flag }
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    return { ...values, words: positionals }
  } catch (cause) {
    throw argumentsRefusal(argv, cause)
  }
}

function argumentsRefusal(argv: string[], cause?: unknown): Error {
  return new Error(
    `Cannot run "${argv.join(' ')}": it must be ${names.join('|')} CONFERENCE [--csv|--json], or --help`,
    { cause },
  )
}
