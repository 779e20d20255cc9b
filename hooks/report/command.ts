import { pipeline } from 'node:stream/promises'
import { KubeError } from '../kube/api.ts'
import type { SnapshotApi } from '../kube/snapshot/snapshot-api.ts'
import type { Conference } from '../schema/conference.ts'
import { type Call, readArguments, usage } from './arguments.ts'
import { formatCsv } from './format/csv.ts'
import { formatJson } from './format/json.ts'
import type { Report } from './format/report.ts'
import { formatTable } from './format/table.ts'
import { createReader, type ReaderOptions } from './reading/snapshot-reader.ts'
import { reportRefusal } from './report-refusal.ts'
import { reportAttendees } from './reports/attendees.ts'
import { type DayFormat, daysIn } from './reports/days.ts'
import { reportOrders } from './reports/orders.ts'
import { reportPayments } from './reports/payments.ts'
import { reportRefunds } from './reports/refunds.ts'
import { reportSales } from './reports/sales.ts'

export interface CommandOptions extends Pick<ReaderOptions, 'signal' | 'log' | 'now'> {
  argv: string[]
  /** Connects to the API server; called only with valid arguments. */
  connect(): SnapshotApi
  output: NodeJS.WritableStream
}

const formats = { table: formatTable, csv: formatCsv, json: formatJson }

const reports = {
  attendees: reportAttendees,
  orders: reportOrders,
  payments: reportPayments,
  refunds: reportRefunds,
  sales: reportSales,
}

/** Prints a report, or the usage. Rejects with one sentence that gives the reason. */
export async function runReport(options: CommandOptions): Promise<void> {
  const call = readArguments(options.argv)
  if (call === 'help') return await writeOutput([`${usage}\n`], options)
  const report = await createReport(call, options).catch((cause: unknown) => {
    throw reportRefusal(call, cause)
  })
  if (report.rows.length === 0) options.log(`No ${call.report} in conference "${call.conference}"`)
  await writeOutput(formats[call.format](report), options)
}

async function createReport({ report, conference: name }: Call, options: CommandOptions): Promise<Report> {
  const { signal, log, now } = options
  const api = options.connect()
  const conference = await findConference(api, { name, signal })
  const reader = createReader({ api, conference: name, signal, log, now })
  const formatDay = report === 'sales' ? dayFormat(name, { conference, log }) : utcDay
  return await reports[report]({ reader, formatDay })
}

/** Undefined for an account that may not read it: a role in a namespace gives no right to the Conference itself. */
async function findConference(
  api: SnapshotApi,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<Conference | undefined> {
  try {
    return await api.getConference(name, signal)
  } catch (error) {
    if (error instanceof KubeError && error.code === 403) return undefined
    throw error
  }
}

const utcDay = daysIn() as DayFormat

/** The days of the conference. Days in UTC are logged where the conference may have others. */
function dayFormat(
  name: string,
  { conference, log }: { conference: Conference | undefined; log: CommandOptions['log'] },
): DayFormat {
  if (conference === undefined) {
    log(`Days are in UTC: this account may not read conference "${name}", which has the time zone (docs/reports.md)`)
    return utcDay
  }
  const { timeZone } = conference.spec
  const found = daysIn(timeZone)
  if (found === undefined) log(`Days are in UTC: conference "${name}" has the unknown time zone "${timeZone}"`)
  return found ?? utcDay
}

async function writeOutput(lines: Iterable<string>, { output, signal }: CommandOptions): Promise<void> {
  try {
    await pipeline(lines, output, { end: false, signal })
  } catch (cause) {
    throw new Error(`Cannot write the output: standard output must accept all of it: ${(cause as Error).message}`, {
      cause,
    })
  }
}
