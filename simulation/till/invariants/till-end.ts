import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { statusOf } from '../../../local/gateway/stripe/session-object.ts'
import type { Simulation } from '../../simulation.ts'
import { type Charge, chargesOf, refundMovements } from '../movements.ts'
import type { Till } from '../till.ts'

type End = Pick<Simulation, 'store' | 'reached'> & { till: Till }

/**
 * Every promise about money that the end breaks (I11), as "<name>: <event>": each checkout is over, all money is recorded, and
 * each due amount went back once. A deleted order keeps no records.
 */
export function tillFaults({ till, store, reached }: Pick<Simulation, 'store' | 'reached' | 'till'>): string[] {
  if (till === undefined) return []
  const end = { till, store, reached }
  const charges = chargesOf(till.gateways.books)
  return [
    ...store.list('Checkout').flatMap(checkout => checkoutFaults(checkout, charges, till)),
    ...charges.flatMap(charge => chargeFaults(charge, charges, end)),
    ...refundFaults(charges, end),
    ...store.list('Order').flatMap(order => dueFaults(order, end)),
  ]
}

function checkoutFaults({ metadata: { name, uid }, status }: Checkout, charges: Charge[], till: Till): string[] {
  const state = status?.state ?? 'Requested'
  const isPaid = charges.some(({ key }) => key === uid)
  if (state === 'Requested' || state === 'Open') return [`checkoutsEnd: ${name} is ${state} (${status?.reason})`]
  if ((state === 'Paid') !== isPaid) return [`checkoutsEnd: ${name} is ${state}, and its money was taken: ${isPaid}`]
  const open = Object.values(till.gateways.books.sessions).find(session => {
    return session.metadata['checkout'] === uid && till.pages.has(session.id) && statusOf(session) === 'open'
  })
  return open === undefined ? [] : [`checkoutsEnd: ${name} is ${state}, and ${open.id} is open`]
}

function chargeFaults(charge: Charge, charges: readonly Charge[], end: End): string[] {
  const { till, store, reached } = end
  const { provider, transactionId, key, amount, currency } = charge
  const checkout = till.checkouts.get(key)
  const what = `${amount} ${currency} of ${checkout?.metadata.name}`
  if (charges.some(other => other !== charge && other.key === key)) return [`chargedOnce: ${what} were taken twice`]
  const isFirst = till.checkouts.get(charges.find(other => orderOf(other, till) === orderOf(charge, till))?.key ?? '')
  if (isFirst !== checkout) reached['orders paid twice'] += 1
  if (!keepsRecords(charge, end)) return []
  const isRecorded = store.list('Payment').some(({ spec }) => {
    const isSame = spec.provider === provider && spec.transactionId === transactionId && spec.state === 'Completed'
    return isSame && spec.gross === amount && spec.currency === currency
  })
  return isRecorded ? [] : [`moneyIsRecorded: no payment records ${what} (${transactionId})`]
}

/**
 * Whether the order that was paid still exists, by its uid. A webhook that is repeated can record the payment for a later
 * order of the name, where it buys nothing; its refund was recorded for the first one.
 */
function keepsRecords({ key }: Charge, { till, store }: Pick<End, 'till' | 'store'>): boolean {
  const { orderRef = '', orderUid } = till.checkouts.get(key)?.spec ?? {}
  return store.get('Order', orderRef)?.metadata.uid === orderUid
}

function orderOf({ key }: Charge, till: Till): string | undefined {
  return till.checkouts.get(key)?.spec.orderUid
}

function refundFaults(charges: readonly Charge[], { till, store }: End): string[] {
  const unsettled = store
    .list('Refund')
    .filter(({ status }) => status?.state === 'Requested' || status?.state === 'Sent')
  const sent = refundMovements(till.gateways.books).filter(({ status }) => status === 'succeeded')
  const payments = store.list('Payment')
  const failed = store.list('Refund').filter(({ status }) => status?.state === 'Failed')
  const undead = failed.filter(({ metadata }) => sent.some(({ key }) => key === metadata.name))
  const lost = sent.filter(({ id, transactionId }) => {
    const charge = charges.find(one => one.transactionId === transactionId)
    const isKept = charge !== undefined && keepsRecords(charge, { till, store })
    return isKept && !payments.some(({ spec }) => spec.transactionId === id && spec.state === 'Refunded')
  })
  return [
    ...unsettled.map(({ metadata, status }) => `refundsEnd: ${metadata.name} is ${status?.state} (${status?.reason})`),
    ...undead.map(({ metadata }) => `failedIsUnsent: ${metadata.name} is Failed, and its money went back`),
    ...lost.map(({ id, key }) => `moneyIsRecorded: no payment records the refund ${id} of ${key}`),
  ]
}

/** The reasons of failed refunds that say that nothing had to go back, or less. */
const harmless = ['NotDue', 'MoreThanPaid']

/** Money that is due at the end is left to people: the plan says so, or a refund of its payment failed. */
function dueFaults({ metadata: { name, uid }, spec, status }: Order, { store }: End): string[] {
  const plan = store.list('Plan').find(({ metadata }) => metadata.name === spec.planRef)?.spec
  const due = status?.conditions?.find(({ type }) => type === 'RefundDue')
  if (due?.status !== 'True' || plan?.refunds !== 'Automatic') return []
  if (spec.cancelled === true && plan.cancelUntil !== undefined) return []
  const own = store.list('Refund').filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === uid)
  const isLeft = own.some(({ status }) => status?.state === 'Failed' && !harmless.includes(status.reason ?? ''))
  return isLeft ? [] : [`dueIsRefunded: order "${name}" still owes: ${due.message}`]
}
