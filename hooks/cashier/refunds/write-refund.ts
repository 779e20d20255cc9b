import { isDeepStrictEqual } from 'node:util'
import type { Refund, RefundStatus } from '../../schema/money/refund.ts'
import type { CashierTools } from '../tools.ts'
import { providerOf, refundStatus } from './refund-case.ts'

/**
 * Writes a status that differs from the stored one; resolves to the refund as stored. Rejects with reason Conflict if another
 * replica has written it: the next visit reads it again.
 */
export async function writeRefund(
  { api, log, counters }: Pick<CashierTools, 'api' | 'log' | 'counters'>,
  { refund, status }: { refund: Refund; status: RefundStatus },
  signal: AbortSignal,
): Promise<Refund> {
  if (isDeepStrictEqual(refundStatus(refund), status)) return refund
  const stored = await api.replaceRefundStatus({ ...refund, status }, signal)
  const { namespace, name } = refund.metadata
  const { state, reason } = status
  const provider = providerOf(refund)
  if (refundStatus(refund).state !== state) counters.countState({ kind: 'Refund', provider, state })
  log.info({ namespace, name, provider, state, reason }, 'wrote the status of a refund')
  return stored
}

/** The same status with another reason, or with none. */
export function withReason(
  { reason: _reason, message: _message, ...kept }: RefundStatus,
  why: { reason: string; message: string } | undefined,
): RefundStatus {
  return { ...kept, ...why }
}
