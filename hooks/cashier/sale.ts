import { controllerOf, entryOf, storedFacts } from '../box-office/objects/facts.ts'
import type { Sale } from '../rules/cashier/sale.ts'
import { countedEntries } from '../rules/ledger.ts'
import { milliseconds } from '../rules/time.ts'
import type { Order } from '../schema/order/order.ts'
import type { Payment } from '../schema/payment.ts'
import { placedAt } from '../schema/placed-at.ts'
import type { Reservation } from '../schema/reservation.ts'

/** Converts an order with its reservation and payments to the facts of the rules. Those of another order do not count. */
export function saleOf(
  order: Order,
  { reservation, payments }: { reservation: Reservation | undefined; payments: readonly Payment[] },
): Sale {
  const { metadata, spec } = order
  const own = payments.filter(payment => controllerOf(payment.metadata)?.uid === metadata.uid)
  const entries = own.flatMap(payment => {
    const entry = entryOf(payment)
    return entry === undefined ? [] : [{ ...entry, name: payment.metadata.name }]
  })
  return {
    price: spec.price,
    quantity: spec.quantity,
    cancelled: spec.cancelled === true,
    refundReport: refundReportOf(order),
    cancelledAt: cancelledAt(order),
    reservation: reservation?.spec.orderUid === metadata.uid ? storedFacts(reservation).reservation : undefined,
    entries: countedEntries(entries, placedAt(metadata)),
  }
}

/** The condition RefundDue of an order, if the order hook has answered the newest change of the order. */
export function refundReportOf(order: Order): Sale['refundReport'] {
  const { generation = 0 } = order.metadata
  const isAnswered = (order.status?.observedGeneration ?? 0) >= generation
  const status = isAnswered ? conditionOf(order, 'RefundDue')?.status : undefined
  if (status === 'True') return 'due'
  return status === 'False' ? 'nothing' : 'unknown'
}

/** The later of the times at which a cancelled order lost its tickets and its money became due. */
function cancelledAt(order: Order): number | undefined {
  const [reserved, due] = [conditionOf(order, 'Reserved'), conditionOf(order, 'RefundDue')]
  if (order.spec.cancelled !== true || reserved?.status !== 'False' || due?.status !== 'True') return undefined
  return Math.max(milliseconds(reserved.lastTransitionTime), milliseconds(due.lastTransitionTime))
}

function conditionOf({ status }: Order, type: string) {
  return status?.conditions?.find(condition => condition.type === type)
}
