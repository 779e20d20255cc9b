import t from 'tap'
import {
  newRefund,
  Refund,
  RefundSpec,
  RefundStatus,
  refundKind,
  refundStates,
} from '../../../hooks/schema/money/refund.ts'
import { aRefund, minuteAgo } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, spec, status, selectable, isSpecWhole } = refundKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['order', 'string', '.spec.orderRef', undefined],
    ['state', 'string', '.status.state', undefined],
    ['amount', 'string', '.spec.amount', undefined],
    ['currency', 'string', '.spec.currency', undefined],
    ['age', 'date', '.metadata.creationTimestamp', undefined],
    ['payment', 'string', '.spec.paymentRef', 1],
    ['reason', 'string', '.status.reason', 1],
    ['provider id', 'string', '.status.providerId', 1],
  ],
  'columns: the order, the state and the amount',
)
t.strictSame([spec, isSpecWhole], [RefundSpec, true], 'a refund is written once')
t.strictSame(selectable, ['.spec.orderRef'], 'the refunds of one order can be listed')
t.match(status, { default: newRefund }, 'a new refund waits for the cashier')
t.equal(misfit(RefundStatus, newRefund), undefined)
t.strictSame(refundStates, ['Requested', 'Sent', 'Succeeded', 'Failed'])
const sent: RefundStatus = {
  state: 'Sent',
  reason: 'GatewayUnreachable',
  message: 'The gateway did not answer',
  providerId: 're_3Nx',
  sentAt: minuteAgo,
}
t.equal(misfit(Refund, aRefund({ onlyIfDue: true, status: sent })), undefined, 'with every field')
t.match(misfit(Refund, aRefund({ amount: '-29.90' })), /^it\/spec\/amount must match pattern/, 'it has no sign')
t.match(misfit(Refund, aRefund({ paymentRef: 'x'.repeat(61) })), /^it\/spec\/paymentRef must NOT have more than 60/)
