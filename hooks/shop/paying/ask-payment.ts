import { KubeError } from '../../kube/api.ts'
import type { ShopApi } from '../../kube/shop-api.ts'
import { milliseconds } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import { type Checkout, type CheckoutProvider, newCheckout } from '../../schema/money/checkout.ts'
import { checkoutName, mostNumbers } from '../../schema/money/numbered-name.ts'
import type { Order } from '../../schema/order/order.ts'
import { type Attempts, isUnended, mostRecent } from './attempts.ts'

/** The payment that a buyer asks for. `returnTo` is the absolute address of the page of the order. */
export interface PaymentWish {
  order: Order
  attempts: Attempts
  provider: CheckoutProvider
  amount: string
  currency: string
  returnTo: string
  language: string
}

export interface AskingTools {
  api: Pick<ShopApi, 'getCheckout' | 'createCheckout'>
  /** In milliseconds since 1970. */
  now(): number
  /** Asks for a longer hold, before a payment page is opened. */
  prolongHold(): Promise<void>
  signal: AbortSignal
}

const recentMs = 3_600_000

/** How many numbers are tried: two buttons that are pressed at once begin with the same number. */
const mostTries = 3

/**
 * The checkout of a payment: an open one of the same gateway and amount, otherwise a new one. Two equal forms at once create
 * one checkout, because both choose the same name. Undefined after too many recent attempts. Rejects with a KubeError.
 */
export async function askPayment(tools: AskingTools, wish: PaymentWish): Promise<Checkout | undefined> {
  const { recent, next } = wish.attempts
  const open = recent.find(checkout => isOpenFor(wish, checkout, tools.now()))
  if (open !== undefined || isTooMany(recent, tools.now())) return open
  await tools.prolongHold()
  return create(tools, wish, next)
}

async function create(tools: AskingTools, wish: PaymentWish, number: number): Promise<Checkout | undefined> {
  const { api, signal, now } = tools
  if (number > mostNumbers || number >= wish.attempts.next + mostTries) return undefined
  const { order, provider, amount, currency, returnTo, language } = wish
  const { name: orderRef, namespace = '', uid } = order.metadata
  const name = checkoutName(orderRef, number)
  const owner = { apiVersion, kind: 'Order', name: orderRef, uid }
  const spec = { orderRef, orderUid: uid, provider, amount, currency, returnTo, language }
  const metadata = { namespace, name, ownerReferences: [owner] as [typeof owner] }
  try {
    return await api.createCheckout({ apiVersion, kind: 'Checkout', metadata, spec }, signal)
  } catch (error) {
    if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw error
    const other = await api.getCheckout({ namespace, name }, signal)
    return other !== undefined && isOpenFor(wish, other, now()) ? other : create(tools, wish, number + 1)
  }
}

/**
 * Whether the payment can be made at this checkout. A checkout of an earlier order of the same name is not used again. Neither
 * is one from which the buyer has returned: `returned` is true already, so the cashier would notice a second return late.
 */
function isOpenFor({ order, provider, amount, currency }: PaymentWish, checkout: Checkout, now: number): boolean {
  const { spec, status = newCheckout } = checkout
  const isSame = spec.provider === provider && spec.amount === amount && spec.currency === currency
  const isOver = status.expiresAt !== undefined && milliseconds(status.expiresAt) <= now
  return spec.orderUid === order.metadata.uid && isSame && !spec.returned && isUnended(checkout) && !isOver
}

/** Whether the order has too many attempts: a script must not fill the gateway with payments of one order. */
function isTooMany(recent: readonly Checkout[], now: number): boolean {
  const counted = recent.filter(
    checkout => isUnended(checkout) || now - milliseconds(checkout.metadata.creationTimestamp) < recentMs,
  )
  return counted.length >= mostRecent
}
