import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import type { Refund } from '../../../hooks/schema/money/refund.ts'
import { sessionStatusOf } from '../../../local/gateway/stripe/session-object.ts'
import type { Change } from '../../server/stored.ts'
import { chargesOf, refundMovements } from '../movements.ts'
import type { Till, TillAround } from '../till.ts'
import type { TillWorld } from '../till-world.ts'
import { lateCancellationFault, sendingLimitFault } from './refund-invariants.ts'

type Around = Pick<TillAround, 'store' | 'now' | 'records'>

/** The contradiction of a stored checkout or refund to the gateways or the payments, as "<name>: <event>". */
export function statusFault(
  change: Change,
  { till, around, world }: { till: Till; around: Around; world: TillWorld },
): string | undefined {
  if (change.after === undefined) return undefined
  if (change.kind === 'Checkout') return checkoutFault(change.after, change.before, { till, around })
  if (change.kind !== 'Refund') return undefined
  return (
    refundFault(change.after, { till, around }) ??
    sendingLimitFault(change, world, around.store) ??
    lateCancellationFault(change, around.records)
  )
}

function checkoutFault(
  { metadata: { name, uid }, spec, status }: Checkout,
  before: Checkout | undefined,
  { till, around }: { till: Till; around: Around },
): string | undefined {
  const { books } = till.gateways
  if (before?.status?.state === 'Paid' && status?.state !== 'Paid') return `paidStays: ${name} is ${status?.state}`
  switch (status?.state) {
    case 'Paid': {
      const charge = chargesOf(books).find(({ key }) => key === uid)
      if (charge === undefined) return `paidIsPaid: ${name} is Paid, and nobody paid`
      const isThere = around.store.get('Order', spec.orderRef)?.metadata.uid === spec.orderUid
      return isThere && !isRecorded(charge.transactionId, 'Completed', around)
        ? `paidIsRecorded: ${name} is Paid, and no payment records ${charge.transactionId}`
        : undefined
    }
    case 'Expired':
    case 'Failed': {
      const session = books.sessions[before?.status?.sessionId ?? '']
      const isOpen = session !== undefined && sessionStatusOf(session) === 'open' && session.expiresAt > around.now()
      return isOpen ? `overIsClosed: ${name} is ${status.state}, and its session is open` : undefined
    }
    default:
      return undefined
  }
}

function refundFault(
  { metadata: { name, ownerReferences }, spec, status }: Refund,
  { till, around }: { till: Till; around: Around },
): string | undefined {
  const sent = refundMovements(till.gateways.books).filter(({ key }) => key === name)
  if (status?.state === 'Failed' && sent.some(one => one.status !== 'failed')) {
    return `failedIsUnsent: ${name} is Failed, and its money is ${sent[0]?.status}`
  }
  const isThere = around.store.get('Order', spec.orderRef)?.metadata.uid === ownerReferences?.[0]?.uid
  return status?.state === 'Succeeded' && isThere && !isRecorded(status.providerId, 'Refunded', around)
    ? `succeededIsRecorded: ${name} succeeded, and no payment records it`
    : undefined
}

function isRecorded(transactionId: string | undefined, state: string, { store }: Around): boolean {
  return store.list('Payment').some(({ spec }) => spec.transactionId === transactionId && spec.state === state)
}
