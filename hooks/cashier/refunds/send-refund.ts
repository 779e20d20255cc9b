import type { RefundAnswer } from '../../gateway/gateway.ts'
import type { RefundStep } from '../../rules/cashier/refund-step.ts'
import { milliseconds, timestamp } from '../../rules/time.ts'
import { countFailures, isRefusal, reasonOfFailure } from '../gateway-failure.ts'
import { finished, type Visit } from '../tools.ts'
import { judgeRefund, type RefundJudgement } from './judge-refund.ts'
import { type RefundCase, refundStatus } from './refund-case.ts'
import { settleRefund } from './settle-refund.ts'
import { withReason, writeRefund } from './write-refund.ts'

/** The pause until the next judgement of a refund that must wait. */
export const waitPauseMs = 60_000

/** A call whose answer was lost may take effect up to this much later. */
const callUnknownMs = 300_000

/**
 * Sends a refund that may be sent:
 * - In a restored order the gateway may have the refund already, so this looks for it first.
 * - The status says Sent before the call, so that after a crash it shows that money may be on its way. From then on, another
 *   replica may send the refund too.
 * - Then the refund is judged once more, because another refund may have become Sent at the same time.
 */
export async function sendRefund(
  given: RefundCase,
  { isRestored }: Pick<RefundJudgement, 'isRestored'>,
): Promise<Visit> {
  const { tools, refund, client, request, signal } = given
  const turn = tools.limit.nextTurn(tools.now())
  if (turn !== undefined) {
    const why = {
      reason: 'HourlyLimit',
      message: 'Waiting: the limit of refunds per hour is reached (cashier.refundsPerHour)',
    }
    await writeRefund(tools, { refund, status: withReason(refundStatus(refund), why) }, signal)
    return { next: 'later', pauseMs: turn - tools.now() }
  }
  if (isRestored) {
    const found = await call(given, client.findRefund(request, signal))
    if (found !== undefined) return settleRefund(given, found)
  }
  const sentAt = tools.now()
  tools.limit.note(`${refund.metadata.namespace}/${refund.metadata.name}`, sentAt)
  const status = { state: 'Sent', sentAt: timestamp(sentAt) } as const
  const marked = await writeRefund(tools, { refund, status }, signal)
  const { step } = await judgeRefund(tools, marked, signal)
  return retryRefund({ ...given, refund: marked }, step)
}

/**
 * Calls the gateway for a refund that is marked as sent and whose outcome is unknown; `step` is its judgement since the mark.
 * As long as the gateway keeps the key of the refund, repeated calls send the money once. After that time, or if the money
 * may not go back any more, this looks for the refund before anything else.
 */
export async function retryRefund(given: RefundCase, step: RefundStep): Promise<Visit> {
  const { tools, refund, client, request, signal } = given
  const status = refundStatus(refund)
  const age = tools.now() - milliseconds(status.sentAt ?? '')
  const isKeyKept = age < client.keepsKeysMs
  if (step.do !== 'send' || !isKeyKept) {
    const found = await call(given, client.findRefund(request, signal))
    if (found !== undefined) return settleRefund(given, found)
  }
  if (step.do === 'send') return callRefund(given)
  return leave(given, step, !(age < callUnknownMs))
}

/** Leaves a marked refund alone while it may not go back. It fails for good only when no call can move its money any more. */
async function leave(
  { tools, refund, signal }: RefundCase,
  { do: what, why }: Exclude<RefundStep, { do: 'send' }>,
  isUnsent: boolean,
): Promise<Visit> {
  const status = withReason(refundStatus(refund), why)
  const isFinal = what === 'fail' && isUnsent
  await writeRefund(tools, { refund, status: isFinal ? { ...status, state: 'Failed' } : status }, signal)
  return isFinal ? finished : { next: 'later', pauseMs: waitPauseMs }
}

/** A refusal is final only if the gateway has no such refund: an earlier call may have sent the money. */
async function callRefund(given: RefundCase): Promise<Visit> {
  const { tools, refund, client, request, signal } = given
  let answer: RefundAnswer | undefined
  try {
    answer = await call(given, client.refund(request, signal))
  } catch (error) {
    if (!isRefusal(error)) throw error
    answer = await call(given, client.findRefund(request, signal))
    if (answer === undefined) {
      const status = withReason(refundStatus(refund), reasonOfFailure(error))
      await writeRefund(tools, { refund, status: { ...status, state: 'Failed' } }, signal)
      return finished
    }
  }
  return settleRefund(given, answer)
}

function call<T>({ tools, client }: RefundCase, answer: Promise<T>): Promise<T> {
  return countFailures(answer, { provider: client.provider, counters: tools.counters })
}
