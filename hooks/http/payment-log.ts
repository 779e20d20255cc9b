import type { FastifyRequest } from 'fastify'
import type { Recording } from '../payment/record-payment.ts'
import type { RefusalOutcome } from '../payment/refusal.ts'

/** What is logged of a callback: never its body, which tells who paid. */
export interface CallbackFacts {
  namespace?: string
  order?: string
  payment?: string
  state?: string
}

/** What became of a callback, in one word. */
export type CallbackOutcome = Recording | RefusalOutcome | 'failed'

declare module 'fastify' {
  interface FastifyRequest {
    callback: { arrivedAt: number; deadline: AbortSignal; facts: CallbackFacts; outcome?: CallbackOutcome }
  }
}

const levels = {
  recorded: 'info',
  'already-recorded': 'info',
  mismatch: 'error',
  malformed: 'warn',
  foreign: 'warn',
  'unknown-order': 'warn',
  unavailable: 'warn',
  failed: 'error',
} as const

/** The one line of a callback, whose outcome it keeps for the metrics. Wake somebody on `alarm`. */
export function logCallback(
  request: FastifyRequest,
  outcome: CallbackOutcome,
  more: { error?: string; cause?: string; err?: unknown; eventError?: string } = {},
): void {
  request.callback.outcome = outcome
  const alarm = outcome === 'mismatch' && { alarm: 'payment-mismatch' }
  request.log[levels[outcome]]({ ...request.callback.facts, outcome, ...alarm, ...more }, 'payment callback')
}
