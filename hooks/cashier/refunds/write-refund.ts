import { isDeepStrictEqual } from 'node:util'
import type { Refund, RefundStatus } from '../../schema/money/refund.ts'
import type { CashierTools } from '../tools.ts'
import { statusOf } from './refund-case.ts'

/**
 * Writes a status that differs from the stored one; resolves to the refund as stored. Rejects with reason Conflict if another
 * replica has written it: the next visit reads it again.
 */
export async function writeRefund(
  { api, log, counters }: Pick<CashierTools, 'api' | 'log' | 'counters'>,
  { refund, status }: { refund: Refund; status: RefundStatus },
  signal: AbortSignal,
): Promise<Refund> {
  if (isDeepStrictEqual(statusOf(refund), status)) return refund
  const stored = await api.replaceRefundStatus({ ...refund, status }, signal)
  const { namespace, name } = refund.metadata
  if (statusOf(refund).state !== status.state) counters.countState('Refund', status.state)
  log.info({ namespace, name, state: status.state, reason: status.reason }, 'refund')
  return stored
}

/** The same status with another reason, or with none. */
export function withReason(
  { reason: _reason, message: _message, ...kept }: RefundStatus,
  why: { reason: string; message: string } | undefined,
): RefundStatus {
  return { ...kept, ...why }
}
