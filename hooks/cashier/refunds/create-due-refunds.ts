import { KubeError, type ObjectKey } from '../../kube/api.ts'
import type { NewRefund } from '../../kube/cashier-api.ts'
import { automaticRefunds, mostNumbers, type PlannedRefund } from '../../rules/cashier/automatic-refunds.ts'
import { decimal } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import { refundName } from '../../schema/money/numbered-name.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import { type LiveSale, readLiveSale } from '../live-sale.ts'
import { refundReportOf } from '../sale.ts'
import { type CashierTools, closedPauseMs, finished, type Visit } from '../tools.ts'
import { refundsOf } from './refund-case.ts'

/** The pause until the next visit of an order whose money is due. */
const duePauseMs = 900_000

/**
 * Creates the refunds of an order whose money is due, if its plan says so. Two replicas choose the same names, and the API
 * server refuses the second. Rejects with a KubeError.
 */
export async function createDueRefunds(tools: CashierTools, key: ObjectKey, signal: AbortSignal): Promise<Visit> {
  const { api, log } = tools
  if (tools.closedReason(key.namespace) !== undefined) return { next: 'later', pauseMs: closedPauseMs }
  const order = await api.getOrder(key, signal)
  if (order === undefined || refundReportOf(order) !== 'due') return finished
  const plan = await api.getPlan({ namespace: key.namespace, name: order.spec.planRef }, signal)
  if (plan?.spec.refunds !== 'Automatic') return finished
  const { uid } = order.metadata
  const refunds = refundsOf(await api.listRefunds(key, signal), uid)
  const live = await readLiveSale(api, { ...key, uid }, signal)
  if (live === undefined) return finished
  for (const planned of automaticRefunds(live.sale, { policy: policyOf(plan), refunds })) {
    await create(live, planned)
  }
  return { next: 'later', pauseMs: duePauseMs }

  /** If a person has given the name to a refund of another order by mistake, the next number is tried. */
  async function create(live: LiveSale, planned: PlannedRefund): Promise<void> {
    const refund = newRefund(live, planned)
    const { namespace, name } = refund.metadata
    try {
      await api.createRefund(refund, signal)
      log.info({ ...refund.metadata, ...refund.spec, ownerReferences: undefined }, 'refund created')
    } catch (error) {
      if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw error
      const other = await api.getRefund({ namespace, name }, signal)
      const isForeign = other !== undefined && other.spec.orderRef !== refund.spec.orderRef
      log.info({ namespace, name, order: other?.spec.orderRef }, 'a refund has that name already')
      if (isForeign && planned.number < mostNumbers) await create(live, { ...planned, number: planned.number + 1 })
    }
  }
}

function policyOf({ spec: { cancelUntil } }: Plan) {
  return { isAutomatic: true, cancelUntil: cancelUntil === undefined ? undefined : milliseconds(cancelUntil) }
}

function newRefund({ order }: LiveSale, { payment, number, amount, currency }: PlannedRefund): NewRefund {
  const { name, namespace = '', uid } = order.metadata
  return {
    apiVersion,
    kind: 'Refund',
    metadata: {
      namespace,
      name: refundName(payment, number),
      ownerReferences: [{ apiVersion, kind: 'Order', name, uid }],
    },
    spec: {
      orderRef: name,
      paymentRef: payment,
      amount: decimal(amount, currency),
      currency,
      reason: order.spec.cancelled === true ? 'The order was cancelled.' : 'The money buys nothing.',
      onlyIfDue: true,
    },
  }
}
