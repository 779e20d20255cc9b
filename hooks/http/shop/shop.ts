import type { ShopApi } from '../../kube/shop-api.ts'
import type { ShopCounters } from '../../metrics/shop-metrics.ts'
import type { Conference } from '../../schema/conference.ts'
import type { CheckoutProvider } from '../../schema/money/checkout.ts'
import type { KeyRing } from '../../shop/links/key-ring.ts'
import type { OfferBook } from '../../shop/live/offer-book.ts'
import type { OpenStreams } from '../../shop/live/open-streams.ts'
import type { OrderLookout } from '../../shop/live/order-lookout.ts'
import type { Turns } from '../../shop/live/turns.ts'
import type { OpenOrders } from '../../shop/placing/open-orders.ts'
import type { TicketTools } from '../../shop/tickets/ticket-tools.ts'
import type { Limits } from './limits.ts'
import { awayError, notFoundError } from './page-error.ts'

/** Everything that the routes of the shop share. */
export interface Shop {
  api: ShopApi
  book: OfferBook
  lookout: Pick<OrderLookout, 'lookAt' | 'size'>
  streams: OpenStreams
  openOrders: OpenOrders
  ring: KeyRing
  ticketTools: TicketTools
  counters: ShopCounters
  limits: Limits
  /** For reads for open pages, which a gap of the watch causes for all pages at once. */
  turns: Turns
  /** The public address, without a slash at its end. */
  shopUrl: string
  trialPaymentsUrl?: string
  /** The gateways at which buyers pay; none by default. */
  payWith: readonly CheckoutProvider[]
  /** The origins of the payment pages of these gateways. */
  paymentPages: readonly string[]
  /** The longest wait for one answer of the API server. */
  patienceMs: number
  /** The pause after a first failed read of an order that is looked at. */
  firstPauseMs: number
  /** In milliseconds since 1970. */
  now(): number
}

/** A conference that buyers see. Throws a PageError: 404 if there is none, 503 while nothing is known yet. */
export function findConference({ book }: Pick<Shop, 'book'>, name: string): Conference {
  if (!book.isComplete()) throw awayError()
  const conference = book.findConference(name)
  if (conference === undefined) throw notFoundError()
  return conference
}
