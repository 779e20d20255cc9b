import { GatewayError } from '../../gateway/gateway-error.ts'
import type { ObjectKey } from '../../kube/api.ts'
import type { Refund } from '../../schema/money/refund.ts'
import { countFailures, reasonOfFailure, visitAfter } from '../gateway-failure.ts'
import { type CashierTools, closedPauseMs, finished, type Visit } from '../tools.ts'
import { judgeRefund, type RefundJudgement } from './judge-refund.ts'
import { orderOf, type RefundCase, refundFacts, refundStatus, requestOf } from './refund-case.ts'
import { retryRefund, sendRefund, waitPauseMs } from './send-refund.ts'
import { settleRefund, succeededForMs } from './settle-refund.ts'
import { withReason, writeRefund } from './write-refund.ts'

const notConfigured = { reason: 'NotConfigured', message: 'The conference has no API keys of this gateway' }

/** Looks at a refund, and takes the steps that follow. Rejects with a KubeError. */
export async function visitRefund(tools: CashierTools, key: ObjectKey, signal: AbortSignal): Promise<Visit> {
  if (tools.closedReason(key.namespace) !== undefined) return { next: 'later', pauseMs: closedPauseMs }
  const refund = await tools.api.getRefund(key, signal)
  if (refund === undefined || refund.metadata.deletionTimestamp !== undefined || isOver(refund, tools.now())) {
    return finished
  }
  const judgement = await judgeRefund(tools, refund, signal)
  const { step, payment } = judgement
  const isRequested = refundStatus(refund).state === 'Requested'
  if (isRequested && step.do === 'fail') return fail(tools, { refund, why: step.why }, signal)
  if (isRequested && step.do === 'wait') {
    await writeRefund(tools, { refund, status: withReason(refundStatus(refund), step.why) }, signal)
    return { next: 'later', pauseMs: waitPauseMs }
  }
  const { provider } = payment ?? {}
  if (payment === undefined || (provider !== 'STRIPE' && provider !== 'PAYPAL')) return finished
  const client = await tools.gateways.clientOf(provider, orderOf(refund).namespace, signal)
  if (client === undefined) {
    if (isRequested) return fail(tools, { refund, why: notConfigured }, signal)
    await writeRefund(tools, { refund, status: withReason(refundStatus(refund), notConfigured) }, signal)
    return { next: 'retry' }
  }
  return followRefund({ tools, refund, client, request: requestOf(refund, payment), signal }, judgement)
}

/** A refund that succeeded can still fail within weeks, so it is over only after 30 days. */
function isOver(refund: Refund, now: number): boolean {
  const { state } = refundStatus(refund)
  return state === 'Failed' || (state === 'Succeeded' && now - refundFacts(refund).createdAt >= succeededForMs)
}

async function followRefund(given: RefundCase, judgement: RefundJudgement): Promise<Visit> {
  const { tools, refund, client, request, signal } = given
  const { state, providerId } = refundStatus(refund)
  try {
    if (state === 'Requested') return await sendRefund(given, judgement)
    if (providerId === undefined) return await retryRefund(given, judgement.step)
    const answer = client.readRefund(providerId, request, signal)
    return await settleRefund(
      given,
      await countFailures(answer, { provider: client.provider, counters: tools.counters }),
    )
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const present =
      (await tools.api.getRefund({ namespace: orderOf(refund).namespace, name: refund.metadata.name }, signal)) ??
      refund
    const status = withReason(refundStatus(present), reasonOfFailure(error))
    await writeRefund(tools, { refund: present, status }, signal)
    return visitAfter(error)
  }
}

async function fail(
  tools: CashierTools,
  { refund, why }: { refund: Refund; why: { reason: string; message: string } },
  signal: AbortSignal,
): Promise<Visit> {
  await writeRefund(tools, { refund, status: { ...withReason(refundStatus(refund), why), state: 'Failed' } }, signal)
  return finished
}
