import { controllerOf } from '../../box-office/objects/facts.ts'
import { amountInMinorUnits, decimal } from '../../rules/money.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Report } from '../format/report.ts'
import type { SnapshotReader } from '../reading/snapshot-reader.ts'
import { compareTexts } from './compare.ts'
import { movedAt } from './movements.ts'

const columns = {
  order: 'text',
  plan: 'text',
  provider: 'text',
  transactionId: 'text',
  parentTransactionId: 'text',
  state: 'text',
  gross: 'number',
  fee: 'number',
  currency: 'text',
  occurredAt: 'text',
  receivedAt: 'text',
} as const

/** The payments of a conference, in the order of their times. Rejects with a KubeError. */
export async function reportPayments({ reader }: { reader: SnapshotReader }): Promise<Report<typeof columns>> {
  const plans = new Map<string | undefined, string>()
  for await (const page of reader.readPages('orders')) {
    for (const { metadata, spec } of page) plans.set(metadata.uid, spec.planRef)
  }
  const timed: TimedRow[] = []
  for await (const page of reader.readPages('payments')) {
    for (const payment of page) {
      const plan = plans.get(controllerOf(payment.metadata)?.uid)
      timed.push({ at: movedAt(payment), row: rowOf(payment, plan) })
    }
  }
  return { columns, rows: timed.sort(compareTimed).map(({ row }) => row) }
}

type PaymentRow = ReturnType<typeof rowOf>

interface TimedRow {
  at: number
  row: PaymentRow
}

function rowOf({ spec }: Payment, plan: string | undefined) {
  const { provider, transactionId, parentTransactionId, state, currency, occurredAt, receivedAt } = spec
  return {
    order: spec.orderRef,
    plan,
    provider,
    transactionId,
    parentTransactionId,
    state,
    gross: plainAmount(spec.gross, currency),
    fee: spec.fee && plainAmount(spec.fee, currency),
    currency,
    occurredAt,
    receivedAt,
  }
}

/** The amount with the decimals of its currency, or as it is if the currency cannot express it. */
function plainAmount(amount: string, currency: string): string {
  const minor = amountInMinorUnits(amount, currency)
  return minor === undefined ? amount : decimal(minor, currency)
}

function compareTimed(a: TimedRow, b: TimedRow): number {
  return a.at - b.at || compareTexts(keyOf(a.row), keyOf(b.row))
}

function keyOf({ provider, transactionId, state }: PaymentRow): string {
  return `${provider} ${transactionId} ${state}`
}
