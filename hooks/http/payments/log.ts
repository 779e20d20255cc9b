import type { FastifyRequest } from 'fastify'
import type { Ignored } from '../../payment/payment-report.ts'
import type { Recording } from '../../payment/recording/record-payment.ts'
import type { RefusalOutcome } from '../../payment/refusal.ts'

/** The logged facts of a callback. Its body is never logged, because it names the payer. */
export interface CallbackFacts {
  namespace?: string
  order?: string
  payment?: string
  provider?: string
  transaction?: string
  state?: string
  /** The path of a callback, only if it is unknown. */
  path?: string
}

/** The outcome of a callback, in one word. */
export type CallbackOutcome = Recording | 'early' | RefusalOutcome | 'ignored' | 'unserved' | 'failed'

declare module 'fastify' {
  interface FastifyRequest {
    callback: {
      arrivedAt: number
      deadline: AbortSignal
      facts: CallbackFacts
      /** Stops the timer of the deadline. */
      clearDeadline(): void
      outcome?: CallbackOutcome
    }
  }
}

const levels = {
  recorded: 'info',
  'already-recorded': 'info',
  mismatch: 'error',
  early: 'error',
  ignored: 'info',
  unserved: 'warn',
  malformed: 'warn',
  'not-genuine': 'warn',
  foreign: 'warn',
  'unknown-order': 'warn',
  'too-many': 'warn',
  unavailable: 'warn',
  failed: 'error',
} as const

const alarms: Partial<Record<CallbackOutcome, string>> = {
  mismatch: 'payment-mismatch',
  early: 'payment-before-order',
}

/**
 * Logs the single line of a callback, and keeps its outcome for the metrics. A line with the field `alarm` needs a person.
 */
export function logCallback(
  request: FastifyRequest,
  outcome: CallbackOutcome,
  more: Partial<Ignored> & { error?: string; cause?: string; err?: unknown; eventError?: string } = {},
): void {
  request.callback.outcome = outcome
  const alarm = alarms[outcome] !== undefined && { alarm: alarms[outcome] }
  const level = more.alarm === undefined ? levels[outcome] : 'error'
  request.log[level]({ ...request.callback.facts, outcome, ...alarm, ...more }, 'payment callback')
}
