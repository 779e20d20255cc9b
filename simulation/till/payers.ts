import { amountInMinorUnits, decimal } from '../../hooks/rules/money.ts'
import { timestamp } from '../../hooks/rules/time.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { checkoutName, refundName } from '../../hooks/schema/money/numbered-name.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { PaypalOrder, StripeSession } from '../../local/gateway/books.ts'
import { isForgotten } from '../../local/gateway/paypal/order-routes.ts'
import { sessionStatusOf } from '../../local/gateway/stripe/session-object.ts'
import type { Market } from '../actors/market.ts'
import type { Choices } from '../schedule/choices.ts'
import type { Till } from './till.ts'

const weights = { press: 34, pay: 46, 'come back': 16, 'refund by hand': 6 }

interface Place {
  till: Till
  market: Market
  choices: Choices
}

/** Lets a buyer pay, or a person send money back. Returns a sentence on it; undefined if there was nothing to do. */
export function letPayerAct(place: Place): string | undefined {
  switch (place.choices.pickWeighted(weights)) {
    case 'press':
      return pressPay(place)
    case 'pay':
      return pay(place)
    case 'come back':
      return comeBack(place)
    case 'refund by hand':
      return refundTwice(place)
  }
}

/** Presses the button as the shop shows it: it asks for half an hour to pay, and creates the next checkout. */
function pressPay({ market, choices }: Place): string | undefined {
  const orders = market.api.list('Order').filter(({ status }) => amountOf(status) !== undefined)
  const waiting = orders.filter(({ status }) => status?.reason === 'AwaitingPayment')
  const order = choices.pick(choices.chance(92) ? waiting : orders)
  if (order === undefined || (isPaying(order, market) && !choices.chance(30))) return undefined
  const { name, uid } = order.metadata
  const number = 1 + market.api.list('Checkout').filter(({ spec }) => spec.orderRef === name).length
  const spec = {
    ...{ orderRef: name, orderUid: uid, returnTo: 'https://shop.example/order', returned: false },
    ...{ amount: amountOf(order.status) ?? '', currency: order.status?.currency ?? '' },
    provider: choices.chance(50) ? ('STRIPE' as const) : ('PAYPAL' as const),
  }
  const ownerReferences = [{ apiVersion, kind: 'Order', name, uid }]
  const holdUntil = timestamp(market.now() + 1_800_000)
  if (choices.chance(40)) market.attempt('asks for time', api => api.patch('Order', name, { holdUntil }))
  return market.attempt(`pays ${spec.amount} for ${name} at ${spec.provider}`, api => {
    api.create('Checkout', { metadata: { name: checkoutName(name, number), ownerReferences }, spec })
  })
}

/** Whether a payment of the order is under way: another tab begins a second one. */
function isPaying({ metadata }: Order, { api }: Market): boolean {
  return api.list('Checkout').some(({ spec, status }) => {
    return spec.orderUid === metadata.uid && (status?.state === 'Requested' || status?.state === 'Open')
  })
}

/** The amount that is left to pay, by the status of an order. */
function amountOf(status: Order['status']): string | undefined {
  const { total, paid = '0', currency = '' } = status ?? {}
  const left = (amountInMinorUnits(total ?? '', currency) ?? 0n) - (amountInMinorUnits(paid, currency) ?? 0n)
  return left > 0n ? decimal(left, currency) : undefined
}

/** Pays on a page that the buyer got to know, however late, and mostly comes back. */
function pay(place: Place): string | undefined {
  const { till, choices } = place
  const { books, stripe } = till.gateways
  stripe.expireOld()
  const known = [...till.pages]
  const sessions = known.flatMap(id => books.sessions[id] ?? []).filter(one => sessionStatusOf(one) === 'open')
  const orders = known.flatMap(id => books.orders[id] ?? []).filter(one => isPayable(one, till))
  const page = choices.pick([...sessions, ...orders])
  if (page === undefined) return undefined
  const about = 'expiresAt' in page ? payAtStripe(page, place) : approve(page, place)
  const key = 'expiresAt' in page ? page.metadata['checkout'] : page.invoice
  return choices.chance(60) ? `${about}; ${returnTo(key, place) ?? 'does not come back'}` : about
}

function isPayable(order: PaypalOrder, { gateways }: Till): boolean {
  const isNew = !order.isApproved || order.funding === 'declined'
  return order.capture === undefined && isNew && !isForgotten(order, gateways.world.now())
}

function payAtStripe(session: StripeSession, { till, market, choices }: Place): string {
  const { stripe } = till.gateways
  if (choices.chance(15)) {
    stripe.decline(session)
    return `is declined on ${session.id}`
  }
  const isDelayed = session.methods === undefined && choices.chance(50)
  stripe.pay(session, isDelayed ? 'delayed' : 'card')
  const hold = market.api.list('Reservation').find(({ spec }) => spec.orderRef === session.metadata['order'])
  if (hold?.spec.decision !== 'Held') till.reached['late money at Stripe'] += 1
  return `pays ${session.id} ${isDelayed ? 'by bank' : 'by card'}`
}

function approve(order: PaypalOrder, { till, choices }: Place): string {
  const funding = choices.chance(25) ? 'declined' : order.canPayLater && choices.chance(50) ? 'delayed' : 'good'
  till.gateways.paypal.approve(order, funding)
  return `approves ${order.id}: ${funding}`
}

function comeBack({ market, choices }: Place): string | undefined {
  const away = market.api.list('Checkout').filter(({ spec }) => !spec.returned)
  const name = choices.pick(away)?.metadata.name
  return name && market.attempt(`comes back to ${name}`, api => api.patch('Checkout', name, { returned: true }))
}

function returnTo(key: string | undefined, { till, market }: Place): string | undefined {
  const name = till.checkouts.get(key ?? '')?.metadata.name
  return name && market.attempt(`comes back to ${name}`, api => api.patch('Checkout', name, { returned: true }))
}

/** Sometimes two persons do the same. */
function refundTwice(place: Place): string | undefined {
  const once = refundByHand(place)
  return once !== undefined && place.choices.chance(40) ? `${once}; ${refundByHand(place)}` : once
}

/** A person sends money back that need not be due. */
function refundByHand({ market, choices }: Place): string | undefined {
  const payments = market.api.list('Payment')
  const disputes = payments.filter(({ spec }) => spec.state === 'Reversed').map(({ spec }) => spec.parentTransactionId)
  const paid = payments.filter(({ spec }) => spec.state === 'Completed')
  const disputed = paid.filter(({ spec }) => disputes.includes(spec.transactionId))
  const payment = choices.pick(choices.chance(50) && disputed.length > 0 ? disputed : paid)
  if (payment === undefined) return undefined
  const { name, ownerReferences: owners = [] } = payment.metadata
  const { gross, currency, orderRef } = payment.spec
  const amount = choices.chance(60) ? gross : decimal((amountInMinorUnits(gross, currency) ?? 0n) / 2n, currency)
  const number = 1 + market.api.list('Refund').filter(({ spec }) => spec.paymentRef === name).length
  const spec = { orderRef, paymentRef: name, amount, currency, reason: 'A person decided it.' }
  return market.attempt(`refunds ${amount} of ${name} by hand`, api => {
    const ownerReferences = owners.map(({ apiVersion, kind, name, uid }) => ({ apiVersion, kind, name, uid }))
    api.create('Refund', { metadata: { name: refundName(name, number), ownerReferences }, spec })
  })
}
