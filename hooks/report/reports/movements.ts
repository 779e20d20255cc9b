import { amountInMinorUnits } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import type { Payment, PaymentSpec } from '../../schema/payment.ts'

/** A movement of money, in minor units of its currency. */
export interface Movement {
  /** Its time in milliseconds since 1970: that of the gateway, else the time at which it became known. */
  at: number
  currency: string
  received: bigint
  refunded: bigint
  /** Taken by disputes. */
  disputed: bigint
  fees: bigint
}

/**
 * The movements of money that the payments of one order record. A refund that failed takes the refunded amount back on the day
 * on which it failed. Announced and denied payments move nothing.
 */
export function movementsOf(payments: readonly Payment[]): Movement[] {
  const refunds = new Set(payments.filter(({ spec }) => spec.state === 'Refunded').map(({ spec }) => keyOf(spec)))
  return payments.flatMap(payment => {
    const { spec } = payment
    if (spec.state === 'RefundFailed' && !refunds.has(keyOf(spec))) return []
    const gross = amountInMinorUnits(spec.gross, spec.currency)
    const parts = gross === undefined ? undefined : partsOf(spec.state, gross)
    if (parts === undefined) return []
    const fees = amountInMinorUnits(spec.fee ?? '0', spec.currency) ?? 0n
    return [{ at: movedAt(payment), currency: spec.currency, ...nothing, fees, ...parts }]
  })
}

/**
 * The time of a payment in milliseconds since 1970, by the gateway's clock where that is known. Until 0.2.0 the API server
 * stored times that no clock has; the time of the object then counts.
 */
export function movedAt({ metadata, spec: { occurredAt, receivedAt } }: Payment): number {
  const at = milliseconds(occurredAt ?? receivedAt)
  return Number.isNaN(at) ? milliseconds(metadata.creationTimestamp) : at
}

const nothing = { received: 0n, refunded: 0n, disputed: 0n }

function partsOf(state: PaymentSpec['state'], gross: bigint): Partial<Movement> | undefined {
  switch (state) {
    case 'Completed':
      return { received: gross }
    case 'Refunded':
    case 'RefundFailed':
      return { refunded: -gross }
    case 'Reversed':
    case 'ReversalCanceled':
      return { disputed: -gross }
    case 'Pending':
    case 'Denied':
      return undefined
  }
}

function keyOf({ provider, transactionId }: PaymentSpec): string {
  return `${provider} ${transactionId}`
}
