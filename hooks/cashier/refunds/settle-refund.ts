import type { RefundAnswer } from '../../gateway/gateway.ts'
import type { RefundStatus } from '../../schema/money/refund.ts'
import { recordFacts } from '../record-facts.ts'
import { finished, type Visit } from '../tools.ts'
import { orderOf, type RefundCase, statusOf } from './refund-case.ts'
import { withReason, writeRefund } from './write-refund.ts'

const pendingPauseMs = 900_000

/** The times at which a refund that succeeded is looked at again: the buyer's bank can send it back within weeks. */
export const succeededPauseMs = 86_400_000
export const succeededForMs = 30 * succeededPauseMs

/**
 * Writes what the gateway reports on a refund. Its payment is recorded before the status says Succeeded: a crash between the
 * two repeats both.
 */
export async function settleRefund(given: RefundCase, answer: RefundAnswer): Promise<Visit> {
  const { tools, refund, signal } = given
  const record = () => recordFacts(tools, { order: orderOf(refund), facts: answer.fact ? [answer.fact] : [] }, signal)
  const write = (status: RefundStatus) => writeRefund(tools, { refund, status }, signal)
  const known = { ...withReason(statusOf(refund), undefined), providerId: answer.id }
  switch (answer.state) {
    case 'pending':
      await write({ ...known, state: 'Sent' })
      return { next: 'later', pauseMs: pendingPauseMs }
    case 'failed': {
      // A refund that succeeded before has a payment, which counts no more: the money is due again.
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
