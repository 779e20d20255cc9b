import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Books } from '../../../local/gateway/books.ts'
import { sessionStatusOf } from '../../../local/gateway/stripe/session-object.ts'
import type { Store } from '../../server/store.ts'
import { type Charge, chargesOf, refundMovements } from '../movements.ts'

/** The end of a sale with a cashier: the books of the played gateways, and the stored objects. */
export interface TillEnd {
  books: Books
  /** Every checkout of the sale, by its uid. */
  checkouts: ReadonlyMap<string, Checkout>
  /** The ids of the payments whose pages buyers may know. */
  pages: ReadonlySet<string>
  list: Store['list']
}

/**
 * Every promise about money that the end breaks (I11), as "<name>: <event>": each checkout is over, all money is recorded, and
 * each due amount went back once. A deleted order keeps no records.
 */
export function tillFaults(end: TillEnd): string[] {
  const charges = chargesOf(end.books)
  return [
    ...end.list('Checkout').flatMap(checkout => checkoutFaults(checkout, charges, end)),
    ...charges.flatMap(charge => chargeFaults(charge, charges, end)),
    ...refundFaults(charges, end),
    ...end.list('Order').flatMap(order => dueFaults(order, end)),
  ]
}

/** The number of charges of orders that were charged before. */
export function countPaidTwice({ books, checkouts }: Pick<TillEnd, 'books' | 'checkouts'>): number {
  const orders = chargesOf(books).map(({ key }) => checkouts.get(key)?.spec.orderUid)
  return orders.length - new Set(orders).size
}

function checkoutFaults(
  { metadata: { name, uid }, status }: Checkout,
  charges: Charge[],
  { books, pages }: TillEnd,
): string[] {
  const state = status?.state ?? 'Requested'
  const isPaid = charges.some(({ key }) => key === uid)
  if (state === 'Requested' || state === 'Open') return [`checkoutsEnd: ${name} is ${state} (${status?.reason})`]
  if ((state === 'Paid') !== isPaid) return [`checkoutsEnd: ${name} is ${state}, and its money was taken: ${isPaid}`]
  const open = Object.values(books.sessions).find(session => {
    return session.metadata['checkout'] === uid && pages.has(session.id) && sessionStatusOf(session) === 'open'
  })
  return open === undefined ? [] : [`checkoutsEnd: ${name} is ${state}, and ${open.id} is open`]
}

function chargeFaults(charge: Charge, charges: readonly Charge[], end: TillEnd): string[] {
  const { checkouts, list } = end
  const { provider, transactionId, key, amount, currency } = charge
  const checkout = checkouts.get(key)
  const what = `${amount} ${currency} of ${checkout?.metadata.name}`
  if (charges.some(other => other !== charge && other.key === key)) return [`chargedOnce: ${what} were taken twice`]
  if (!keepsRecords(charge, end)) return []
  const isRecorded = list('Payment').some(({ spec }) => {
    const isSame = spec.provider === provider && spec.transactionId === transactionId && spec.state === 'Completed'
    return isSame && spec.gross === amount && spec.currency === currency
  })
  return isRecorded ? [] : [`moneyIsRecorded: no payment records ${what} (${transactionId})`]
}

/**
 * Whether the order that was paid still exists, by its uid. A webhook that is repeated can record the payment for a later
 * order of the name, where it buys nothing; its refund was recorded for the first one.
 */
function keepsRecords({ key }: Charge, { checkouts, list }: TillEnd): boolean {
  return list('Order').some(({ metadata }) => metadata.uid === checkouts.get(key)?.spec.orderUid)
}

function refundFaults(charges: readonly Charge[], end: TillEnd): string[] {
  const { books, list } = end
  const unsettled = list('Refund').filter(({ status }) => status?.state === 'Requested' || status?.state === 'Sent')
  const sent = refundMovements(books).filter(({ status }) => status === 'succeeded')
  const payments = list('Payment')
  const failed = list('Refund').filter(({ status }) => status?.state === 'Failed')
  const undead = failed.filter(({ metadata }) => sent.some(({ key }) => key === metadata.name))
  const lost = sent.filter(({ id, transactionId }) => {
    const charge = charges.find(one => one.transactionId === transactionId)
    const isKept = charge !== undefined && keepsRecords(charge, end)
    return isKept && !payments.some(({ spec }) => spec.transactionId === id && spec.state === 'Refunded')
  })
  return [
    ...unsettled.map(({ metadata, status }) => `refundsEnd: ${metadata.name} is ${status?.state} (${status?.reason})`),
    ...undead.map(({ metadata }) => `failedIsUnsent: ${metadata.name} is Failed, and its money went back`),
    ...lost.map(({ id, key }) => `moneyIsRecorded: no payment records the refund ${id} of ${key}`),
  ]
}

/** The reasons of failed refunds of which no money, or less, had to go back. */
const harmless = ['NotDue', 'MoreThanPaid']

/** Money that is due at the end is left to people: the plan says so, or a refund of the cashier failed. */
function dueFaults({ metadata: { name, uid }, spec, status }: Order, { list }: TillEnd): string[] {
  const plan = list('Plan').find(({ metadata }) => metadata.name === spec.planRef)?.spec
  const due = status?.conditions?.find(({ type }) => type === 'RefundDue')
  if (due?.status !== 'True' || plan?.refunds !== 'Automatic') return []
  if (spec.cancelled === true && plan.cancelUntil !== undefined) return []
  const own = list('Refund').filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === uid)
  const isLeft = own.some(({ spec, status }) => {
    return spec.onlyIfDue === true && status?.state === 'Failed' && !harmless.includes(status.reason ?? '')
  })
  return isLeft ? [] : [`dueIsRefunded: order "${name}" still owes: ${due.message}`]
}
