import type { RefundAnswer } from '../../gateway/gateway.ts'
import type { RefundStatus } from '../../schema/money/refund.ts'
import { recordFacts } from '../record-facts.ts'
import { finished, type Visit } from '../tools.ts'
import { orderOf, type RefundCase, refundStatus } from './refund-case.ts'
import { withReason, writeRefund } from './write-refund.ts'

const pendingPauseMs = 900_000

/** A refund that succeeded is visited daily for 30 days: the buyer's bank can send the money back within weeks. */
export const succeededPauseMs = 86_400_000
export const succeededForMs = 30 * succeededPauseMs

/**
 * Writes what the gateway reports on a refund. Its payment is recorded before the status says Succeeded: after a
 * crash between the two, the next visit does both again.
 */
export async function settleRefund(given: RefundCase, answer: RefundAnswer): Promise<Visit> {
  const { tools, refund, signal } = given
  const record = () => recordFacts(tools, { order: orderOf(refund), facts: answer.fact ? [answer.fact] : [] }, signal)
  const write = (status: RefundStatus) => writeRefund(tools, { refund, status }, signal)
  const known = { ...withReason(refundStatus(refund), undefined), providerId: answer.id }
  switch (answer.state) {
    case 'pending':
      await write({ ...known, state: 'Sent' })
      return { next: 'later', pauseMs: pendingPauseMs }
    case 'failed': {
      // A refund that succeeded before has a payment. Recording the failure cancels it, so the money is due again.
      await record()
      const message = `The gateway could not deliver the money: ${answer.message ?? 'it gives no reason'}`
      await write({ ...known, state: 'Failed', reason: 'GatewayFailed', message: message.slice(0, 1024) })
      return finished
    }
    case 'succeeded':
      await record()
      await write({ ...known, state: 'Succeeded' })
      return { next: 'later', pauseMs: succeededPauseMs }
  }
}
