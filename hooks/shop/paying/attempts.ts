import { type Checkout, newCheckout } from '../../schema/money/checkout.ts'
import { checkoutName, mostNumbers } from '../../schema/money/numbered-name.ts'
import type { Order } from '../../schema/order/order.ts'
import { orderState } from '../model/order-state.ts'
import type { OrderState } from '../model/order-view.ts'

/** The attempts to pay one order. */
export interface Attempts {
  /** The number of the next attempt. It may be above the highest number that a name can have. */
  next: number
  /** The last attempts, the newest first. */
  recent: readonly Checkout[]
}

export const noAttempts: Attempts = { next: 1, recent: [] }

/** States in which the buyer can pay, or may have paid just before the end. */
const payingStates: readonly OrderState[] = ['held', 'underpaid', 'expired']

/** The number of attempts that are read. Older ones ended long ago. */
export const mostRecent = 10

/**
 * Reads the attempts to pay an order, if the order can still be paid. The shop may not list checkouts, because each contains
 * the link of an order. So it reads them by name: their numbers have no gap. An order without an attempt costs one read, an
 * order with one attempt costs two. Checkouts of an earlier order of the same name are left out.
 */
export async function readAttempts(
  order: Order,
  getCheckout: (name: string) => Promise<Checkout | undefined>,
): Promise<Attempts> {
  if (!payingStates.includes(orderState(order))) return noAttempts
  const { name, uid } = order.metadata
  const read = new Map<number, Checkout | undefined>()
  async function readNumber(number: number): Promise<Checkout | undefined> {
    if (!read.has(number)) read.set(number, await getCheckout(checkoutName(name, number)))
    return read.get(number)
  }
  const last = await findLast(async number => (await readNumber(number)) !== undefined)
  const recent: Checkout[] = []
  for (let number = last; number > Math.max(0, last - mostRecent); number -= 1) {
    const checkout = await readNumber(number)
    if (checkout?.spec.orderUid === uid) recent.push(checkout)
  }
  return { next: last + 1, recent }
}

/** Whether the attempt can still bring money. */
export function isUnended({ status = newCheckout }: Checkout): boolean {
  return status.state === 'Requested' || status.state === 'Open'
}

/** The highest number in use, by doubling and halving; 0 if 1 is free. */
async function findLast(isUsed: (number: number) => Promise<boolean>): Promise<number> {
  let used = 0
  let free = 1
  while (free <= mostNumbers && (await isUsed(free))) {
    used = free
    free *= 2
  }
  free = Math.min(free, mostNumbers + 1)
  while (free - used > 1) {
    const middle = Math.floor((used + free) / 2)
    if (await isUsed(middle)) used = middle
    else free = middle
  }
  return used
}
