import type { FastifyRequest } from 'fastify'
import type { Ignored } from '../../payment/payment-report.ts'
import type { Recording } from '../../payment/recording/record-payment.ts'
import type { RefusalOutcome } from '../../payment/refusal.ts'

/** What is logged of a callback: never its body, which tells who paid. */
export interface CallbackFacts {
  namespace?: string
  order?: string
  payment?: string
  provider?: string
  transaction?: string
  state?: string
  /** The path of a callback, if nothing is served there. */
  path?: string
}

/** What became of a callback, in one word. */
export type CallbackOutcome = Recording | 'early' | RefusalOutcome | 'ignored' | 'unserved' | 'failed'

declare module 'fastify' {
  interface FastifyRequest {
    callback: {
      arrivedAt: number
      deadline: AbortSignal
      facts: CallbackFacts
      /** Forgets the deadline. */
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

/** The one line of a callback, whose outcome it keeps for the metrics. Wake somebody on `alarm`. */
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
